import pytest

from domain.matching import bulk, engine, exact, pairs, search, slots
from domain.matching.pool import Pool
from domain.matching.solution import Solution
from tests.domain.matching.judge import faults
from tests.domain.matching.pools import TWO, Mixture, crowd_of


class BrokenError(Exception):
    pass


def fail(*_: object) -> None:
    raise BrokenError


def solved(given: Pool) -> Solution:
    solution = engine.solve(given)
    assert faults(given, solution) == []
    return solution


class TestFallbacks:
    def test_take_over_from_exact(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(exact, "best_teams", fail)
        solution = solved(crowd_of(12, 1))
        assert solution.fell_back == ("exact", "slots", "search")
        assert solution.step == "greedy"

    def test_take_over_when_the_budget_is_spent(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(engine, "EXACT_STEPS", 10)
        solution = solved(crowd_of(14, 1))
        assert (solution.step, solution.fell_back) == ("slots", ("exact",))
        assert solution.matched >= 12

    def test_take_over_from_pairs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pairs, "best_pairs", fail)
        solution = solved(crowd_of(60, 1, Mixture(sizes=(TWO,))))
        assert (solution.step, solution.fell_back, solution.matched) == ("slots", ("pairs",), 60)

    def test_take_over_from_the_programme(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(slots, "assign", fail)
        solution = solved(crowd_of(60, 1))
        assert (solution.step, solution.fell_back) == ("search", ("slots",))
        assert solution.matched >= 58

    def test_take_over_from_groups_that_may_not_be(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(search, "improve", lambda *_: [(0, 1), (1, 2)])
        assert solved(crowd_of(60, 1)).fell_back == ("slots", "search")

    @pytest.mark.parametrize("count", [30, 500])
    def test_match_people_whatever_fails(self, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
        monkeypatch.setattr(engine, "arrange", fail)
        solution = solved(crowd_of(count, 1))
        assert (solution.step, solution.fell_back) == ("greedy", ("sweep",))
        assert solution.matched >= count * 0.8

    def test_take_over_from_the_bulk(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(bulk, "form", fail)
        assert solved(crowd_of(500, 1)).fell_back == ("sweep",)
