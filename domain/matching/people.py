"""Who waits, as numpy columns in the order of who goes first, and who of them is to be kept apart."""

from array import array
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from domain.matching.pool import Pair, Pool

Column = NDArray[np.int64]
Flags = NDArray[np.bool_]

AGES = 32
"""How finely the age of a repeat is told, in steps of the window."""


@dataclass(frozen=True, slots=True)
class Past:
    """Pairs of rows with something between them: `apart` may not be grouped, the others better not, by `recency`.

    The recency of a repeat is 0 for the oldest and `AGES` - 1 for the most recent.
    """

    one: Column
    other: Column
    apart: Flags
    recency: Column

    def where(self, chosen: Flags) -> "Past":
        """Those of the pairs that are chosen."""
        return Past(self.one[chosen], self.other[chosen], self.apart[chosen], self.recency[chosen])


@dataclass(frozen=True, slots=True)
class People:
    """One row a person: who ends before the next sweep first, then the longest wait by the minute, credit, the wait.

    Among rows of equal `rank` the seed chooses. `sizes` may be narrower than what was applied with: see
    `domain.matching.holding`.
    """

    number: Column
    cells: Column
    sizes: Column
    applied_at: Column
    expires_at: Column
    rank: Column
    salt: Column
    past: Past

    def __len__(self) -> int:
        return len(self.number)


def arrange(pool: Pool, sizes: Column | None = None) -> People:
    """The people of a pool in order, with these sizes instead of their own where they are given."""
    columns = [column(each) for each in (pool.numbers, pool.cells, pool.applied_at, pool.expires_at, pool.credit)]
    number, cells, applied_at, expires_at, credit = columns
    salt = scatter(number, pool.seed)
    later = (expires_at >= pool.next_sweep).astype(np.int64)
    minute = pool.rules.same_wait
    order = _order(number, later, applied_at, minute, credit, salt)
    keys = [each[order] for each in (later, applied_at // minute, credit, applied_at)]
    number, applied_at = number[order], applied_at[order]
    return People(
        number=number,
        cells=cells[order],
        sizes=(column(pool.sizes) if sizes is None else sizes)[order],
        applied_at=applied_at,
        expires_at=expires_at[order],
        rank=_ranks(keys),
        salt=salt[order],
        past=_past(pool, number, applied_at),
    )


def column(values: "array[int]") -> Column:
    """The values as numpy has them, in the memory that they are in."""
    return np.asarray(values, dtype=np.int64)


def scatter(numbers: Column, seed: int) -> Column:
    """A number of 30 bits for each, from the seed: the finaliser of splitmix64 (Steele, Lea, Flood 2014)."""
    mixed = numbers.astype(np.uint64) + np.uint64((seed * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return (mixed >> np.uint64(34)).astype(np.int64)


def _order(number: Column, later: Column, applied_at: Column, minute: int, credit: Column, salt: Column) -> Column:
    """Sorted by one packed key, which takes a tenth of the time that several keys take for a million people.

    24 bits are minutes enough for thirty years, 16 the milliseconds of one.
    """
    minutes, rest = np.divmod(applied_at, minute)
    span = (minutes - minutes.min()).clip(max=(1 << 24) - 1)
    most = (1 << 10) - 1
    luckless = (most - credit.clip(0, most)) << 28
    key = (later << 62) | (span << 38) | luckless | (rest.clip(max=(1 << 16) - 1) << 12) | (salt & 0xFFF)
    by_number = np.argsort(number)
    order: Column = by_number[np.argsort(key[by_number], kind="stable")]
    return order


def _ranks(keys: Iterable[Column]) -> Column:
    differs = [np.diff(key) != 0 for key in keys]
    steps = np.logical_or.reduce(differs).astype(np.int64)
    return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(steps)))[: len(steps) + 1]


def _past(pool: Pool, number: Column, applied_at: Column) -> Past:
    """Blocks and meetings among those who wait. Nothing may depend on the order of these pairs, which hashes decide."""
    row_of = _Rows(number)
    blocked, met = row_of.pairs(pool.blocked), row_of.pairs(pool.met)
    age = pool.now - np.fromiter(pool.met.values(), dtype=np.int64, count=len(pool.met))
    counts = (age < pool.rules.repeat_window) & (met[0] >= 0)
    met, age = met[:, counts], age[counts]
    fresh = pool.now - np.minimum(applied_at[met[0]], applied_at[met[1]]) < pool.rules.repeat_after
    blocked = blocked[:, blocked[0] >= 0]
    step = max(pool.rules.repeat_window // AGES, 1)
    return Past(
        one=np.concatenate((blocked[0], met[0])),
        other=np.concatenate((blocked[1], met[1])),
        apart=np.concatenate((np.ones(blocked.shape[1], dtype=np.bool_), fresh)),
        recency=np.concatenate((np.full(blocked.shape[1], AGES), (AGES - 1 - age // step).clip(0, AGES - 1))),
    )


class _Rows:
    """Finds rows by number: in a table where the numbers are close together, else by bisection."""

    def __init__(self, number: Column) -> None:
        self._number = number
        self._least = int(number.min())
        span = int(number.max()) - self._least + 1
        self._table = None
        if span <= 4 * len(number) + 1024:
            self._table = np.full(span, -1, dtype=np.int32)
            self._table[number - self._least] = np.arange(len(number), dtype=np.int32)
        else:
            self._order = np.argsort(number)

    def pairs(self, pairs: Collection[Pair]) -> Column:
        """The rows of each pair, the smaller in the first line; both are −1 where somebody does not wait."""
        flat = np.fromiter(chain.from_iterable(pairs), dtype=np.int64, count=2 * len(pairs))
        found = self._found(flat).reshape(-1, 2)
        low, high = np.minimum(found[:, 0], found[:, 1]), np.maximum(found[:, 0], found[:, 1])
        return np.stack((low, np.where(low < 0, -1, high)))

    def _found(self, number: Column) -> Column:
        if self._table is not None:
            place = number - self._least
            inside = (place >= 0) & (place < len(self._table))
            return np.where(inside, self._table[place.clip(0, len(self._table) - 1)], -1)
        place = np.searchsorted(self._number, number, sorter=self._order).clip(max=len(self._number) - 1)
        row = self._order[place]
        return np.where(self._number[row] == number, row, -1)
