"""Exact optima by other ways than the engine's.

For pairs: the sets of people that can be matched at once form a matroid, and the rows of a random skew-symmetric
matrix over a prime field represent it (Tutte 1947; Lovász 1979). So the rows that Gaussian elimination keeps, taken in
order of priority, are the best set there is; the chance of an error is below n / 2³¹ an instance.

For sizes: search over subsets of at most 16 people, leaving out nobody, then one, then two.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from benchmarks.matching.checks import applicants, may_meet
from benchmarks.matching.crowd import Numbers
from domain.matching.pool import SIZES, Applicant, Pair, Pool

PRIME = 2_147_483_647


class Priority(NamedTuple):
    """Who goes first, the greater the sooner: the last chance, the longest wait by the minute, credit, the wait."""

    last_chance: bool
    since: int
    credit: int
    waited: int


def priority(pool: Pool, one: Applicant) -> Priority:
    """How urgent somebody is."""
    minute = one.applied_at // pool.rules.same_wait
    return Priority(one.expires_at < pool.next_sweep, -minute, one.credit, pool.now - one.applied_at)


def best_in_pairs(pool: Pool) -> list[Priority]:
    """The priorities of those whom the best pairing matches, the first first."""
    people = sorted(applicants(pool), key=lambda one: priority(pool, one), reverse=True)
    edges = [
        (row, column)
        for (row, one), (column, other) in combinations(enumerate(people), 2)
        if one.cells & other.cells and may_meet(pool, one, other)
    ]
    return [priority(pool, people[row]) for row in first_independent(len(people), edges, pool.seed)]


def first_independent(count: int, edges: Sequence[Pair], seed: int) -> list[int]:
    """Vertices that one matching covers together: as many as can be, each as early in the order as can be."""
    matrix = _tutte(count, edges, seed)
    kept = []
    for row in range(count):
        columns = np.flatnonzero(matrix[row])
        if not len(columns):
            continue
        kept.append(row)
        pivot = columns[0]
        unit = matrix[row] * pow(int(matrix[row, pivot]), -1, PRIME) % PRIME
        below = row + 1 + np.flatnonzero(matrix[row + 1 :, pivot])
        matrix[below] = (matrix[below] - matrix[below, pivot][:, None] * unit) % PRIME
    return kept


def _tutte(count: int, edges: Sequence[Pair], seed: int) -> Numbers:
    matrix = np.zeros((count, count), dtype=np.int64)
    if edges:
        one, other = np.array(edges).T
        values = np.random.default_rng(seed).integers(1, PRIME, len(edges))
        matrix[one, other], matrix[other, one] = values, PRIME - values
    return matrix


def most_in_groups(pool: Pool) -> int:
    """How many people the best grouping matches. Exponential: for small pools."""
    people = applicants(pool)
    groups = (sum(1 << row for row in rows) for rows in groups_of(pool, people))
    return len(people) - Search(len(people), groups).fewest_left()


def groups_of(pool: Pool, people: Sequence[Applicant]) -> Iterator[tuple[int, ...]]:
    """Every group that may be formed, as rows in order."""
    meets = {
        (row, column)
        for (row, one), (column, other) in combinations(enumerate(people), 2)
        if may_meet(pool, one, other)
    }
    for size in SIZES:
        willing = [row for row, one in enumerate(people) if one.sizes >> size & 1]
        for rows in combinations(willing, size):
            if _common(people, rows) and all(each in meets for each in combinations(rows, 2)):
                yield rows


def _common(people: Sequence[Applicant], rows: Iterable[int]) -> int:
    cells = -1
    for row in rows:
        cells &= people[row].cells
    return cells


class Search:
    """Which people can be left out so that disjoint groups hold all the others."""

    def __init__(self, count: int, groups: Iterable[int]) -> None:
        self._everybody = (1 << count) - 1
        self._groups: list[list[int]] = [[] for _ in range(count)]
        self._hopeless: dict[int, int] = {}
        for group in groups:
            self._groups[(group & -group).bit_length() - 1].append(group)

    def fewest_left(self) -> int:
        """The fewest who must be left out."""
        left = 0
        while not self._covers(self._everybody, left):
            left += 1
        return left

    def _covers(self, rest: int, spare: int) -> bool:
        """Whether groups hold all of `rest` but `spare` at most."""
        if rest.bit_count() <= spare:
            return True
        if self._hopeless.get(rest, -1) >= spare:
            return False
        lowest = rest & -rest
        of_lowest = self._groups[lowest.bit_length() - 1]
        found = any(group & rest == group and self._covers(rest ^ group, spare) for group in of_lowest)
        found = found or (spare > 0 and self._covers(rest ^ lowest, spare - 1))
        if not found:
            self._hopeless[rest] = spare
        return found
