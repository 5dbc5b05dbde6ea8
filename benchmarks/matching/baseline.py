"""The first product's algorithm: sort by condition, pair neighbours.

One row a member and acceptable cell, sorted by place, way and the time of applying, walked once: two neighbours of the
same cell make a pair, and a member's first match ends their other rows. It knows pairs only, so it serves those who
accept two. It knows no blocks and no history.
"""

import numpy as np

from benchmarks.matching.crowd import CELLS, TWO
from domain.matching.pool import Group, Pool
from domain.matching.solution import Solution


def solve(pool: Pool) -> Solution:
    """The pairs of one sweep, and nothing about who is left."""
    groups: list[Group] = []
    matched: set[int] = set()
    waiting: tuple[int, int] | None = None
    for cell, number in _rows(pool):
        if number in matched:
            continue
        if waiting is not None and waiting[0] == cell:
            groups.append(Group((waiting[1], number), cell))
            matched.update((waiting[1], number))
            waiting = None
        else:
            waiting = (cell, number)
    return Solution(groups=groups, left=())


def _rows(pool: Pool) -> list[tuple[int, int]]:
    """(cell, number), sorted by cell, then by the time of applying."""
    cells, sizes = np.array(pool.cells), np.array(pool.sizes)
    order = np.argsort(np.array(pool.applied_at), kind="stable")
    order = order[sizes[order] & TWO != 0]
    numbers = np.array(pool.numbers)[order]
    rows: list[tuple[int, int]] = []
    for cell in range(CELLS):
        here = numbers[cells[order] >> cell & 1 != 0]
        rows.extend((cell, number) for number in here.tolist())
    return rows
