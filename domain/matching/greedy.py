"""The plainest grouping: everybody in turn joins those who wait for one more. For when nothing better can run.

Pure Python, no library, time nearly proportional to the pool. It neither looks ahead nor holds anybody back.
"""

from collections.abc import Iterator

from domain.matching.apart import Apart
from domain.matching.explaining import explain
from domain.matching.pool import SIZES, Group, Pool
from domain.matching.solution import Solution

GLANCE = 24
"""How many of those who wait in one place somebody looks at."""

_Slot = tuple[int, int]


def greedy(pool: Pool) -> Solution:
    """Valid groups, who ends first at the front, and everybody else with a reason."""
    walk = _Walk(pool)
    groups = walk.groups()
    explained = explain(pool, groups)
    return Solution(groups, explained.left, explained.next_at, step="greedy")


def in_turn(pool: Pool) -> list[int]:
    """The rows in order of who goes first; the number, not the seed, decides among equals."""
    return sorted(
        range(len(pool)),
        key=lambda row: (
            pool.expires_at[row] >= pool.next_sweep,
            pool.applied_at[row] // pool.rules.same_wait,
            -pool.credit[row],
            pool.applied_at[row],
            pool.numbers[row],
        ),
    )


class _Walk:
    """Who waits in which slot (a cell and a size), in the order of their turn."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._apart = Apart(pool)
        self._waiting: dict[_Slot, dict[int, None]] = {}

    def groups(self) -> list[Group]:
        formed = []
        for row in in_turn(self._pool):
            group = self._join(row)
            if group:
                formed.append(group)
            else:
                for slot in self._slots(row):
                    self._waiting.setdefault(slot, {})[row] = None
        return formed

    def _slots(self, row: int) -> Iterator[_Slot]:
        """Three before two before four, as the wishes of those who accept all of them go."""
        cells, sizes = self._pool.cells[row], self._pool.sizes[row]
        for size in sorted(SIZES, key=(3, 2, 4).index):
            if sizes >> size & 1:
                yield from ((cell, size) for cell in range(cells.bit_length()) if cells >> cell & 1)

    def _join(self, row: int) -> Group | None:
        for cell, size in self._slots(row):
            team = self._company(row, (cell, size))
            if team:
                for each in team:
                    self._leave(each)
                team.sort(key=lambda each: (self._pool.applied_at[each], self._pool.numbers[each]))
                return Group(tuple(self._pool.numbers[each] for each in team), cell)
        return None

    def _company(self, row: int, slot: _Slot) -> list[int] | None:
        numbers, team = self._pool.numbers, [row]
        waiting = self._waiting.get(slot, {})
        if len(waiting) + 1 < slot[1]:
            return None
        for _, other in zip(range(GLANCE), waiting, strict=False):
            if not self._apart.any_of(numbers[other], [numbers[each] for each in team]):
                team.append(other)
            if len(team) == slot[1]:
                return team
        return None

    def _leave(self, row: int) -> None:
        for slot in self._slots(row):
            self._waiting.get(slot, {}).pop(row, None)
