"""Who waits, as numpy columns in the order of who goes first, and who of them is to be kept apart."""

from collections.abc import Iterable
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
    """One row a person: who ends before the next sweep first, then the longest wait, credit, and the seed's choice.

    Rows of equal `rank` differ by the seed's choice alone. `sizes` may be narrower than what was applied with: see
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
    order = _order(number, later, applied_at, credit, salt)
    keys = [each[order] for each in (later, applied_at, credit)]
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


def column(values: Iterable[int]) -> Column:
    """The values as numpy has them; an array's own memory where possible."""
    if not isinstance(values, memoryview | np.ndarray) and not hasattr(values, "typecode"):
        values = list(values)
    return np.asarray(values, dtype=np.int64)


def scatter(numbers: Column, seed: int) -> Column:
    """A number of 30 bits for each, from the seed: the finaliser of splitmix64 (Steele, Lea, Flood 2014)."""
    mixed = numbers.astype(np.uint64) + np.uint64((seed * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return (mixed >> np.uint64(34)).astype(np.int64)


def _order(number: Column, later: Column, applied_at: Column, credit: Column, salt: Column) -> Column:
    """Sorted by one packed key, which takes a tenth of the time that several keys take for a million people."""
    span = (applied_at - applied_at.min()).clip(max=(1 << 40) - 1)
    most = (1 << 10) - 1
    key = (later << 62) | (span << 22) | ((most - credit.clip(0, most)) << 12) | (salt & 0xFFF)
    by_number = np.argsort(number)
    order: Column = by_number[np.argsort(key[by_number], kind="stable")]
    return order


def _ranks(keys: Iterable[Column]) -> Column:
    differs = [np.diff(key) != 0 for key in keys]
    steps = np.logical_or.reduce(differs).astype(np.int64)
    return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(steps)))[: len(steps) + 1]


def _past(pool: Pool, number: Column, applied_at: Column) -> Past:
    """Blocks and meetings among those who wait, in an order that no hash decides."""
    blocked = _rows(pool.blocked, number)
    met = _rows(pool.met, number)
    at = np.fromiter(pool.met.values(), dtype=np.int64, count=len(pool.met))
    age = pool.now - at
    ready = pool.now - np.minimum.reduce(applied_at[met.clip(0)], axis=0) >= pool.rules.repeat_after
    recent = age < pool.rules.repeat_window
    step = np.maximum(pool.rules.repeat_window // AGES, 1)
    recency = (AGES - 1 - age // step).clip(0, AGES - 1)
    every = Past(
        np.concatenate((blocked[0], met[0])),
        np.concatenate((blocked[1], met[1])),
        np.concatenate((np.ones(blocked.shape[1], dtype=np.bool_), ~ready)),
        np.concatenate((np.full(blocked.shape[1], AGES), recency)),
    )
    relevant = np.concatenate((np.ones(blocked.shape[1], dtype=np.bool_), recent))
    return _in_order(every.where(relevant & (every.one >= 0) & (every.other >= 0)))


def _rows(pairs: Iterable[Pair], number: Column) -> Column:
    """The two rows of each pair, as an array of two lines; −1 for somebody who does not wait."""
    flat = np.fromiter(chain.from_iterable(pairs), dtype=np.int64).reshape(-1, 2).T
    if not len(number):
        return np.full(flat.shape, -1)
    order = np.argsort(number)
    place = np.searchsorted(number, flat, sorter=order).clip(max=len(number) - 1)
    found = order[place]
    return np.where(number[found] == flat, found, -1)


def _in_order(past: Past) -> Past:
    one, other = np.minimum(past.one, past.other), np.maximum(past.one, past.other)
    order = np.lexsort((past.recency, ~past.apart, other, one))
    return Past(one[order], other[order], past.apart[order], past.recency[order])
