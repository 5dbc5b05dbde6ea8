"""What may be grouped and what is best, said once more and as plainly as possible, to hold the engine against."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations

from domain.matching.pool import SIZES, Applicant, Group, Pool, pair
from domain.matching.solution import Solution

Worth = tuple[tuple[int, ...], int, tuple[int, ...]]
"""How many of each rank are matched, repeats, and the wishes of size; greater is better."""


def people_of(pool: Pool) -> dict[int, Applicant]:
    """The applicants of a pool by number."""
    columns = (pool.numbers, pool.cells, pool.sizes, pool.applied_at, pool.expires_at, pool.credit)
    return {row[0]: Applicant(*row) for row in zip(*columns, strict=True)}


class Judge:
    """Knows the rules of one pool."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self.people = people_of(pool)
        self._turns = sorted({self.turn(number) for number in self.people})

    def turn(self, number: int) -> tuple[bool, int, int, int]:
        """Who goes first has the least of these."""
        who = self.people[number]
        minute = who.applied_at // self._pool.rules.same_wait
        return who.expires_at >= self._pool.next_sweep, minute, -who.credit, who.applied_at

    def met(self, one: int, other: int) -> int | None:
        """How long ago a pair met, if that still counts."""
        at = self._pool.met.get(pair(one, other))
        return None if at is None or self._pool.now - at >= self._pool.rules.repeat_window else self._pool.now - at

    def apart(self, one: int, other: int) -> bool:
        """Whether a pair is kept apart."""
        first = min(self.people[one].applied_at, self.people[other].applied_at)
        fresh = self._pool.now - first < self._pool.rules.repeat_after
        return pair(one, other) in self._pool.blocked or (fresh and self.met(one, other) is not None)

    def shared_cells(self, members: Iterable[int]) -> int:
        """The cells that all accept."""
        shared = -1
        for number in members:
            shared &= self.people[number].cells
        return shared

    def may_meet(self, members: tuple[int, ...]) -> bool:
        """Whether these may be a group."""
        sized = all(self.people[number].sizes >> len(members) & 1 for number in members)
        together = not any(self.apart(one, other) for one, other in combinations(members, 2))
        return len(members) in SIZES and sized and together and self.shared_cells(members) != 0

    def ages(self, members: tuple[int, ...]) -> list[int]:
        """How long ago the pairs met that meet again."""
        ages = (self.met(one, other) for one, other in combinations(members, 2))
        return [age for age in ages if age is not None]

    def matched_by_turn(self, members: Iterable[int]) -> tuple[int, ...]:
        """How many are matched, and how many of each turn."""
        turns = [self.turn(number) for number in members]
        return (len(turns), *(turns.count(turn) for turn in self._turns))

    def best(self) -> Worth:
        """The worth of the best grouping of all, by trying every one."""
        return max(self.worth(groups) for groups in _groupings(self, tuple(sorted(self.people))))

    def best_count(self) -> int:
        """The most people that can be grouped."""

        @cache
        def most(rest: tuple[int, ...]) -> int:
            if len(rest) < SIZES[0]:
                return 0
            grouped = (
                len(team) + most(tuple(each for each in rest if each not in team)) for team in self.teams_of_first(rest)
            )
            return max(most(rest[1:]), max(grouped, default=0))

        return most(tuple(sorted(self.people)))

    def teams_of_first(self, rest: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """The groups that the first of some may be in with others of them."""
        for size in SIZES:
            for others in combinations(rest[1:], size - 1):
                if self.may_meet((rest[0], *others)):
                    yield (rest[0], *others)

    def worth(self, groups: Iterable[tuple[int, ...]]) -> Worth:
        """What some groups are worth, but for the seed's choice and for which repeats are the most recent."""
        groups = tuple(groups)
        matched = self.matched_by_turn(number for group in groups for number in group)
        repeats = sum(len(self.ages(group)) for group in groups)
        wishes = [len(group) for group in groups for number in group if self.people[number].sizes.bit_count() > 1]
        return matched, -repeats, (wishes.count(3), wishes.count(2))


def _groupings(judge: Judge, rest: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], ...]]:
    if not rest:
        yield ()
        return
    yield from _groupings(judge, rest[1:])
    for team in judge.teams_of_first(rest):
        for more in _groupings(judge, tuple(each for each in rest if each not in team)):
            yield (team, *more)


def faults(pool: Pool, solution: Solution) -> list[str]:
    """What is wrong with a solution, whatever its worth."""
    judge, found = Judge(pool), []
    for group in solution.groups:
        if not judge.may_meet(group.members):
            found.append(f"{group} may not meet")
        if not judge.shared_cells(group.members) >> group.cell & 1:
            found.append(f"not all of {group} accept its cell")
        if list(group.members) != sorted(group.members, key=lambda each: judge.people[each].applied_at):
            found.append(f"{group} is not in order of waiting")
    named = [number for group in solution.groups for number in group.members]
    named += [left.number for left in solution.left]
    if sorted(named) != sorted(pool.numbers):
        found.append("somebody is missing or named twice")
    return found


def groups_of(solution: Solution) -> list[Group]:
    """The groups in an order of their own."""
    return sorted(solution.groups)
