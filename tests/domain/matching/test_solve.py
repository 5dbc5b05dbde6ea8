import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.matching.engine import solve
from domain.matching.greedy import greedy
from domain.matching.pool import MINUTE, Pool, Reason, Rules
from domain.matching.solution import Solution
from tests.domain.matching.judge import Judge, faults, groups_of
from tests.domain.matching.pools import ANY, FOUR, NOW, THREE, TWO, Mixture, crowd_of, pool, pools, waiting


def members(given: Pool) -> list[tuple[int, ...]]:
    return [group.members for group in groups_of(solve(given))]


class TestGroups:
    @given(pools())
    def test_hold_every_rule(self, given: Pool) -> None:
        assert faults(given, solve(given)) == []

    @pytest.mark.parametrize("count", [17, 40, 120, 121, 700])
    def test_hold_every_rule_in_larger_pools(self, count: int) -> None:
        given = crowd_of(count, seed=count, mixture=Mixture(blocking=0.4, met=2))
        assert faults(given, solve(given)) == []

    def test_share_one_cell_that_all_accept(self) -> None:
        given = pool(waiting(1, cells=0b011), waiting(2, cells=0b110), waiting(3, cells=0b101, sizes=TWO))
        assert len(solve(given).groups) == 1

    def test_spend_nobody_flexible_where_the_choosy_need_them(self) -> None:
        given = pool(
            waiting(1, cells=1, sizes=TWO, since=3),
            waiting(2, cells=3, sizes=TWO, since=9),
            waiting(3, cells=3, sizes=TWO, since=8),
            waiting(4, cells=2, sizes=TWO, since=1),
        )
        assert solve(given).matched == 4

    def test_prefer_those_whose_last_chance_this_is(self) -> None:
        about_to_end = waiting(3, sizes=TWO, since=2)._replace(expires_at=NOW + 4_000)
        given = pool(waiting(1, sizes=TWO, since=9), waiting(2, sizes=TWO, since=8), about_to_end)
        assert members(given) == [(1, 3)]

    @pytest.mark.parametrize("solved", [solve, greedy])
    def test_let_credit_go_before_the_seconds_within_a_minute(self, solved: Callable[[Pool], Solution]) -> None:
        first, second, lucky = (waiting(each, sizes=TWO, credit=each // 3) for each in (1, 2, 3))
        begins = second.applied_at // MINUTE * MINUTE
        two = first._replace(applied_at=begins - MINUTE), second._replace(applied_at=begins)
        within = lucky._replace(applied_at=begins + MINUTE - 1)
        beyond = lucky._replace(applied_at=begins + MINUTE)
        assert [group.members for group in solved(pool(*two, within)).groups] == [(1, 3)]
        assert [group.members for group in solved(pool(*two, beyond)).groups] == [(1, 2)]

    def test_prefer_the_longest_wait_and_then_credit(self) -> None:
        given = pool(
            waiting(1, sizes=TWO, since=9), waiting(2, sizes=TWO, since=5), waiting(3, sizes=TWO, since=5, credit=1)
        )
        assert members(given) == [(1, 3)]

    def test_avoid_repeats_and_the_most_recent_most(self) -> None:
        people = [waiting(number, sizes=TWO, since=15) for number in (1, 2, 3, 4)]
        given = pool(*people, met=[(1, 2, 1), (3, 4, 9), (1, 3, 3), (2, 4, 9), (1, 4, 5), (2, 3, 9)])
        assert {frozenset(each) for each in members(given)} == {frozenset((1, 4)), frozenset((2, 3))}

    def test_never_have_those_who_met_until_one_has_waited(self) -> None:
        given = pool(waiting(1, since=9), waiting(2), met=[(1, 2, 3)])
        assert solve(given).matched == 0
        assert solve(pool(waiting(1, since=10), waiting(2), met=[(1, 2, 3)])).matched == 2

    @pytest.mark.parametrize(
        ("count", "sizes"), [(2, [2]), (3, [3]), (4, [2, 2]), (5, [2, 3]), (6, [3, 3]), (7, [2, 2, 3])]
    )
    def test_are_of_three_then_two_for_those_who_accept_any(self, count: int, sizes: list[int]) -> None:
        given = pool(*(waiting(number) for number in range(count)))
        assert sorted(len(group.members) for group in solve(given).groups) == sizes

    @given(pools(most=12, rules=Rules(hold=0)))
    def test_leave_nobody_who_could_be_swapped_for_somebody_who_goes_after_them(self, given: Pool) -> None:
        solution, judge = solve(given), Judge(given)
        for left in solution.left:
            for group in solution.groups:
                for other in group.members:
                    swapped = tuple(left.number if each == other else each for each in group.members)
                    assert not judge.may_meet(swapped) or judge.turn(other) <= judge.turn(left.number)

    @given(pools())
    def test_are_the_same_whatever_the_order_of_the_rows(self, given: Pool) -> None:
        rows = reversed(list(Judge(given).people.values()))
        turned = Pool.of(
            rows,
            now=given.now,
            next_sweep=given.next_sweep,
            seed=given.seed,
            blocked=given.blocked,
            met=dict(reversed(list(given.met.items()))),
            rules=given.rules,
        )
        assert solve(turned) == solve(given)


class TestNobody:
    def test_waits(self) -> None:
        assert solve(pool()).groups == ()

    @given(pools(rules=Rules()))
    def test_is_held_who_ends_before_the_next_sweep(self, given: Pool) -> None:
        held = {left.number for left in solve(given).left if left.reason is Reason.HELD}
        assert not [
            row
            for row, number in enumerate(given.numbers)
            if number in held and given.expires_at[row] < given.next_sweep
        ]


class TestReasons:
    def test_are_honest(self) -> None:
        assert _reasons(pool(waiting(1))) == [Reason.ALONE]
        assert _reasons(pool(waiting(1, cells=1), waiting(2, cells=2))) == [Reason.NOBODY_FITS] * 2
        assert _reasons(pool(waiting(1), waiting(2), blocked=[(1, 2)])) == [Reason.NOBODY_FITS] * 2
        assert _reasons(pool(waiting(1, sizes=THREE), waiting(2, sizes=TWO))) == [Reason.NO_SIZE] * 2
        assert _reasons(pool(waiting(1), waiting(2), met=[(1, 2, 3)])) == [Reason.MET_RECENTLY] * 2
        assert _reasons(pool(*(waiting(number, sizes=TWO, since=9 - number) for number in range(3)))) == [
            Reason.LEFT_OVER
        ]

    def test_say_who_is_held(self) -> None:
        given = pool(waiting(1, sizes=FOUR), waiting(2), waiting(3), rules=Rules())
        assert _reasons(given) == [Reason.NO_SIZE, Reason.HELD, Reason.HELD]


class TestNextMoment:
    def test_is_none_while_only_others_could_bring_something_new(self) -> None:
        assert solve(pool(waiting(1), waiting(2, cells=2))).next_at is None

    def test_is_when_those_who_met_may_meet_again(self) -> None:
        given = pool(waiting(1, since=4), waiting(2, since=1), met=[(1, 2, 3)])
        assert solve(given).next_at == NOW + 6 * MINUTE

    @given(pools(most=8), st.integers(0, 10**6))
    @settings(max_examples=60)
    def test_is_not_before_something_changes(self, given: Pool, part: int) -> None:
        rest = _left_of(given, at=given.now)
        until = solve(rest).next_at or given.now + 40 * MINUTE
        moment = given.now + (until - 1 - given.now) * part // 10**6
        assert not solve(_left_of(rest, at=moment)).groups


class TestTheSamePool:
    def test_has_the_same_solution_in_every_process(self) -> None:
        assert {_digest_elsewhere(hashing) for hashing in ("0", "1")} == {_digest()}


class TestBigPools:
    @pytest.mark.parametrize("sizes", [Mixture().sizes, (TWO,), (ANY,), (THREE, FOUR)])
    def test_leave_hardly_anybody(self, sizes: tuple[int, ...]) -> None:
        given = crowd_of(3_000, seed=1, mixture=Mixture(sizes=sizes, met=1))
        solution = solve(given)
        assert (faults(given, solution), solution.fell_back) == ([], ())
        assert len(solution.left) <= 2

    def test_repeat_nothing_that_need_not_be(self) -> None:
        given = crowd_of(3_000, seed=2, mixture=Mixture(met=5))
        judge = Judge(given)
        assert not [group for group in solve(given).groups if judge.ages(group.members)]

    def test_leave_those_who_came_last(self) -> None:
        given = crowd_of(1_001, seed=3, mixture=Mixture(sizes=(TWO,), choosy=1, cells=1, blocking=0))
        (left,) = solve(given).left
        assert given.applied_at[given.numbers.index(left.number)] == max(given.applied_at)


def _reasons(given: Pool) -> list[Reason]:
    return [left.reason for left in solve(given).left]


def _left_of(given: Pool, at: int) -> Pool:
    """Those who are left of a pool, at a moment, while they wait."""
    numbers = {left.number for left in solve(given).left} if at == given.now else set(given.numbers)
    rows = [row for number, row in Judge(given).people.items() if number in numbers and row.expires_at > at]
    pause = given.next_sweep - given.now
    return Pool.of(
        rows, now=at, next_sweep=at + pause, seed=given.seed, blocked=given.blocked, met=given.met, rules=given.rules
    )


def _digest() -> str:
    solutions = [solve(crowd_of(count, 5, Mixture(met=3, rules=Rules()))) for count in (12, 40, 400)]
    return repr([(groups_of(each), each.left, each.next_at) for each in solutions])


def _digest_elsewhere(hashing: str) -> str:
    code = f"from {__name__} import _digest; print(_digest(), end='')"
    root = Path(__file__).parents[3]
    environment = {**os.environ, "PYTHONHASHSEED": hashing}
    return subprocess.run(  # noqa: S603 this very interpreter
        [sys.executable, "-c", code], cwd=root, env=environment, check=True, capture_output=True, text=True
    ).stdout
