"""Random pools, the same for the same seed, of a hundred people or of a million."""

from array import array
from dataclasses import dataclass

import numpy as np

from benchmarks.matching.crowd import HISTORY, LIFE, MIXED, Numbers, Wishes, cells, random_pairs, sizes
from domain.matching.pool import MINUTE, Pool, Rules

NOW = 1_800_000_000_000
SWEEP = 5_000
USUAL_RULES = Rules()
NO_HOLD = Rules(hold=0)
CREDITS = (0.8, 0.15, 0.05)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to make a pool of `count` people.

    `blocking` and `met` are pairs a head: whom one blocks, whom one met within the history. People have applied at
    moments of the last half hour, `grain` milliseconds apart (a coarse one makes them tie); whoever ends within the
    next `pause` has no other sweep.
    """

    count: int
    choosy: float = 0.5
    wishes: Wishes = MIXED
    blocking: float = 0.05
    met: float = 1.0
    grain: int = 1
    pause: int = SWEEP
    rules: Rules = USUAL_RULES


def pool(recipe: Recipe, seed: int) -> Pool:
    """The pool that this recipe and this seed make."""
    rng = np.random.default_rng((seed, recipe.count))
    count = recipe.count
    numbers = rng.permutation(count).astype(np.int64)
    age = rng.integers(0, LIFE // recipe.grain, count) * recipe.grain
    history = random_pairs(rng, range(count), round(recipe.met * count))
    met_at = NOW - rng.integers(MINUTE, HISTORY, len(history))
    return Pool(
        numbers=_column(numbers),
        cells=_column(cells(rng, count, recipe.choosy)),
        sizes=_column(sizes(rng, count, recipe.wishes)),
        applied_at=_column(NOW - age),
        expires_at=_column(NOW - age + LIFE),
        credit=_column(rng.choice(len(CREDITS), size=count, p=CREDITS)),
        blocked=frozenset(random_pairs(rng, range(count), round(recipe.blocking * count))),
        met=dict(zip(history, met_at.tolist(), strict=True)),
        now=NOW,
        next_sweep=NOW + recipe.pause,
        seed=seed,
        rules=recipe.rules,
    )


def _column(values: Numbers) -> "array[int]":
    column = array("q")
    column.frombytes(np.ascontiguousarray(values, dtype=np.int64).tobytes())
    return column
