from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from domain.model.ice_breakers import (
    COMMON,
    NOT_AGAIN_FOR,
    OF_CATEGORY,
    QUESTIONS,
    choose_question,
    question_of,
    questions_for,
)
from domain.model.ids import MatchId, MemberId
from domain.model.match import Attendance, Match, MatchMember, MatchStatus, Origin
from domain.model.timing import REMINDED_BEFORE_MEETING
from domain.outbox import Delivery, DeliveryKind
from domain.ports import Timer, TimerKind
from domain.use_cases.bringing_together import bring_together
from domain.use_cases.dropping_out import drop_out
from domain.vocabulary import Category, Place, WayOfEating
from tests.domain.examples import AUTHOR, NOW, WORKSPACE, meal, members
from tests.domain.stage import Stage

ANN, BEN, CAT = members(3)
TOMORROW = NOW + timedelta(days=1)
FOR_MEALS = questions_for(Category.MEAL)


def random_match(number: int, *who: MemberId, meets_at: datetime = NOW + timedelta(minutes=20)) -> Match:
    return Match(
        id=MatchId(UUID(int=number)),
        workspace_id=WORKSPACE,
        origin=Origin.RANDOM,
        category=Category.MEAL,
        meets_at=meets_at,
        places=(Place.GAEPO,),
        members=tuple(MatchMember(each) for each in who),
        matched_at=NOW,
        way_of_eating=WayOfEating.EATOUT,
    )


async def brought(stage: Stage, match: Match) -> tuple[Match, tuple[Delivery, ...]]:
    now = stage.clock.now()
    made = replace(match, matched_at=now)
    deliveries = await stage.uow.write(lambda tx: bring_together(tx, made, (), ids=stage.ids, now=now))
    return stage.uow.kept.matches.rows[match.id], deliveries


class TestBringingTogether:
    async def test_gives_the_match_a_question_and_a_token_of_its_own(self, stage: Stage) -> None:
        (one, deliveries), (other, _) = [await brought(stage, random_match(n, ANN, BEN)) for n in (1001, 1002)]
        assert [(each.kind, each.subject) for each in deliveries] == [(DeliveryKind.MATCH_DM, str(one.id))]
        assert one.question in FOR_MEALS
        assert one.calendar_token
        assert one.calendar_token != other.calendar_token

    async def test_reminds_ten_minutes_before_the_meeting(self, stage: Stage) -> None:
        match, _ = await brought(stage, random_match(1001, ANN, BEN))
        due = Timer(TimerKind.REMIND, match.id, match.meets_at - REMINDED_BEFORE_MEETING)
        assert stage.uow.kept.timers[TimerKind.REMIND, match.id] == due

    async def test_does_not_remind_who_hears_of_it_ten_minutes_before(self, stage: Stage) -> None:
        match, _ = await brought(stage, random_match(1001, ANN, BEN, meets_at=NOW + REMINDED_BEFORE_MEETING))
        assert [kind for kind, subject in stage.uow.kept.timers if subject == match.id] == [TimerKind.BEGIN]

    async def test_as_late_as_the_meeting_leaves_a_quarter_of_an_hour_to_answer(self, stage: Stage) -> None:
        match, _ = await brought(stage, random_match(1001, ANN, BEN, meets_at=NOW))
        assert match.is_ahead(NOW + timedelta(minutes=14))
        assert not match.is_ahead(NOW + timedelta(minutes=15))
        due = {kind: timer.due_at for (kind, subject), timer in stage.uow.kept.timers.items() if subject == match.id}
        assert due == {TimerKind.BEGIN: NOW + timedelta(minutes=15)}

    async def test_is_what_a_confirmed_recruitment_does(self, stage: Stage) -> None:
        recruitment = await stage.post(meal(meets_at=TOMORROW))
        await stage.join(recruitment, ANN)
        await stage.recruiting.confirm(stage.wish(AUTHOR), recruitment.id)
        (match,) = stage.uow.kept.matches.rows.values()
        assert match.question is not None
        assert (TimerKind.REMIND, match.id) in stage.uow.kept.timers
        assert sum(score.points for score in stage.uow.kept.matches.scores) == 52


class TestIceBreakers:
    async def test_two_people_are_asked_nothing_twice_within_a_month(self, stage: Stage) -> None:
        numbers = []
        for number in range(len(FOR_MEALS)):
            match, _ = await brought(
                stage, random_match(5000 + number * len(FOR_MEALS), ANN, BEN, MemberId(3 + number % 3))
            )
            numbers.append(match.question)
            stage.clock.move(hours=6)
        assert len(set(numbers)) == len(numbers)

    async def test_when_all_were_asked_the_one_of_longest_ago_comes_again(self, stage: Stage) -> None:
        first, _ = await brought(stage, random_match(5000, ANN, BEN))
        for number in range(1, len(FOR_MEALS)):
            stage.clock.move(minutes=1)
            await brought(stage, random_match(5000 + number, ANN, BEN))
        again, _ = await brought(stage, random_match(9000, ANN, BEN))
        assert again.question == first.question

    async def test_what_others_were_asked_does_not_matter_nor_what_was_long_ago(self, stage: Stage) -> None:
        one, _ = await brought(stage, random_match(1001, ANN, BEN))
        other, _ = await brought(stage, random_match(1001 + 2 * len(FOR_MEALS), ANN, CAT))
        stage.clock.move(days=NOT_AGAIN_FOR.days)
        late, _ = await brought(stage, random_match(1001 + 3 * len(FOR_MEALS), ANN, BEN))
        assert one.question == other.question == late.question

    @given(st.uuids(version=4), st.sets(st.sampled_from(FOR_MEALS)))
    def test_are_the_same_for_the_same_match_and_new_while_any_is(self, match_id: UUID, asked: set[int]) -> None:
        match = replace(random_match(1, ANN, BEN), id=MatchId(match_id))
        known = {number: NOW + timedelta(minutes=number) for number in asked}
        chosen = choose_question(match, known)
        assert chosen == choose_question(match, known)
        assert chosen in FOR_MEALS
        assert chosen not in asked or len(asked) == len(FOR_MEALS)

    def test_are_each_for_everybody_or_for_one_category(self) -> None:
        ranges = (COMMON, *OF_CATEGORY.values())
        assert sorted(number for each in ranges for number in each) == list(QUESTIONS)
        assert set(OF_CATEGORY) == set(Category)

    def test_of_a_match_from_before_they_were_kept_is_found_by_its_id(self) -> None:
        assert question_of(random_match(7, ANN, BEN)) == 2


class TestDroppingOut:
    async def test_of_all_but_one_ends_its_timers(self, stage: Stage) -> None:
        match, _ = await brought(stage, random_match(1001, ANN, BEN))
        await stage.uow.write(lambda tx: drop_out(tx, match.id, ANN, Attendance.CANNOT_COME, now=NOW))
        assert stage.uow.kept.matches.rows[match.id].status is MatchStatus.CANCELLED
        assert not stage.uow.kept.timers
