from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.errors import DomainError, ErrorCode
from domain.model import events
from domain.model.details import Detail
from domain.model.recruitment import Change, Recruitment, RecruitmentStatus
from domain.model.timing import OFFER_WINDOW
from domain.vocabulary import Category, Place, StudyType, WayOfEating
from tests.domain.examples import AUTHOR, NOW, joined_by, meal, members, posted, seated, study, waiting

ANN, BEN, CAT, DAN = members(4)


def refusal(error: pytest.ExceptionInfo[DomainError]) -> tuple[ErrorCode, str | None]:
    return error.value.code, error.value.field


class TestWording:
    @pytest.mark.parametrize("blank", ["\u200b\u200b", "\ufeff \u3164", "\x00", " \n"])
    def test_what_nobody_can_see_is_no_title(self, blank: str) -> None:
        assert meal(title=blank, content=blank).title is None
        assert meal(title=blank, content=blank).content is None

    def test_a_title_does_not_turn_the_line_it_stands_on(self) -> None:
        assert meal(title="\u202echicken\u2066").title == "chicken"

    @pytest.mark.parametrize("title", ["👩\u200d💻 코딩", "❤️", "ㅋㅋ", "🫩"])
    def test_emoji_and_letters_stay_as_they_are(self, title: str) -> None:
        assert meal(title=title).title == title


class TestPosting:
    def test_its_author_is_in_and_it_is_open(self) -> None:
        recruitment = posted()
        assert seated(recruitment) == [AUTHOR]
        assert recruitment.status is RecruitmentStatus.OPEN

    @pytest.mark.parametrize(
        ("wrong", "code", "field"),
        [
            ({"meets_at": NOW}, ErrorCode.MEETING_IN_PAST, Detail.MEETS_AT),
            ({"meets_at": NOW - timedelta(minutes=1)}, ErrorCode.MEETING_IN_PAST, Detail.MEETS_AT),
            ({"meets_at": NOW + timedelta(days=14, seconds=1)}, ErrorCode.MEETING_TOO_FAR, Detail.MEETS_AT),
            ({"places": ()}, ErrorCode.CONDITION_MISSING, Detail.PLACES),
            ({"way_of_eating": None}, ErrorCode.CONDITION_MISSING, Detail.WAY_OF_EATING),
            ({"study_type": StudyType.INNER_CIRCLE}, ErrorCode.CONDITION_MISSING, Detail.WAY_OF_EATING),
            ({"capacity": 1}, ErrorCode.CAPACITY_OUT_OF_RANGE, Detail.CAPACITY),
            ({"capacity": 21}, ErrorCode.CAPACITY_OUT_OF_RANGE, Detail.CAPACITY),
            ({"title": "가" * 61}, ErrorCode.TEXT_TOO_LONG, Detail.TITLE),
            ({"content": "a" * 1001}, ErrorCode.TEXT_TOO_LONG, Detail.CONTENT),
        ],
    )
    def test_refuses_what_cannot_be(self, wrong: dict[str, object], code: ErrorCode, field: Detail) -> None:
        with pytest.raises(DomainError) as error:
            posted(meal(**wrong))
        assert refusal(error) == (code, field)

    def test_a_study_needs_its_type(self) -> None:
        with pytest.raises(DomainError) as error:
            posted(study(study_type=None), Category.STUDY)
        assert refusal(error) == (ErrorCode.CONDITION_MISSING, Detail.STUDY_TYPE)

    def test_takes_the_limits_themselves(self) -> None:
        details = meal(meets_at=NOW + timedelta(days=14), capacity=20, title="가" * 60, content="a" * 1000)
        assert posted(details).details == details

    def test_an_empty_title_is_none(self) -> None:
        assert posted(meal(title="  ", content="\n")).details.title is None

    def test_places_are_kept_in_the_vocabularys_order(self) -> None:
        assert meal(places=(Place.GAEPO, Place.SEOCHO)).places == (Place.SEOCHO, Place.GAEPO)


class TestClosingTime:
    def test_is_ten_minutes_before_the_meeting(self) -> None:
        assert posted(meal(meets_at=NOW + timedelta(minutes=20))).closes_at == NOW + timedelta(minutes=10)

    def test_is_the_meeting_itself_when_posted_less_than_twenty_minutes_ahead(self) -> None:
        soon = NOW + timedelta(minutes=19, seconds=59)
        assert posted(meal(meets_at=soon)).closes_at == soon

    def test_is_the_order_itself_for_a_delivery(self) -> None:
        details = meal(way_of_eating=WayOfEating.DELIVERY)
        assert posted(details).closes_at == details.meets_at

    def test_moves_with_the_meeting(self) -> None:
        later = NOW + timedelta(hours=5)
        assert posted().edit(meal(meets_at=later), NOW).after.closes_at == later - timedelta(minutes=10)

    def test_stays_when_something_else_is_edited(self) -> None:
        recruitment = posted(meal(meets_at=NOW + timedelta(minutes=20)))
        near_the_end = NOW + timedelta(minutes=9)
        edited = recruitment.edit(replace(recruitment.details, title="치킨"), near_the_end).after
        assert edited.closes_at == recruitment.closes_at

    def test_another_way_of_eating_keeps_the_closing_time_unless_it_is_ordered(self) -> None:
        recruitment = posted()
        late = recruitment.details.meets_at - timedelta(minutes=15)
        takeout = recruitment.edit(meal(way_of_eating=WayOfEating.TAKEOUT), late).after
        assert takeout.closes_at == recruitment.closes_at
        ordered = recruitment.edit(meal(way_of_eating=WayOfEating.DELIVERY), late).after
        assert ordered.closes_at == recruitment.details.meets_at


class TestJoining:
    def test_takes_the_next_seat(self) -> None:
        assert seated(joined_by(posted(), ANN, BEN)) == [AUTHOR, ANN, BEN]

    def test_says_who_was_first_and_when_it_is_full(self) -> None:
        recruitment = posted(meal(capacity=3))
        first = recruitment.join(ANN, NOW)
        assert first.events == (events.Joined(ANN, first=True, full=False),)
        assert first.after.join(BEN, NOW).events == (events.Joined(BEN, first=False, full=True),)

    @pytest.mark.parametrize("again", [AUTHOR, ANN])
    def test_is_refused_to_who_is_in(self, again: int) -> None:
        with pytest.raises(DomainError) as error:
            joined_by(posted(), ANN).join(again, NOW)  # type: ignore[arg-type]  # a plain number reads better here
        assert error.value.code is ErrorCode.ALREADY_PARTICIPATING

    def test_goes_on_the_waitlist_in_order_when_full(self) -> None:
        full = joined_by(posted(meal(capacity=2)), ANN)
        change = joined_by(full, BEN).join(CAT, NOW)
        assert change.events == (events.Waitlisted(CAT, position=2),)
        assert waiting(change.after) == [BEN, CAT]

    def test_again_while_waiting_changes_nothing_and_tells_the_position(self) -> None:
        full = joined_by(posted(meal(capacity=2)), ANN, BEN)
        assert full.join(BEN, NOW) == Change(full, (events.Waitlisted(BEN, 1, already=True),))

    def test_confirms_when_the_last_seat_is_taken_and_that_was_wished(self) -> None:
        change = joined_by(posted(meal(capacity=3, confirm_when_full=True)), ANN).join(BEN, NOW)
        assert change.after.status is RecruitmentStatus.CONFIRMED
        assert change.events[-1] == events.Confirmed(left_waiting=())

    def test_ends_at_the_closing_time(self) -> None:
        recruitment = posted()
        with pytest.raises(DomainError) as alone:
            recruitment.join(ANN, recruitment.closes_at)
        with pytest.raises(DomainError) as together:
            joined_by(recruitment, BEN).join(ANN, recruitment.closes_at)
        assert alone.value.code is ErrorCode.RECRUITMENT_EXPIRED
        assert together.value.code is ErrorCode.RECRUITMENT_CONFIRMED


class TestLeaving:
    def test_frees_the_seat(self) -> None:
        change = joined_by(posted(), ANN, BEN).leave(ANN, NOW)
        assert seated(change.after) == [AUTHOR, BEN]
        assert change.events == (events.Left(ANN),)

    def test_gives_the_seat_to_the_first_who_waits(self) -> None:
        full = joined_by(posted(meal(capacity=2)), ANN, BEN, CAT)
        change = full.leave(ANN, NOW)
        assert (seated(change.after), waiting(change.after)) == ([AUTHOR, BEN], [CAT])
        assert change.events == (events.Left(ANN), events.Promoted(BEN))

    def test_offers_the_seat_to_all_who_wait_shortly_before_closing(self) -> None:
        full = joined_by(posted(meal(capacity=2)), ANN, BEN, CAT)
        late = full.closes_at - OFFER_WINDOW
        change = full.leave(ANN, late)
        assert change.events == (events.Left(ANN), events.SeatOffered((BEN, CAT)))
        taken = change.after.join(CAT, late)
        assert (seated(taken.after), waiting(taken.after)) == ([AUTHOR, CAT], [BEN])

    def test_fills_up_again_and_confirms_where_that_was_wished(self) -> None:
        open_again = joined_by(posted(meal(capacity=2)), ANN, BEN)
        wished = replace(open_again, details=replace(open_again.details, confirm_when_full=True))
        assert wished.leave(ANN, NOW).after.status is RecruitmentStatus.CONFIRMED

    def test_the_waitlist_frees_no_seat(self) -> None:
        full = joined_by(posted(meal(capacity=2)), ANN, BEN)
        change = full.leave(BEN, NOW)
        assert change.events == (events.Left(BEN, from_waitlist=True),)
        assert waiting(change.after) == []

    def test_is_not_for_the_author_nor_for_strangers(self) -> None:
        with pytest.raises(DomainError) as author:
            posted().leave(AUTHOR, NOW)
        with pytest.raises(DomainError) as stranger:
            posted().leave(ANN, NOW)
        assert author.value.code is ErrorCode.AUTHOR_CANNOT_LEAVE
        assert stranger.value.code is ErrorCode.NOT_PARTICIPATING


class TestEditing:
    def test_says_what_changed_and_what_it_was(self) -> None:
        before = posted()
        change = before.edit(meal(places=(Place.SEOCHO,), title="국밥"), NOW)
        assert change.events == (events.Edited(before.details, frozenset({Detail.PLACES, Detail.TITLE})),)

    def test_of_nothing_changes_nothing(self) -> None:
        recruitment = posted()
        assert recruitment.edit(recruitment.details, NOW) == Change(recruitment, ())

    def test_cannot_go_below_who_is_in(self) -> None:
        with pytest.raises(DomainError) as error:
            joined_by(posted(), ANN, BEN).edit(meal(capacity=2), NOW)
        assert refusal(error) == (ErrorCode.CAPACITY_BELOW_PARTICIPANTS, Detail.CAPACITY)
        assert error.value.params == {"participants": 3}

    def test_moves_the_waitlist_up_when_it_grows(self) -> None:
        full = joined_by(posted(meal(capacity=2)), ANN, BEN, CAT, DAN)
        after = full.edit(meal(capacity=4), NOW).after
        assert (seated(after), waiting(after)) == ([AUTHOR, ANN, BEN, CAT], [DAN])

    def test_never_lifts_anonymity(self) -> None:
        hidden = posted(meal(anonymous=True))
        assert hidden.edit(meal(anonymous=False, title="초밥"), NOW).after.details.anonymous is True

    def test_wishing_to_confirm_when_full_while_full_confirms(self) -> None:
        full = joined_by(posted(meal(capacity=2)), ANN)
        change = full.edit(meal(capacity=2, confirm_when_full=True), NOW)
        assert change.after.status is RecruitmentStatus.CONFIRMED


class TestEnding:
    def test_confirming_needs_somebody_else(self) -> None:
        with pytest.raises(DomainError) as error:
            posted().confirm(NOW)
        assert error.value.code is ErrorCode.NOBODY_JOINED

    def test_confirming_ends_the_waitlist_and_tells_it(self) -> None:
        change = joined_by(posted(meal(capacity=2)), ANN, BEN).confirm(NOW)
        assert change.after.waitlist == ()
        assert change.events == (events.Confirmed(left_waiting=(BEN,)),)

    def test_cancelling_tells_everybody_but_who_did_it(self) -> None:
        change = joined_by(posted(meal(capacity=2)), ANN, BEN).cancel(AUTHOR)
        assert change.after.status is RecruitmentStatus.CANCELLED
        assert change.events == (events.Cancelled(told=(ANN, BEN)),)

    def test_an_admins_cancelling_tells_the_author(self) -> None:
        assert posted().cancel(DAN).events == (events.Cancelled(told=(AUTHOR,)),)

    def test_closing_before_its_time_changes_nothing(self) -> None:
        recruitment = joined_by(posted(), ANN)
        assert recruitment.close(recruitment.closes_at - timedelta(microseconds=1)) == Change(recruitment, ())

    def test_closing_confirms_two_and_expires_one(self) -> None:
        alone = posted()
        assert alone.close(alone.closes_at).after.status is RecruitmentStatus.EXPIRED
        assert joined_by(alone, ANN).close(alone.closes_at).after.status is RecruitmentStatus.CONFIRMED

    def test_expiring_tells_those_who_did_not_take_the_offered_seat(self) -> None:
        full = joined_by(posted(meal(capacity=2)), ANN, BEN)
        offered = full.leave(ANN, full.closes_at - timedelta(minutes=1)).after
        assert offered.close(full.closes_at).events == (events.Expired(left_waiting=(BEN,)),)

    @pytest.mark.parametrize(
        "ended", [RecruitmentStatus.CONFIRMED, RecruitmentStatus.EXPIRED, RecruitmentStatus.CANCELLED]
    )
    def test_is_final(self, ended: RecruitmentStatus) -> None:
        final: Recruitment = replace(joined_by(posted(), ANN), status=ended)
        attempts: list[Callable[[], Change]] = [
            lambda: final.join(BEN, NOW),
            lambda: final.leave(ANN, NOW),
            lambda: final.edit(meal(title="x"), NOW),
            lambda: final.confirm(NOW),
            lambda: final.cancel(AUTHOR),
        ]
        for attempt in attempts:
            with pytest.raises(DomainError) as error:
                attempt()
            assert error.value.code == f"recruitment_{ended.lower()}"
        assert final.close(final.closes_at) == Change(final, ())
        assert final.lose(ANN, NOW) == Change(final, ())


class TestGonePeople:
    def test_an_author_takes_the_recruitment_along(self) -> None:
        change = joined_by(posted(), ANN).lose(AUTHOR, NOW)
        assert change.after.status is RecruitmentStatus.CANCELLED
        assert change.events == (events.Cancelled(told=(ANN,)),)

    def test_a_participant_frees_the_seat(self) -> None:
        change = joined_by(posted(meal(capacity=2)), ANN, BEN).lose(ANN, NOW)
        assert seated(change.after) == [AUTHOR, BEN]

    def test_a_waiting_member_stops_waiting(self) -> None:
        assert waiting(joined_by(posted(meal(capacity=2)), ANN, BEN).lose(BEN, NOW).after) == []

    def test_a_stranger_changes_nothing(self) -> None:
        recruitment = posted()
        assert recruitment.lose(DAN, NOW) == Change(recruitment, ())
