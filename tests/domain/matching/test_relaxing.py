from hypothesis import given
from hypothesis import strategies as st

from domain.matching.pool import Pool
from domain.matching.relaxing import Choice, Relaxation, relaxation
from tests.domain.matching.judge import Judge
from tests.domain.matching.pools import FOUR, THREE, TWO, Mixture, crowd_of, pool, pools, waiting

SEOCHO, GAEPO, PAIR = Choice("seocho", cells=0b10), Choice("gaepo", cells=0b100), Choice("pair", sizes=TWO)
CHOICES = (SEOCHO, GAEPO, PAIR)


class TestRelaxation:
    def test_is_a_place_where_others_wait(self) -> None:
        given = pool(waiting(1, cells=1), waiting(2, cells=0b10), waiting(3, cells=0b10))
        assert relaxation(given, 1, CHOICES) == Relaxation("seocho", 2)

    def test_is_a_size_that_others_accept(self) -> None:
        given = pool(waiting(1, sizes=FOUR), waiting(2, sizes=TWO))
        assert relaxation(given, 1, CHOICES) == Relaxation("pair", 1)

    def test_is_none_where_nothing_helps(self) -> None:
        assert relaxation(pool(waiting(1), waiting(2, cells=0b1000)), 1, CHOICES) is None

    def test_never_brings_those_together_who_are_kept_apart(self) -> None:
        people = (waiting(1, cells=1, since=3), waiting(2, cells=0b10, since=3))
        assert relaxation(pool(*people, blocked=[(1, 2)]), 1, CHOICES) is None
        assert relaxation(pool(*people, met=[(1, 2, 2)]), 1, CHOICES) is None

    def test_is_the_first_choice_among_equals(self) -> None:
        given = pool(waiting(1, cells=1), waiting(2, cells=0b10), waiting(3, cells=0b100))
        assert relaxation(given, 1, CHOICES) == Relaxation("seocho", 1)
        assert relaxation(given, 1, CHOICES[::-1]) == Relaxation("gaepo", 1)

    def test_is_rather_one_that_still_helps_when_somebody_goes(self) -> None:
        given = pool(waiting(1, cells=1), waiting(2, cells=0b10), waiting(3, cells=0b100), waiting(4, cells=0b100))
        assert relaxation(given, 1, CHOICES) == Relaxation("gaepo", 2)

    @given(
        pools(most=8), st.lists(st.builds(Choice, st.just("key"), st.integers(0, 15), st.just(TWO | THREE)), max_size=3)
    )
    def test_is_a_group_that_may_be(self, given: Pool, choices: list[Choice]) -> None:
        if not len(given):
            return
        number = given.numbers[0]
        offered = relaxation(given, number, choices)
        assert (offered is not None) == any(_helps(given, number, choice) for choice in choices)

    def test_of_a_big_pool_is_found_too(self) -> None:
        given = crowd_of(5_000, 1, Mixture(choosy=1))
        assert relaxation(given, 7, [Choice("anywhere", cells=0b111111111)]) is not None


def _helps(given: Pool, number: int, choice: Choice) -> bool:
    judge = Judge(given)
    who = judge.people[number]
    judge.people[number] = who._replace(cells=who.cells | choice.cells, sizes=who.sizes | choice.sizes)
    rest = (number, *(each for each in judge.people if each != number))
    return any(True for _ in judge.teams_of_first(rest))
