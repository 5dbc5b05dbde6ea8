"""The ways of matching that are compared."""

from collections.abc import Mapping
from typing import NamedTuple

from benchmarks.matching import baseline
from benchmarks.matching.days import Policy
from domain.matching.engine import solve
from domain.matching.pool import Pool, Rules
from domain.matching.solution import Solution


class Way(NamedTuple):
    """A policy, and the rules it is given."""

    policy: Policy
    rules: Rules


BASELINE, EAGER, ENGINE, PATIENT = "first product", "eager", "engine", "patient"


def wait_to_the_last(pool: Pool) -> Solution:
    """Of the engine's groups, those in which somebody has their last chance: the others may get better ones."""
    last_chance = {number for number, end in zip(pool.numbers, pool.expires_at, strict=True) if end < pool.next_sweep}
    groups = solve(pool).groups if last_chance else ()
    pause = pool.next_sweep - pool.now
    return Solution(
        groups=[group for group in groups if last_chance.intersection(group.members)],
        left=(),
        next_at=min(pool.expires_at) - pause + 1,
    )


WAYS: Mapping[str, Way] = {
    BASELINE: Way(baseline.solve, Rules()),
    EAGER: Way(solve, Rules(hold=0, repeat_after=0)),
    ENGINE: Way(solve, Rules()),
    PATIENT: Way(wait_to_the_last, Rules(hold=0)),
}
"""`eager` is the engine without patience: nobody is held, and a pair may meet again at once where that matches more.
`patient` forms no group before somebody in it would end: what waiting can bring, at a wait that nobody would bear."""
