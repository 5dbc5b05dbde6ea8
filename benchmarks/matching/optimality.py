"""The engine against exact optima, on thousands of small random pools."""

from collections.abc import Iterator
from functools import reduce
from operator import add
from typing import NamedTuple

import numpy as np

from benchmarks.figures import Figure
from benchmarks.matching.checks import applicants, judge
from benchmarks.matching.crowd import PAIRS
from benchmarks.matching.judges import best_in_pairs, most_in_groups, priority
from benchmarks.matching.pools import NO_HOLD, Recipe, pool
from benchmarks.matching.spread import spread
from benchmarks.matching.subsets import Ranking
from benchmarks.matching.threes import in_threes, most_in_threes
from domain.matching.engine import solve
from domain.matching.pool import MINUTE, Pool
from domain.matching.solution import Solution

PAIR_POOLS = 10_000
PAIR_PEOPLE = 40
GROUP_POOLS = 2_000
GROUP_PEOPLE = 16
MOST_BLOCKING = 0.6
RANK_POOLS = 1_000
RANK_PEOPLE = 12
THREES_POOLS = 20
THREES_PEOPLE = 100


class Missed(NamedTuple):
    """What is wrong with a solution: people short, not those who go first, repeats it need not have, broken rules."""

    short: int = 0
    unjust: bool = False
    repeats: int = 0
    faults: int = 0


class Threes(NamedTuple):
    """Of those who accept any size: how many were placed in threes, and how many could have been."""

    placed: int
    most: int


def figures() -> Iterator[Figure]:
    """Mismatches, and the share of threes."""
    pairs = spread(pairs_missed, range(PAIR_POOLS), 100)
    name = f"pairs, up to {PAIR_PEOPLE} people, {PAIR_POOLS:,} pools:"
    yield Figure(f"{name} not as many as can be", sum(each.short > 0 for each in pairs), "", goal=0)
    yield Figure(f"{name} not those who go first", sum(each.unjust for each in pairs), "", goal=0)
    groups = spread(groups_missed, range(GROUP_POOLS), 50)
    name = f"sizes, up to {GROUP_PEOPLE} people, blocks on 0–60 %, {GROUP_POOLS:,} pools:"
    yield Figure(f"{name} people short", sum(each.short for each in groups), "", goal=0)
    ranks = spread(ranks_missed, range(RANK_POOLS), 50)
    name = f"sizes, up to {RANK_PEOPLE} people, {RANK_POOLS:,} pools:"
    yield Figure(f"{name} not those who go first", sum(each.unjust for each in ranks), "", goal=0)
    yield Figure(f"{name} repeats that need not be", sum(each.repeats for each in ranks), "", goal=0)
    yield Figure("all these pools: broken rules", sum(each.faults for each in pairs + groups + ranks), "", goal=0)
    threes = spread(threes_placed, range(THREES_POOLS))
    placed, most = reduce(add, (np.array(each) for each in threes))
    name = f"any size, {THREES_PEOPLE} waiting, in threes, of the most that can be"
    yield Figure(name, 100 * placed / most, "%", goal=95, least=True)


def pairs_missed(seed: int) -> Missed:
    """What the engine misses in this seed's pool of people who all want pairs."""
    rng = np.random.default_rng(seed)
    recipe = Recipe(
        int(rng.integers(2, PAIR_PEOPLE + 1)),
        choosy=rng.random(),
        wishes=PAIRS,
        blocking=rng.random() * MOST_BLOCKING,
        met=3 * rng.random(),
        grain=MINUTE,
        pause=5 * MINUTE,
    )
    found = pool(recipe, seed)
    solution, best = solve(found), best_in_pairs(found)
    first = {each.number: priority(found, each) for each in applicants(found)}
    matched = sorted((first[each] for group in solution.groups for each in group.members), reverse=True)
    return Missed(len(best) - len(matched), matched != best, faults=_faults(found, solution))


def groups_missed(seed: int) -> Missed:
    """What the engine misses in this seed's pool of people with sizes."""
    found = _coupled(seed, GROUP_PEOPLE)
    solution = solve(found)
    return Missed(most_in_groups(found) - solution.matched, faults=_faults(found, solution))


def ranks_missed(seed: int) -> Missed:
    """The same in a smaller pool, where all ranks can be looked at."""
    found = _coupled(seed, RANK_PEOPLE)
    solution, ranking = solve(found), Ranking(found)
    ours, best = ranking.of(solution), ranking.best()
    unjust = ours.people != best.people
    return Missed(0, unjust, 0 if unjust else ours.repeats - best.repeats, _faults(found, solution))


def _coupled(seed: int, most: int) -> Pool:
    """A pool in which some block up to three others and many have met; nobody is held."""
    rng = np.random.default_rng(seed)
    recipe = Recipe(
        int(rng.integers(2, most + 1)),
        choosy=rng.random(),
        blocking=rng.random() * MOST_BLOCKING * int(rng.integers(1, 4)),
        met=2 * rng.random(),
        grain=MINUTE,
        pause=5 * MINUTE,
        rules=NO_HOLD,
    )
    return pool(recipe, seed)


def threes_placed(seed: int) -> Threes:
    """Among a hundred, with nobody held, at the number of people that the engine matches."""
    found = pool(Recipe(THREES_PEOPLE, rules=NO_HOLD), seed)
    solution = solve(found)
    return Threes(in_threes(found, solution), most_in_threes(found, solution.matched).bound)


def _faults(found: Pool, solution: Solution) -> int:
    verdict = judge(found, solution)
    return verdict.faults + verdict.blocked + verdict.too_soon
