"""One sweep of a big pool: what it takes, whom it leaves, and what the first product makes of the same pool.

CPU of the whole process, all threads, so that what others do on the machine does not count. The engine is loaded and
warm. Garbage is collected before each measurement; within one the collector works as ever.
"""

import gc
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log
from statistics import median
from time import process_time

from benchmarks.figures import Figure
from benchmarks.matching import baseline
from benchmarks.matching.checks import Verdict, judge
from benchmarks.matching.crowd import PAIRS
from benchmarks.matching.days import Policy
from benchmarks.matching.pools import Recipe, pool
from benchmarks.matching.spread import spread
from domain.matching.engine import solve

MANY_SEEDS = range(20)
FEW_SEEDS = (5, 7, 11)
GROUPS = 1_000_000
BLOCK_POOLS = ((100_000, 28), (1_000, 60), (100, 300))
"""How many pools of which size are looked through for blocked pairs: a million groups and some."""


@dataclass(frozen=True, slots=True)
class Swept:
    """What one way made of some pools, and the seconds that each took."""

    seconds: Sequence[float]
    verdicts: Sequence[Verdict]

    @property
    def slowest(self) -> float:
        """The most seconds; of twenty, this is also their 99th percentile."""
        return max(self.seconds)

    def total(self, what: str) -> int:
        """All verdicts' counts of this kind."""
        return sum(getattr(each, what) for each in self.verdicts)


def figures() -> Iterator[Figure]:
    """From a hundred waiting to a million."""
    sweep(solve, Recipe(1_000), range(2))
    for count in (100, 1_000):
        name, recipe = f"{count:,} waiting, all for pairs", Recipe(count, wishes=PAIRS)
        yield from _beside(name, sweep(solve, recipe, MANY_SEEDS), sweep(baseline.solve, recipe, MANY_SEEDS))
    yield from _timed(100, MANY_SEEDS, "slowest of 20", 0.5)
    yield from _timed(1_000, MANY_SEEDS, "slowest of 20", 0.5)
    ten_thousand = yield from _timed(10_000, MANY_SEEDS, "p99 of 20", 0.25)
    hundred_thousand = yield from _timed(100_000, FEW_SEEDS, "slowest of 3", 0.5)
    yield from (Figure(f"100,000 waiting: {what}", hundred_thousand.total(of), "", goal=0) for what, of in _COUNTS)
    million = yield from _timed(1_000_000, FEW_SEEDS, "slowest of 3", 2)
    growth = log(median(million.seconds) / median(ten_thousand.seconds)) / log(100)
    yield Figure("growth of the time from 10,000 to 1,000,000 waiting, exponent", growth, "", goal=1)
    yield from _blocked()


_COUNTS = (("unmatched", "unmatched"), ("blocked pairs", "blocked"), ("repeats", "repeats"), ("broken rules", "faults"))


def _timed(count: int, seeds: Sequence[int], which: str, goal: float) -> Generator[Figure, None, Swept]:
    """The engine's time beside its goal, then what both leave; returns what the engine swept."""
    ours, first = sweep(solve, Recipe(count), seeds), sweep(baseline.solve, Recipe(count), seeds)
    name = f"{count:,} waiting, sizes 2–4"
    yield Figure(f"{name}: a sweep, {which}", ours.slowest, "s", goal=goal)
    yield Figure(f"{name}: the same, first product", first.slowest, "s")
    yield from _beside(name, ours, first)
    return ours


def _beside(name: str, ours: Swept, first: Swept) -> Iterator[Figure]:
    """What both leave and what they should not have done, a sweep on average."""
    for way, swept in (("", ours), (", first product", first)):
        sweeps = len(swept.seconds)
        yield Figure(f"{name}: left{way}", swept.total("unmatched") / sweeps, "a sweep")
        found = swept.total("repeats") + swept.total("blocked")
        yield Figure(f"{name}: repeats and blocked pairs{way}", found / sweeps, "a sweep")


def sweep(way: Policy, recipe: Recipe, seeds: Sequence[int]) -> Swept:
    """One sweep of each seed's pool."""
    seconds, verdicts = [], []
    for seed in seeds:
        found = pool(recipe, seed)
        gc.collect()
        began = process_time()
        solution = way(found)
        seconds.append(process_time() - began)
        verdicts.append(judge(found, solution))
    return Swept(seconds, verdicts)


def _blocked() -> Iterator[Figure]:
    """Everybody blocks one other in these pools: by chance, pairs would be formed that must not be."""
    jobs = list(chain.from_iterable([(count, seed) for seed in range(pools)] for count, pools in BLOCK_POOLS))
    found = spread(_looked_through, jobs, 10)
    groups = sum(each.groups for each, _ in found)
    yield Figure("groups looked through for blocked pairs", groups, "", goal=GROUPS, least=True)
    yield Figure("blocked pairs among these groups", sum(each.blocked for each, _ in found), "", goal=0)
    yield Figure("blocked pairs by the first product, same pools", sum(each.blocked for _, each in found))


def _looked_through(job: tuple[int, int]) -> tuple[Verdict, Verdict]:
    count, seed = job
    found = pool(Recipe(count, blocking=1.0), seed)
    return judge(found, solve(found)), judge(found, baseline.solve(found))
