"""Why somebody is left, and when the same people could be grouped differently. Light: no solver is needed to tell."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from domain.matching.apart import Apart
from domain.matching.pool import SIZES, Group, Left, Pair, Pool, Reason, pair

ENOUGH = 200
"""How many who accept a cell and a size are looked at. Nobody is kept apart from so many."""

_Slot = tuple[int, int]


class Explained(NamedTuple):
    """Everybody who is left, and the first moment that could bring something new to them."""

    left: list[Left]
    next_at: int | None


def explain(pool: Pool, groups: Sequence[Group], holds: Mapping[int, int] | None = None) -> Explained:
    """Those who are in no group, by number. `holds` says until when somebody is held back."""
    if sum(len(group.members) for group in groups) == len(pool):
        return Explained([], None)
    grouped = {number for group in groups for number in group.members}
    rows = [row for row, number in enumerate(pool.numbers) if number not in grouped]
    apart = Apart(pool)
    everybody, those_left = _Company(pool, range(len(pool)), apart), _Company(pool, rows, apart)
    left = []
    for row in sorted(rows, key=lambda each: pool.numbers[each]):
        held = bool(holds) and those_left.has_group_for(row)
        left.append(Left(pool.numbers[row], Reason.HELD if held else _reason(everybody, row)))
    return Explained(left, _next_at(pool, left, apart, holds or {}))


def _reason(everybody: "_Company", row: int) -> Reason:
    if everybody.count == 1:
        return Reason.ALONE
    if everybody.has_group_for(row):
        return Reason.LEFT_OVER
    return everybody.why_none(row)


class _Company:
    """Some rows of a pool, by what they accept."""

    def __init__(self, pool: Pool, rows: Iterable[int], apart: Apart) -> None:
        self._pool = pool
        self._apart = apart
        self._by_slot: dict[_Slot, list[int]] = {}
        rows = tuple(rows)
        self.count = len(rows)
        self._gather(rows)

    def has_group_for(self, row: int) -> bool:
        """Whether some group of these could have this one in it."""
        sizes = self._pool.sizes[row]
        return any(
            self._completes((row,), self._by_slot.get((cell, size), ()), size)
            for size in SIZES
            if sizes >> size & 1
            for cell in _bits(self._pool.cells[row])
        )

    def why_none(self, row: int) -> Reason:
        """Why there is no group for this one."""
        number = self._pool.numbers[row]
        near = {self._pool.numbers[other] for other in self._near(row)} - {number}
        open_to = [other for other in near if not self._apart.blocked(number, other)]
        if not open_to:
            return Reason.NOBODY_FITS
        if all(self._apart(number, other) for other in open_to):
            return Reason.MET_RECENTLY
        return Reason.NO_SIZE

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

    def _lacking(self, rows: Sequence[int]) -> dict[_Slot, int]:
        kinds = Counter(zip(map(self._pool.cells.__getitem__, rows), map(self._pool.sizes.__getitem__, rows), strict=True))
        lacking: Counter[_Slot] = Counter()
        for (cells, sizes), count in kinds.items():
            for slot in _slots(cells, sizes):
                lacking[slot] += count
        return {slot: min(count, ENOUGH) for slot, count in lacking.items()}

    def _near(self, row: int) -> Iterator[int]:
        for cell in _bits(self._pool.cells[row]):
            for size in SIZES:
                yield from self._by_slot.get((cell, size), ())

    def _completes(self, team: tuple[int, ...], others: Sequence[int], size: int) -> bool:
        """Whether some of the others make a team as large as this without anybody who is kept apart."""
        if len(team) == size:
            return True
        numbers = self._pool.numbers
        who = [numbers[each] for each in team]
        for at, other in enumerate(others):
            if other in team or self._apart.any_of(numbers[other], who):
                continue
            if self._completes((*team, other), others[at + 1 :], size):
                return True
        return False


def _next_at(pool: Pool, left: Sequence[Left], apart: Apart, holds: Mapping[int, int]) -> int | None:
    moments = [*_separations(pool, [each.number for each in left], apart)]
    held = {each.number for each in left if each.reason is Reason.HELD}
    pause = pool.next_sweep - pool.now
    row = {number: at for at, number in enumerate(pool.numbers)} if held else {}
    moments += [holds[number] for number in held if number in holds]
    moments += [pool.expires_at[row[number]] - pause + 1 for number in held]
    return min((moment for moment in moments if moment > pool.now), default=None)


def _separations(pool: Pool, numbers: Sequence[int], apart: Apart) -> Iterator[int]:
    """When pairs of those who are left, that are kept apart for having met, may be grouped."""
    for one, other in _met_pairs(pool, numbers):
        until = apart.separated_until(one, other)
        if until is not None and not apart.blocked(one, other):
            yield until


def _met_pairs(pool: Pool, numbers: Sequence[int]) -> Iterable[Pair]:
    if len(numbers) ** 2 < len(pool.met):
        return [pair(*each) for each in combinations(numbers, 2) if pair(*each) in pool.met]
    waiting = set(numbers)
    return [each for each in pool.met if waiting.issuperset(each)]


def _slots(cells: int, sizes: int) -> Iterator[_Slot]:
    return ((cell, size) for size in SIZES if sizes >> size & 1 for cell in _bits(cells))


def _bits(mask: int) -> Iterator[int]:
    return (place for place in range(mask.bit_length()) if mask >> place & 1)
