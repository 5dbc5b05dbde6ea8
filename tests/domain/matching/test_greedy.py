from hypothesis import given

from domain.matching.greedy import greedy
from domain.matching.pool import Pool, Reason
from tests.domain.matching.judge import Judge, faults
from tests.domain.matching.pools import ANY, FOUR, Mixture, crowd_of, pool, pools, waiting


class TestGreedy:
    @given(pools())
    def test_holds_every_rule(self, given: Pool) -> None:
        assert faults(given, greedy(given)) == []

    def test_holds_every_rule_in_a_big_pool(self) -> None:
        given = crowd_of(2_000, seed=1, mixture=Mixture(blocking=0.5, met=3))
        solution = greedy(given)
        assert faults(given, solution) == []
        assert solution.matched > 1_950

    def test_serves_who_goes_first(self) -> None:
        given = pool(*(waiting(number, sizes=ANY - 8 - 16, since=number) for number in (3, 9, 6)))
        assert [group.members for group in greedy(given).groups] == [(9, 6)]

    @given(pools())
    def test_leaves_no_pair_that_could_be(self, given: Pool) -> None:
        left, judge = [each.number for each in greedy(given).left], Judge(given)
        assert not [1 for one in left for other in left if one < other and judge.may_meet((one, other))]

    def test_says_why(self) -> None:
        assert greedy(pool(waiting(1, sizes=FOUR), waiting(2, sizes=FOUR))).left[0].reason is Reason.NO_SIZE
