"""The yardsticks of `benchmarks.matching`: that they are straight."""

from collections.abc import Iterator, Mapping, Sequence

import pytest

from benchmarks.matching import baseline
from benchmarks.matching.checks import applicants, judge
from benchmarks.matching.crowd import ANY, FOUR, MIXED, PAIRS, TWO, Wishes
from benchmarks.matching.days import simulate
from benchmarks.matching.judges import (
    Priority,
    best_in_pairs,
    first_independent,
    groups_of,
    most_in_groups,
    priority,
)
from benchmarks.matching.pools import NO_HOLD, Recipe, pool
from benchmarks.matching.streams import School, stream
from benchmarks.matching.subsets import Ranking
from domain.matching.pool import MINUTE, Applicant, Group, Pair, Pool, Rules
from domain.matching.solution import Solution

HERE, THERE = 1, 2
EITHER = HERE | THERE


def people(*wishes: tuple[int, int], blocked: Sequence[Pair] = (), met: Mapping[Pair, int] | None = None) -> Pool:
    """Applicants 0, 1, 2 …, the first of whom waits longest, by the cells and sizes they accept."""
    rows = [
        Applicant(number, cells, sizes, number * MINUTE, (number + 30) * MINUTE)
        for number, (cells, sizes) in enumerate(wishes)
    ]
    return Pool.of(rows, now=20 * MINUTE, next_sweep=20 * MINUTE + 5_000, seed=0, blocked=blocked, met=met)


def small_pools(recipe: Recipe) -> Iterator[Pool]:
    return (pool(recipe, seed) for seed in range(30))


def test_the_baseline_spends_the_flexible_where_they_stand_first() -> None:
    found = baseline.solve(people((EITHER, TWO), (EITHER, TWO), (HERE, TWO), (THERE, TWO)))
    assert found.groups == [Group((0, 1), 0)]


def test_the_baseline_pairs_a_row_with_the_next_of_its_cell_whose_member_is_free() -> None:
    found = baseline.solve(people((HERE, TWO), (EITHER, TWO), (THERE, ANY), (THERE, FOUR), (THERE, TWO)))
    assert found.groups == [Group((0, 1), 0), Group((2, 4), 1)]


def test_a_judge_sees_a_block_a_repeat_and_a_size_that_is_refused() -> None:
    found = people((HERE, TWO), (HERE, FOUR), blocked=[(0, 1)], met={(0, 1): 5 * MINUTE})
    verdict = judge(found, Solution([Group((0, 1), 0)], ()))
    assert (verdict.unmatched, verdict.blocked, verdict.repeats, verdict.too_soon, verdict.faults) == (0, 1, 1, 0, 1)


def test_elimination_keeps_the_first_that_one_matching_covers() -> None:
    star = [(0, 3), (1, 3), (2, 3)]
    assert first_independent(4, star, seed=1) == [0, 3]
    assert first_independent(5, [(0, 1), (1, 2), (0, 2), (3, 4)], seed=1) == [0, 1, 3, 4]


def test_two_judges_agree_on_pairs() -> None:
    for found in small_pools(Recipe(9, wishes=PAIRS, blocking=0.5, grain=MINUTE)):
        best = best_in_pairs(found)
        assert len(best) == most_in_groups(found)
        edges = list(groups_of(found, applicants(found)))
        assert best == max((_ranks(found, pairs) for pairs in _pairings(edges)), key=lambda ranks: (len(ranks), ranks))


def test_two_judges_agree_on_sizes() -> None:
    for found in small_pools(Recipe(9, wishes=MIXED, blocking=1.0, met=1.0, grain=MINUTE, rules=NO_HOLD)):
        ranking = Ranking(found)
        base = len(found) + 1
        ranks = len({priority(found, one) for one in applicants(found)})
        assert ranking.best().people // base**ranks == most_in_groups(found)


def test_an_empty_solution_is_worth_nothing() -> None:
    assert Ranking(people((HERE, TWO), (HERE, TWO))).of(Solution((), ())) == (0, 0)


@pytest.mark.parametrize("wishes", [PAIRS, MIXED])
def test_nobody_gets_lost_or_is_matched_twice_on_a_simulated_day(wishes: Wishes) -> None:
    days = stream(School(120, 0.5, wishes), 3, seed=5)
    seen: list[int] = []

    def noting(found: Pool) -> Solution:
        solution = baseline.solve(found)
        seen.extend(member for group in solution.groups for member in group.members)
        return solution

    tally = simulate(days, noting, Rules(), warm_up=0)
    assert tally.applicants == len(days.arrivals) == sum(tally.wanted.values())
    assert tally.matched == len(seen) == len(set(seen)) == sum(tally.got.values())
    assert tally.faults == 0
    assert tally.groups == tally.pairs == tally.matched / 2


def test_skipping_sweeps_skips_nothing() -> None:
    days = stream(School(30, 0.5, PAIRS), 1, seed=5)
    skipping = simulate(days, baseline.solve, Rules(), warm_up=0)
    every = simulate(days, baseline.solve, Rules(), warm_up=0, every_sweep=True)
    assert every.sweeps > skipping.sweeps
    assert (every.matched, every.waited) == (skipping.matched, skipping.waited)


def test_a_stream_has_nobody_apply_who_may_still_wait() -> None:
    arrivals = stream(School(600, 0.0), 2, seed=7).arrivals
    until: dict[int, int] = {}
    for each in arrivals:
        assert until.get(each.member, -1) < each.at
        until[each.member] = each.until


def _pairings(edges: Sequence[Sequence[int]]) -> Iterator[list[Sequence[int]]]:
    """Every set of disjoint pairs."""
    if not edges:
        yield []
        return
    first, *rest = edges
    yield from _pairings(rest)
    for pairs in _pairings([each for each in rest if not set(first) & set(each)]):
        yield [first, *pairs]


def _ranks(found: Pool, pairs: Sequence[Sequence[int]]) -> list[Priority]:
    rows = applicants(found)
    return sorted((priority(found, rows[each]) for pair in pairs for each in pair), reverse=True)
