"""Who applies when: days of a school of four hundred, the same for every policy.

Somebody who may still wait does not apply again, whether or not they were matched meanwhile: someone else does in their
place. So a day's applicants do not depend on what a policy makes of them.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from benchmarks.matching.crowd import DAY, LIFE, MIXED, Numbers, Wishes, cells, random_pairs, sizes
from domain.matching.pool import MINUTE, Pair

MEMBERS = 400
BLOCKING = 0.05
HOUR = 60 * MINUTE
ALL_DAY = (0.30, 8 * HOUR, 22 * HOUR)
LUNCH = (0.45, 12 * HOUR, 40 * MINUTE)
DINNER = (0.25, 18.5 * HOUR, 45 * MINUTE)


@dataclass(frozen=True, slots=True)
class School:
    """`volume` applicants a day on average, of whom a share of `choosy` takes one cell only."""

    volume: int
    choosy: float
    wishes: Wishes = MIXED


class Arrival(NamedTuple):
    """One application; `number` counts them."""

    number: int
    member: int
    at: int
    cells: int
    sizes: int

    @property
    def until(self) -> int:
        """When it ends unmatched."""
        return self.at + LIFE


@dataclass(frozen=True, slots=True)
class Stream:
    """All arrivals of consecutive days, in order, and the members of whom one blocked the other."""

    arrivals: list[Arrival]
    blocked: frozenset[Pair]


def stream(school: School, days: int, seed: int) -> Stream:
    """The days of this school that this seed makes."""
    rng = np.random.default_rng((seed, school.volume))
    blocked = frozenset(random_pairs(rng, range(MEMBERS), round(BLOCKING * MEMBERS)))
    times = np.concatenate([_times(rng, school.volume) + day * DAY for day in range(days)])
    columns = (
        range(len(times)),
        _members(rng, times),
        times.tolist(),
        cells(rng, len(times), school.choosy).tolist(),
        sizes(rng, len(times), school.wishes).tolist(),
    )
    return Stream([Arrival(*row) for row in zip(*columns, strict=True)], blocked)


def _times(rng: np.random.Generator, volume: int) -> Numbers:
    count = rng.poisson(volume)
    kinds = rng.choice(3, size=count, p=[ALL_DAY[0], LUNCH[0], DINNER[0]])
    any_time = rng.uniform(ALL_DAY[1], ALL_DAY[2], count)
    lunch, dinner = rng.normal(*LUNCH[1:], count), rng.normal(*DINNER[1:], count)
    return np.sort(np.choose(kinds, [any_time, lunch, dinner]).astype(np.int64))


def _members(rng: np.random.Generator, times: Numbers) -> list[int]:
    """Who each arrival is: the keener members more often, nobody twice within a life."""
    keenness = np.arange(1, MEMBERS + 1) ** -0.5
    weights = keenness / keenness.sum()
    busy_until = [0] * MEMBERS
    members = []
    for at in times.tolist():
        member = int(rng.choice(MEMBERS, p=weights))
        while busy_until[member] > at:
            member = int(rng.choice(MEMBERS, p=weights))
        busy_until[member] = at + LIFE + 1
        members.append(member)
    return members
