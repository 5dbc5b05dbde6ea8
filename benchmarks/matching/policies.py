"""The ways of matching that are compared."""

from collections.abc import Mapping
from typing import NamedTuple

from benchmarks.matching import baseline
from benchmarks.matching.days import Policy
from domain.matching.engine import solve
from domain.matching.pool import Rules


class Way(NamedTuple):
    """A policy, and the rules it is given."""

    policy: Policy
    rules: Rules


BASELINE, EAGER, ENGINE = "first product", "eager", "engine"

WAYS: Mapping[str, Way] = {
    BASELINE: Way(baseline.solve, Rules()),
    EAGER: Way(solve, Rules(hold=0, repeat_after=0)),
    ENGINE: Way(solve, Rules()),
}
"""`eager` is the engine without patience: nobody is held, and a pair may meet again at once where that matches more."""
