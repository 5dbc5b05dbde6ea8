"""The best grouping of a dozen people in every respect that is ranked: how many, who goes first, how few repeats.

A value for each subset: what its people can come to among themselves. Whole numbers of any length keep the ranks apart:
one person more outweighs who they are, one of a higher priority any number of lower, and those all repeats.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from benchmarks.matching.checks import applicants, is_recent
from benchmarks.matching.judges import groups_of, priority
from domain.matching.pool import Pool, pair
from domain.matching.solution import Solution

MOST_REPEATS = 100
"""More than a dozen people in groups of four have."""


class Worth(NamedTuple):
    """Who is matched, as one number, and how many pairs of them met recently."""

    people: int
    repeats: int


class Ranking:
    """What groups of a pool's rows are worth."""

    def __init__(self, pool: Pool) -> None:
        people = applicants(pool)
        ranks = {rank: place for place, rank in enumerate(sorted({priority(pool, one) for one in people}))}
        base = len(people) + 1
        anybody: int = base ** len(ranks)
        self._worth: list[int] = [anybody + base ** ranks[priority(pool, one)] for one in people]
        self._row = {one.number: row for row, one in enumerate(people)}
        self._met = {
            (row, column)
            for (row, one), (column, other) in combinations(enumerate(people), 2)
            if is_recent(pool, pair(one.number, other.number))
        }
        self._groups = [list[tuple[int, int]]() for _ in people]
        for rows in groups_of(pool, people):
            self._groups[rows[0]].append((sum(1 << row for row in rows), self._value(rows)))
        self._best: dict[int, int] = {0: 0}

    def best(self) -> Worth:
        """Of the best grouping."""
        return _split(self._of((1 << len(self._worth)) - 1))

    def of(self, solution: Solution) -> Worth:
        """Of this one."""
        return _split(sum(self._value(sorted(map(self._row.__getitem__, group.members))) for group in solution.groups))

    def _value(self, rows: Sequence[int]) -> int:
        repeats = sum(each in self._met for each in combinations(rows, 2))
        return MOST_REPEATS * sum(self._worth[row] for row in rows) - repeats

    def _of(self, rest: int) -> int:
        if rest not in self._best:
            lowest = rest & -rest
            self._best[rest] = max(self._choices(rest, lowest))
        return self._best[rest]

    def _choices(self, rest: int, lowest: int) -> Iterable[int]:
        yield self._of(rest ^ lowest)
        for group, value in self._groups[lowest.bit_length() - 1]:
            if group & rest == group:
                yield value + self._of(rest ^ group)


def _split(value: int) -> Worth:
    people = -(-value // MOST_REPEATS)
    return Worth(people, MOST_REPEATS * people - value)
