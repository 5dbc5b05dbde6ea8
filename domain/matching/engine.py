"""Who meets whom: the sweep of the random pool. Brings the solver libraries, so it belongs in a process of its own.

The order of what counts is the domain's: nobody meets whom they must not, as many as possible are matched, who goes
first, few repeats, wishes of size, and the seed. A component of people who could be grouped is solved as a whole where
that can be: by dynamic programming over subsets, or as a matching where all want pairs. Larger ones get their slots
from an integer programme and are improved a neighbourhood at a time. What a big pool has more than that is grouped at
once, slot by slot. A step that fails or would take more than its budget gives way to a plainer one.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import starmap

import numpy as np

from domain.matching import bulk, exact, forming, pairs, search, slots
from domain.matching.crowd import Crowd, Team, bits, components, gather
from domain.matching.explaining import explain
from domain.matching.greedy import greedy
from domain.matching.holding import Holding, hold
from domain.matching.people import Column, People, arrange, column
from domain.matching.pool import Group, Pool, Reason
from domain.matching.solution import Solution

SMALL = 120
"""Up to how many people are solved jointly; of more, most are grouped in bulk."""

EXACT_STEPS = 20_000_000
"""What the exact step may cost, see `exact.best_teams`: some 0.1 s."""

NEIGHBOURHOODS = 60
"""How many neighbourhoods the search looks at, some 2 ms each."""

STEPS = ("pairs", "exact", "bulk", "slots", "search", "greedy")
"""The steps that may find groups, from the best to the plainest."""

Step = Callable[[Crowd], list[Team] | None]


def solve(pool: Pool) -> Solution:
    """The groups to form now."""
    if not len(pool):
        return Solution((), (), step="nobody")
    try:
        return _solve(pool)
    except Exception:  # noqa: BLE001 whatever is wrong with the better steps, people are matched
        return replace(greedy(pool), fell_back=("sweep",))


def _solve(pool: Pool) -> Solution:
    holding = hold(pool) if len(pool) <= SMALL else None
    solution = _sweep(pool, holding)
    if holding and _costs_a_last_chance(pool, solution):
        return _sweep(pool, None)
    return solution


def _sweep(pool: Pool, holding: Holding | None) -> Solution:
    sweep = _Sweep(arrange(pool, column(holding.sizes) if holding else None), pool.seed)
    groups = sweep.groups()
    left, next_at = explain(pool, groups, holding.until if holding else None)
    return Solution(groups, left, next_at, sweep.step, tuple(sweep.fell_back))


def _costs_a_last_chance(pool: Pool, solution: Solution) -> bool:
    """Whether somebody ends before the next sweep who might have been matched had nobody been held."""
    waiting = {each.number for each in solution.left if each.reason is Reason.HELD}
    ends = zip(pool.numbers, pool.expires_at, strict=True)
    return any(at < pool.next_sweep and number in waiting for number, at in ends)


class _Sweep:
    """One pass over the people of a pool, and which steps it took."""

    def __init__(self, people: People, seed: int) -> None:
        self._people = people
        self._seed = seed
        self._taken: set[str] = set()
        self.fell_back: list[str] = []

    @property
    def step(self) -> str:
        """The plainest step that had to be taken."""
        return max(self._taken, key=STEPS.index, default="nobody")

    def groups(self) -> list[Group]:
        """The groups of everybody, those of a big pool's bulk first."""
        if len(self._people) <= self._joint():
            crowd = gather(self._people, np.arange(len(self._people)))
            return [self._group(crowd, team) for team in self._teams(crowd)]
        most = bulk.form(self._people, self._seed)
        self._taken.add("bulk")
        crowd = gather(self._people, most.rest)
        teams = self._teams(crowd)
        left = sorted(set(range(len(crowd))) - {each for team in teams for each in team})
        if left:
            try:
                most, crowd, teams = self._placed(most, crowd, teams, most.rest[left])
            except Exception:  # noqa: BLE001 they stay left, and all others are matched
                self.fell_back.append("search")
        return [*starmap(Group, bulk.groups_of(self._people, most)), *(self._group(crowd, team) for team in teams)]

    def _joint(self) -> int:
        """Up to how many of such people are solved jointly."""
        return pairs.LIMIT if (self._people.sizes == pairs.PAIRS).all() else SMALL

    def _placed(
        self, most: bulk.Bulk, crowd: Crowd, teams: Sequence[Team], left: Column
    ) -> tuple[bulk.Bulk, Crowd, list[Team]]:
        """The same with those who are left among groups, some of the bulk's with them, as far as that can be."""
        most, loose = bulk.loosened(self._people, most, left)
        wider = gather(self._people, most.rest)
        place = {row: each for each, row in enumerate(wider.rows)}
        before = [[crowd.rows[each] for each in team] for team in teams] + [each.tolist() for each in loose]
        formed = [tuple(sorted(place[row] for row in team)) for team in before]
        return most, wider, search.improve(wider, formed, NEIGHBOURHOODS)

    def _teams(self, crowd: Crowd) -> list[Team]:
        teams = []
        for chosen in components(crowd):
            whole = len(chosen) == len(crowd)
            found = self._best(crowd if whole else crowd.narrowed(chosen))
            teams += [tuple(chosen[each] for each in team) for team in found]
        return teams

    def _best(self, crowd: Crowd) -> list[Team]:
        """What the first step gives that neither fails nor asks for more than it may take."""
        for name, step in _steps(crowd):
            try:
                teams = step(crowd)
            except Exception:  # noqa: BLE001 the next step has no part in what went wrong here
                teams = None
            if teams is not None and _valid(crowd, teams):
                self._taken.add(name)
                return teams
            self.fell_back += [] if name in self.fell_back else [name]
        return []

    def _group(self, crowd: Crowd, team: Team) -> Group:
        rows = sorted((crowd.rows[each] for each in team), key=lambda row: (self._people.applied_at[row], row))
        cells = list(bits(crowd.shared_cells(team)))
        cell = cells[sum(crowd.salt[each] for each in team) % len(cells)]
        return Group(tuple(self._people.number[rows].tolist()), cell)


def _steps(crowd: Crowd) -> Iterator[tuple[str, Step]]:
    """The steps for a crowd, the best first."""
    if pairs.only_pairs(crowd) and len(crowd) <= pairs.LIMIT:
        yield "pairs", pairs.best_pairs
    if len(crowd) <= exact.LIMIT:
        yield "exact", lambda crowd: exact.best_teams(crowd, EXACT_STEPS)
    yield "slots", _by_slots
    yield "search", lambda crowd: search.improve(crowd, search.plain(crowd), NEIGHBOURHOODS)
    yield "greedy", search.plain


def _by_slots(crowd: Crowd) -> list[Team]:
    return search.improve(crowd, forming.form(crowd, slots.assign(crowd)), NEIGHBOURHOODS)


def _valid(crowd: Crowd, teams: Sequence[Team]) -> bool:
    people = [each for team in teams for each in team]
    return len(people) == len(set(people)) and all(crowd.accepts(team) for team in teams)
