from array import array

from domain.matching.engine import solve
from domain.matching.holding import hold
from domain.matching.pool import MINUTE, Pool, Reason, Rules
from tests.domain.matching.pools import FOUR, NOW, THREE, TWO, pool, waiting

USUAL = Rules()


def held(given: Pool) -> dict[int, int]:
    return dict(hold(given).until)


class TestHolding:
    def test_keeps_those_who_lack_one_for_a_group_that_somebody_waits_for(self) -> None:
        given = pool(waiting(1, sizes=FOUR), waiting(2, since=2), waiting(3), rules=USUAL)
        assert held(given) == {2: NOW + 4 * MINUTE, 3: NOW + 4 * MINUTE}
        assert hold(given).sizes == array("q", [FOUR, FOUR, FOUR])

    def test_keeps_nobody_where_two_are_lacking(self) -> None:
        assert held(pool(waiting(1, sizes=FOUR), waiting(2), rules=USUAL)) == {}
        assert held(pool(waiting(1, sizes=FOUR), waiting(2), waiting(3, sizes=TWO), rules=USUAL)) == {}

    def test_keeps_nobody_whom_no_pair_would_take(self) -> None:
        given = pool(waiting(1, sizes=THREE), waiting(2, since=20), rules=USUAL)
        assert held(given) == {}

    def test_keeps_nobody_for_those_who_also_accept_fewer(self) -> None:
        assert held(pool(waiting(1, sizes=FOUR | TWO), waiting(2), waiting(3), rules=USUAL)) == {}

    def test_ends_five_minutes_after_a_pair_could_have_been(self) -> None:
        people = (waiting(1, sizes=FOUR, since=9), waiting(2, since=9), waiting(3, since=5))
        assert solve(pool(*people, rules=USUAL)).matched == 2
        assert held(pool(*people, rules=Rules(hold=5 * MINUTE + 1))) == {2: NOW + 1, 3: NOW + 1}

    def test_is_not_for_somebody_who_ends_before_the_next_sweep(self) -> None:
        about_to_end = waiting(1, sizes=FOUR)._replace(expires_at=NOW + 1)
        assert held(pool(about_to_end, waiting(2), waiting(3), rules=USUAL)) == {}

    def test_costs_nobody_a_last_chance(self) -> None:
        about_to_end = waiting(4, sizes=TWO, since=2)._replace(expires_at=NOW + 1)
        given = pool(waiting(1, sizes=FOUR), waiting(2), waiting(3), rules=USUAL)
        assert solve(given).matched == 0
        given = pool(waiting(1, sizes=FOUR), waiting(2), waiting(3), about_to_end, rules=USUAL)
        assert 4 in [number for group in solve(given).groups for number in group.members]

    def test_ends_when_the_group_is_complete(self) -> None:
        given = pool(waiting(1, sizes=FOUR), waiting(2), waiting(3), waiting(4), rules=USUAL)
        assert solve(given).matched == 4

    def test_is_told_with_its_end(self) -> None:
        solution = solve(pool(waiting(1, sizes=FOUR), waiting(2, since=2), waiting(3), rules=USUAL))
        assert [left.reason for left in solution.left] == [Reason.NO_SIZE, Reason.HELD, Reason.HELD]
        assert solution.next_at == NOW + 4 * MINUTE

    def test_is_told_with_a_last_chance_that_comes_before_its_end(self) -> None:
        hurried = waiting(3)._replace(expires_at=NOW + 2 * MINUTE)
        solution = solve(pool(waiting(1, sizes=FOUR), waiting(2), hurried, rules=USUAL))
        assert solution.next_at == NOW + 2 * MINUTE - 5_000 + 1
