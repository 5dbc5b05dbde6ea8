from uuid import UUID

from domain.model.ids import MatchId
from domain.model.match import Attendance, Match, MatchStatus, Origin
from domain.model.score import entries_of
from tests.domain.examples import AUTHOR, NOW, joined_by, meal, members, posted

ANN, BEN = members(2)


def matched(*joining: int) -> Match:
    recruitment = joined_by(posted(meal(title="국밥", anonymous=True)), *joining)  # type: ignore[arg-type]
    return Match.of_recruitment(MatchId(UUID(int=7)), recruitment, NOW)


def test_a_match_is_everyone_who_was_in_with_what_was_agreed() -> None:
    match = matched(ANN, BEN)
    assert match.coming == (AUTHOR, ANN, BEN)
    assert (match.origin, match.title, match.anonymous) == (Origin.RECRUITMENT, "국밥", True)


def test_while_two_remain_they_stay_together_in_a_new_conversation() -> None:
    left = matched(ANN, BEN).without(ANN, Attendance.CANNOT_COME)
    assert left.coming == (AUTHOR, BEN)
    assert (left.status, left.revision) == (MatchStatus.ACTIVE, 2)


def test_one_alone_is_no_match() -> None:
    assert matched(ANN).without(ANN, Attendance.GONE).status is MatchStatus.CANCELLED


def test_dropping_out_twice_changes_nothing() -> None:
    once = matched(ANN, BEN).without(ANN, Attendance.GONE)
    assert once.without(ANN, Attendance.CANNOT_COME) == once


def test_a_match_gives_forty_two_to_the_author_and_ten_to_every_other() -> None:
    recruitment = joined_by(posted(), ANN, BEN)
    match = Match.of_recruitment(MatchId(UUID(int=7)), recruitment, NOW)
    points = {entry.member: entry.points for entry in entries_of(match, recruitment)}
    assert points == {AUTHOR: 42, ANN: 10, BEN: 10}
