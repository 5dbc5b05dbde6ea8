"""Who is held back for a larger group that somebody waits for. A rule of its own; how it was found is in 0013.

Whoever is held accepts, for as long as it lasts, only the sizes that somebody waits for: they are still matched as
soon as such a group comes together, and the solvers need to know nothing of holding.
"""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass

from domain.matching.pool import SIZES, Pool


@dataclass(frozen=True, slots=True)
class Holding:
    """The sizes that each row accepts for now, and until when whoever is held (by number) is."""

    sizes: "array[int]"
    until: Mapping[int, int]


def hold(pool: Pool) -> Holding:
    """Who is held back, from the pool alone."""
    wanted = _wanted(pool)
    sizes, until = array("q", pool.sizes), {}
    if wanted:
        for row, number in enumerate(pool.numbers):
            end = pool.applied_at[row] + pool.rules.hold
            narrow = _narrowed(pool, row, wanted) if end > pool.now else pool.sizes[row]
            if narrow != pool.sizes[row] and pool.expires_at[row] >= pool.next_sweep:
                sizes[row] = narrow
                until[number] = end
    return Holding(sizes, until)


def _wanted(pool: Pool) -> dict[int, int]:
    """For each size above two, the cells in which somebody waits for it and takes no smaller one."""
    wanted: dict[int, int] = {}
    for cells, sizes in set(zip(pool.cells, pool.sizes, strict=True)):
        smallest = (sizes & -sizes).bit_length() - 1
        if smallest > SIZES[0]:
            wanted[smallest] = wanted.get(smallest, 0) | cells
    return wanted


def _narrowed(pool: Pool, row: int, wanted: Mapping[int, int]) -> int:
    """The sizes of a row that somebody waits for in one of its cells; all of them where there is none."""
    sizes, cells = pool.sizes[row], pool.cells[row]
    larger = sum(
        1 << size for size, where in wanted.items() if sizes >> size & 1 and sizes & ((1 << size) - 1) and where & cells
    )
    return larger or sizes
