"""Whom somebody could be grouped with, looked up without any solver."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from domain.matching.apart import Apart
from domain.matching.pool import SIZES, Pool

ENOUGH = 200
"""How many who accept a cell and a size are looked at. Nobody is kept apart from so many."""

LOOKS = 5_000
"""How many people are looked at for one group before it is given up, so that dense blocks cost no time without end."""

Slot = tuple[int, int]


class Company:
    """Some rows of a pool, by the slots (a cell and a size) that they accept."""

    def __init__(self, pool: Pool, rows: Iterable[int]) -> None:
        self._pool = pool
        self._apart = Apart(pool)
        self._by_slot: dict[Slot, list[int]] = {}
        self._looks = 0
        rows = tuple(rows)
        self.count = len(rows)
        self._gather(rows)

    def team_for(
        self, row: int, *, cells: int, sizes: int, by_wish: Sequence[int] = SIZES, without: Collection[int] = ()
    ) -> tuple[int, ...] | None:
        """A group with this row in it, were these its cells and sizes: the first size of `by_wish` that there is."""
        for size in by_wish:
            if sizes >> size & 1:
                for cell in bits(cells):
                    self._looks = LOOKS
                    team = self._completed((row,), self._by_slot.get((cell, size), ()), size, without)
                    if team:
                        return team
        return None

    def has_team_for(self, row: int) -> bool:
        """Whether some group of these could have this row in it."""
        return self.team_for(row, cells=self._pool.cells[row], sizes=self._pool.sizes[row]) is not None

    def near(self, row: int) -> Iterator[int]:
        """Others who share a cell with this row, some more than once."""
        for cell in bits(self._pool.cells[row]):
            for size in SIZES:
                yield from (other for other in self._by_slot.get((cell, size), ()) if other != row)

    def _gather(self, rows: Sequence[int]) -> None:
        """Fills the slots up to `ENOUGH`, and stops once none can take more."""
        cells, sizes = self._pool.cells, self._pool.sizes
        lacking = self._lacking(rows)
        total = sum(lacking.values())
        for row in rows:
            if not total:
                return
            for slot in _slots(cells[row], sizes[row]):
                if lacking[slot]:
                    lacking[slot] -= 1
                    total -= 1
                    self._by_slot.setdefault(slot, []).append(row)

    def _lacking(self, rows: Sequence[int]) -> dict[Slot, int]:
        """How many each slot takes."""
        kinds = Counter((self._pool.cells[row], self._pool.sizes[row]) for row in rows)
        lacking: Counter[Slot] = Counter()
        for (cells, sizes), count in kinds.items():
            for slot in _slots(cells, sizes):
                lacking[slot] += count
        return {slot: min(count, ENOUGH) for slot, count in lacking.items()}

    def _completed(
        self, team: tuple[int, ...], others: Sequence[int], size: int, without: Collection[int]
    ) -> tuple[int, ...] | None:
        """The team with some of the others, as large as this and without anybody who is kept apart."""
        if len(team) == size:
            return team
        numbers = self._pool.numbers
        who = [numbers[each] for each in team]
        for at, other in enumerate(others):
            self._looks -= 1
            if self._looks < 0:
                return None
            if other not in team and other not in without and not self._apart.any_of(numbers[other], who):
                found = self._completed((*team, other), others[at + 1 :], size, without)
                if found:
                    return found
        return None


def bits(mask: int) -> Iterator[int]:
    """The places of the bits that are set, rising."""
    return (place for place in range(mask.bit_length()) if mask >> place & 1)


def _slots(cells: int, sizes: int) -> Iterator[Slot]:
    return ((cell, size) for size in SIZES if sizes >> size & 1 for cell in bits(cells))
