"""The most people who accept any size that can be placed in threes while as many as ever are matched.

An integer programme over kinds of people (cells and sizes). It leaves out who may not meet whom, so what it proves is a
bound from above: whoever reaches a share of it reaches at least that share of the true optimum.
"""

from collections import Counter

from benchmarks.matching.crowd import ANY, CELLS
from benchmarks.matching.programme import Optimum, Programme
from domain.matching.pool import SIZES, Pool
from domain.matching.solution import Solution

NODES = 20_000


def in_threes(pool: Pool, solution: Solution) -> int:
    """How many of those who accept any size are in groups of three."""
    sizes = dict(zip(pool.numbers, pool.sizes, strict=True))
    return sum(sizes[each] == ANY for group in solution.groups if len(group.members) == 3 for each in group.members)


def most_in_threes(pool: Pool, matched: int) -> Optimum:
    """The most of them that groups can hold which hold `matched` people in all."""
    programme = Programme()
    everybody = programme.row(matched, len(pool))
    full = {(cell, size): programme.row(0, 0) for cell in range(CELLS) for size in SIZES}
    for (_, size), slot in full.items():
        programme.enter(slot, programme.column(0, len(pool)), -size)
    for (cells, sizes), count in Counter(zip(pool.cells, pool.sizes, strict=True)).items():
        once = programme.row(0, count)
        for (cell, size), slot in full.items():
            if cells >> cell & 1 and sizes >> size & 1:
                placed = programme.column(float(sizes == ANY and size == 3), count)
                for row in (everybody, once, slot):
                    programme.enter(row, placed, 1)
    return programme.solve(NODES)
