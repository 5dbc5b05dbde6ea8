"""Who is held back for a larger group that somebody waits for. A rule of its own; how it was found is in decision 0014.

Somebody waits for a larger group who accepts no smaller one. Whoever accepts that size and a smaller one too is held
where one person more would complete the group, for as long as the rules say from the moment since when they could have
been in a pair. Nobody is held who ends before the next sweep, nor for somebody who does.

Whoever is held accepts, for as long as it lasts, only the sizes they are held for: they are still matched as soon as
such a group comes together, and the solvers need to know nothing of holding.
"""

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.matching.apart import Apart
from domain.matching.company import Slot, bits
from domain.matching.pool import SIZES, Pool

_PAIR = 1 << SIZES[0]


@dataclass(frozen=True, slots=True)
class Holding:
    """The sizes that each row accepts for now, and until when whoever is held (by number) is."""

    sizes: "array[int]"
    until: Mapping[int, int]


def hold(pool: Pool) -> Holding:
    """Who is held back, from the pool alone. Takes time that grows with the square of the pool."""
    sizes, until = array("q", pool.sizes), {}
    if pool.rules.hold:
        lasting = [row for row in range(len(pool)) if pool.expires_at[row] >= pool.next_sweep]
        forming, apart = _Forming(pool, lasting), Apart(pool)
        for row in lasting:
            wanted = forming.wanted_of(row)
            since = _could_pair_since(pool, apart, row) if wanted else None
            if since is not None and since + pool.rules.hold > pool.now:
                sizes[row] = wanted
                until[pool.numbers[row]] = since + pool.rules.hold
    return Holding(sizes, until)


class _Forming:
    """The larger groups that somebody waits for, and how near they are to being complete."""

    def __init__(self, pool: Pool, rows: Sequence[int]) -> None:
        self._pool = pool
        slots = [(slot, _smallest(pool.sizes[row]) == slot[1]) for row in rows for slot in self._larger_slots(row)]
        self._company = Counter(slot for slot, _ in slots)
        self._waited_for = {slot for slot, waits in slots if waits}

    def wanted_of(self, row: int) -> int:
        """The sizes, beside the smallest that this row accepts, of groups that need one more than there are."""
        smallest = _smallest(self._pool.sizes[row])
        slots = (slot for slot in self._larger_slots(row) if slot[1] > smallest)
        return sum(1 << size for size in {slot[1] for slot in slots if self._lacks_one(slot)})

    def _lacks_one(self, slot: Slot) -> bool:
        """Or none: then the group can be formed by now, if they may meet."""
        return slot in self._waited_for and self._company[slot] >= slot[1] - 1

    def _larger_slots(self, row: int) -> Iterator[Slot]:
        cells, sizes = self._pool.cells[row], self._pool.sizes[row]
        return ((cell, size) for size in SIZES[1:] if sizes >> size & 1 for cell in bits(cells))


def _smallest(sizes: int) -> int:
    return (sizes & -sizes).bit_length() - 1


def _could_pair_since(pool: Pool, apart: Apart, row: int) -> int | None:
    """Since when somebody who is still here could have been paired with this one; None where nobody can."""
    moments = (_meetable_since(pool, apart, row, other) for other in range(len(pool)) if other != row)
    return min((moment for moment in moments if moment is not None and moment <= pool.now), default=None)


def _meetable_since(pool: Pool, apart: Apart, row: int, other: int) -> int | None:
    if not (pool.cells[row] & pool.cells[other] and pool.sizes[row] & pool.sizes[other] & _PAIR):
        return None
    one, two = pool.numbers[row], pool.numbers[other]
    if apart.blocked(one, two):
        return None
    return max(pool.applied_at[row], pool.applied_at[other], apart.separated_until(one, two) or 0)
