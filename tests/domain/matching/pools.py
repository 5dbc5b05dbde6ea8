"""Pools to try the engine on."""

import random
from collections.abc import Sequence
from typing import NamedTuple

from hypothesis import strategies as st

from domain.matching.pool import MINUTE, Applicant, Pair, Pool, Rules, pair, size_mask

NOW = 1_700_000_000_000
PAUSE = 5_000
LIFE = 30 * MINUTE
DAY = 24 * 60 * MINUTE

TWO, THREE, FOUR = size_mask((2,)), size_mask((3,)), size_mask((4,))
ANY = size_mask((2, 3, 4))

EAGER = Rules(hold=0)
"""Nobody is held back."""


def waiting(
    number: int, cells: int = 1, sizes: int = ANY, *, since: int = 1, left: int = 29, credit: int = 0
) -> Applicant:
    """Somebody who has waited `since` minutes and has so many left."""
    return Applicant(number, cells, sizes, NOW - since * MINUTE, NOW + left * MINUTE, credit)


def pool(
    *people: Applicant,
    blocked: Sequence[Pair] = (),
    met: Sequence[tuple[int, int, int]] = (),
    now: int = NOW,
    seed: int = 42,
    rules: Rules = EAGER,
) -> Pool:
    """A pool of these; `met` are pairs with the days that have passed since."""
    past = {pair(one, other): NOW - days * DAY for one, other, days in met}
    return Pool.of(people, now=now, next_sweep=now + PAUSE, seed=seed, blocked=blocked, met=past, rules=rules)


class Mixture(NamedTuple):
    """What kind of people a random pool has."""

    choosy: float = 0.0
    sizes: Sequence[int] = (ANY, ANY, ANY, ANY, TWO, TWO, TWO, THREE, FOUR, FOUR)
    blocking: float = 0.05
    met: float = 0.0
    cells: int = 9
    rules: Rules = EAGER


def crowd_of(count: int, seed: int, mixture: Mixture = Mixture()) -> Pool:  # noqa: B008 a tuple of constants
    """So many people, drawn by the seed."""
    draw = random.Random(seed)  # noqa: S311 examples, not secrets
    people = []
    for number in range(count):
        applied = NOW - draw.randrange(LIFE)
        cells = (
            1 << draw.randrange(mixture.cells)
            if draw.random() < mixture.choosy
            else draw.randrange(1, 1 << mixture.cells)
        )
        people.append(
            Applicant(number, cells, draw.choice(mixture.sizes), applied, applied + LIFE, draw.choice((0, 0, 1)))
        )
    pairs = [pair(*draw.sample(range(count), 2)) for _ in range(count * 10) if count > 1]
    blocked = [each for each in pairs[:count] if draw.random() < mixture.blocking]
    met = {each: NOW - draw.randrange(15 * DAY) for each in pairs[count:] if draw.random() < mixture.met / 9}
    return Pool.of(people, now=NOW, next_sweep=NOW + PAUSE, seed=seed, blocked=blocked, met=met, rules=mixture.rules)


def _somebody(draw: random.Random, number: int, mixture: Mixture) -> Applicant:
    applied = NOW - draw.randrange(LIFE)
    one_cell = draw.random() < mixture.choosy
    cells = 1 << draw.randrange(mixture.cells) if one_cell else draw.randrange(1, 1 << mixture.cells)
    return Applicant(number, cells, draw.choice(mixture.sizes), applied, applied + LIFE, draw.choice((0, 0, 1)))


@st.composite
def pools(draw: st.DrawFn, most: int = 14, rules: Rules | None = None) -> Pool:
    """Any small pool: odd sizes, equal times, people about to end, blocks and meetings among a few."""
    count = draw(st.integers(0, most))
    numbers = draw(st.lists(st.integers(1, 99), min_size=count, max_size=count, unique=True))
    people = [
        Applicant(
            number,
            draw(st.integers(1, 15)),
            draw(st.sampled_from((ANY, ANY, TWO, THREE, FOUR, TWO | THREE, THREE | FOUR, TWO | FOUR))),
            NOW - (age := draw(st.integers(0, 29)) * MINUTE),
            NOW - age + draw(st.sampled_from((LIFE, LIFE, age + 4_000))),
            draw(st.integers(0, 2)),
        )
        for number in numbers
    ]
    pairs = st.tuples(st.sampled_from(numbers or [0]), st.sampled_from(numbers or [0]))
    apart = st.lists(pairs.filter(lambda each: each[0] != each[1]), max_size=count) if count > 1 else st.just([])
    met = {pair(*each): NOW - draw(st.integers(0, 15 * DAY)) for each in draw(apart)}
    return Pool.of(
        people,
        now=NOW,
        next_sweep=NOW + PAUSE,
        seed=draw(st.integers(0, 99)),
        blocked=draw(apart),
        met=met,
        rules=rules or draw(st.sampled_from((EAGER, Rules()))),
    )
