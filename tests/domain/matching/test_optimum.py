import pytest
from hypothesis import given

from domain.matching.engine import solve
from domain.matching.pool import Pool, Rules
from tests.domain.matching.judge import Judge
from tests.domain.matching.pools import ANY, EAGER, FOUR, TWO, Mixture, crowd_of, pools


def worth(given: Pool) -> tuple[tuple[int, ...], int, tuple[int, ...]]:
    return Judge(given).worth(group.members for group in solve(given).groups)


class TestTheBest:
    @given(pools(most=7, rules=EAGER))
    def test_of_a_few_is_found_in_every_respect(self, given: Pool) -> None:
        assert worth(given) == Judge(given).best()

    @pytest.mark.parametrize("seed", range(25))
    def test_of_a_few_is_found_among_many_blocks_and_meetings(self, seed: int) -> None:
        given = crowd_of(7, seed, Mixture(blocking=0.6, met=1.5, cells=2, choosy=0.5))
        assert worth(given) == Judge(given).best()

    @pytest.mark.parametrize("seed", range(25))
    def test_number_is_matched_among_many_blocks(self, seed: int) -> None:
        given = crowd_of(12, seed, Mixture(blocking=0.6, cells=3, choosy=0.5))
        assert solve(given).matched == Judge(given).best_count()

    @pytest.mark.parametrize("seed", range(25))
    def test_pairs_are_found(self, seed: int) -> None:
        given = crowd_of(12, seed, Mixture(sizes=(TWO,), blocking=0.3, met=1, cells=4, choosy=0.7))
        judge = Judge(given)
        matched = [number for group in solve(given).groups for number in group.members]
        assert judge.matched_by_turn(matched) == _best_by_augmenting(judge)

    @pytest.mark.parametrize("seed", range(3))
    def test_leaves_nobody_of_a_hundred(self, seed: int) -> None:
        assert solve(crowd_of(100, seed)).matched == 100

    def test_brings_those_who_only_want_four_together_with_those_who_accept_any(self) -> None:
        given = crowd_of(40, 1, Mixture(sizes=(ANY, FOUR), cells=2, rules=Rules()))
        assert solve(given).matched == 40


def _best_by_augmenting(judge: Judge) -> tuple[int, ...]:
    """Who is covered by pairs when taken in turn. Sets that pairs can cover form a matroid: no taking is regretted."""
    taken: list[int] = []
    for number in sorted(judge.people, key=judge.turn):
        if _coverable(judge, (*taken, number), ()):
            taken.append(number)
    return judge.matched_by_turn(taken)


def _coverable(judge: Judge, wanted: tuple[int, ...], used: tuple[int, ...]) -> bool:
    if not wanted:
        return True
    first, rest = wanted[0], wanted[1:]
    others = [each for each in judge.people if each not in used and each != first and judge.may_meet((first, each))]
    return any(
        _coverable(judge, tuple(each for each in rest if each != other), (*used, first, other)) for other in others
    )
