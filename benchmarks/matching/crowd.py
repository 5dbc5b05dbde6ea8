"""What applicants are like: the cells and sizes they accept, whom they block, whom they met."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.matching.pool import MINUTE, Pair, pair, size_mask

Numbers = NDArray[np.int64]

PLACES = 3
WAYS = 3
CELLS = PLACES * WAYS
"""A meal: three places, three ways of eating."""

LIFE = 30 * MINUTE
DAY = 24 * 60 * MINUTE
HISTORY = 14 * DAY

ANY, TWO, THREE, FOUR = size_mask((2, 3, 4)), size_mask((2,)), size_mask((3,)), size_mask((4,))


@dataclass(frozen=True, slots=True)
class Wishes:
    """How many, for one, accept each set of sizes."""

    masks: Sequence[int]
    shares: Sequence[float]


MIXED = Wishes((ANY, TWO, THREE, FOUR), (0.4, 0.3, 0.1, 0.2))
PAIRS = Wishes((TWO,), (1.0,))


def sizes(rng: np.random.Generator, count: int, wishes: Wishes) -> Numbers:
    """A set of sizes for each of `count` people."""
    return rng.choice(np.array(wishes.masks, dtype=np.int64), size=count, p=wishes.shares)


def cells(rng: np.random.Generator, count: int, choosy: float) -> Numbers:
    """Acceptable cells: a share of `choosy` takes just one, the others all cells of some places and some ways."""
    places = rng.integers(1, 1 << PLACES, count)
    ways = rng.integers(1, 1 << WAYS, count)
    is_choosy = rng.random(count) < choosy
    one = 1 << rng.integers(0, CELLS, count)
    return np.where(is_choosy, one, _TABLE[places, ways])


def _product(places: int, ways: int) -> int:
    return sum(ways << (WAYS * place) for place in range(PLACES) if places >> place & 1)


_TABLE = np.array([[_product(places, ways) for ways in range(1 << WAYS)] for places in range(1 << PLACES)])


def random_pairs(rng: np.random.Generator, among: Sequence[int], count: int) -> list[Pair]:
    """About `count` different pairs."""
    if len(among) < 2:
        return []
    numbers = np.asarray(among, dtype=np.int64)
    one = rng.integers(0, len(numbers), count)
    other = (one + rng.integers(1, len(numbers), count)) % len(numbers)
    low, high = np.minimum(numbers[one], numbers[other]), np.maximum(numbers[one], numbers[other])
    return list(dict.fromkeys(zip(low.tolist(), high.tolist(), strict=True)))


__all__ = ["ANY", "CELLS", "DAY", "FOUR", "HISTORY", "LIFE", "MIXED", "PAIRS", "THREE", "TWO", "Numbers", "Wishes"]
__all__ += ["cells", "pair", "random_pairs", "sizes"]
