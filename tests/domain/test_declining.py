from dataclasses import replace

import pytest

from domain.errors import DomainError, ErrorCode
from domain.model.ids import MatchId
from domain.model.match import Attendance, Match, MatchStatus
from domain.model.people import Actor
from domain.outbox import DeliveryKind, Notice, Urgency, match_key
from domain.ports import TimerKind
from domain.use_cases.wishes import AlreadyHandled, Outcome
from tests.domain.examples import AUTHOR, members
from tests.domain.stage import ELSEWHERE, Stage

ANN, BEN, CAT = members(3)


def now_of(stage: Stage, match: Match) -> Match:
    return stage.uow.kept.matches.rows[match.id]


async def refused(stage: Stage, match_id: MatchId, member: int) -> ErrorCode:
    with pytest.raises(DomainError) as refusal:
        await stage.declining.cannot_come(stage.wish(member), match_id)  # type: ignore[arg-type] # a member's number
    return refusal.value.code


class TestWhoCannotCome:
    async def test_leaves_the_others_together_in_a_conversation_of_their_own(self, stage: Stage) -> None:
        match = await stage.confirmed(ANN, BEN)
        stage.empty_outbox()
        await stage.declining.cannot_come(stage.wish(ANN), match.id)
        assert now_of(stage, match).coming == (AUTHOR, BEN)
        assert now_of(stage, match).those(Attendance.CANNOT_COME) == (ANN,)
        told = {each.key: each.urgency for each in stage.outbox(DeliveryKind.MATCH_DM)}
        assert told == {match_key(match.id, 1): Urgency.REFRESH, match_key(match.id, 2): Urgency.GROUP}
        assert (TimerKind.REMIND, match.id) in stage.uow.kept.timers

    async def test_has_the_recruitments_message_say_who_still_goes(self, stage: Stage) -> None:
        match = await stage.confirmed(ANN, BEN)
        stage.empty_outbox()
        await stage.declining.cannot_come(stage.wish(ANN), match.id)
        assert [each.subject for each in stage.outbox(DeliveryKind.CARD)] == [str(match.recruitment_id)]

    async def test_may_be_the_author_too(self, stage: Stage) -> None:
        match = await stage.confirmed(ANN, BEN)
        await stage.declining.cannot_come(stage.wish(AUTHOR), match.id)
        assert now_of(stage, match).coming == (ANN, BEN)

    async def test_leaves_one_alone_who_is_told_that_it_is_off(self, stage: Stage) -> None:
        match = await stage.confirmed(ANN)
        stage.empty_outbox()
        await stage.declining.cannot_come(stage.wish(AUTHOR), match.id)
        assert now_of(stage, match).status is MatchStatus.CANCELLED
        assert stage.notices() == [(Notice.GROUP_FELL_APART, ANN)]
        assert (TimerKind.REMIND, match.id) not in stage.uow.kept.timers

    async def test_has_every_conversation_there_was_told_that_it_is_off(self, stage: Stage) -> None:
        match = await stage.confirmed(ANN, BEN)
        await stage.declining.cannot_come(stage.wish(BEN), match.id)
        stage.empty_outbox()
        await stage.declining.cannot_come(stage.wish(ANN), match.id)
        told = [(each.key, each.urgency) for each in stage.outbox(DeliveryKind.MATCH_DM)]
        assert told == [(match_key(match.id, revision), Urgency.REFRESH) for revision in (1, 2)]

    async def test_hears_that_the_others_were_told(self, stage: Stage) -> None:
        match = await stage.confirmed(ANN, BEN)
        await stage.declining.cannot_come(stage.wish(BEN), match.id)
        answer = stage.outbox(DeliveryKind.ANSWER)[-1]
        assert (answer.member, answer.subject, answer.params["outcome"]) == (BEN, str(match.id), Outcome.CANNOT_COME)

    async def test_says_so_once(self, stage: Stage) -> None:
        match = await stage.confirmed(ANN, BEN)
        wish = stage.wish(ANN, key="click:once")
        await stage.declining.cannot_come(wish, match.id)
        with pytest.raises(AlreadyHandled):
            await stage.declining.cannot_come(wish, match.id)
        assert await refused(stage, match.id, ANN) is ErrorCode.ALREADY_NOT_COMING
        assert now_of(stage, match).revision == 2

    async def test_must_be_of_it(self, stage: Stage) -> None:
        match = await stage.confirmed(ANN, BEN)
        assert await refused(stage, match.id, CAT) is ErrorCode.NOT_MATCH_MEMBER
        foreign = replace(stage.wish(ANN), actor=Actor(ELSEWHERE, stage.actor(ANN).member))
        with pytest.raises(DomainError) as refusal:
            await stage.declining.cannot_come(foreign, match.id)
        assert refusal.value.code is ErrorCode.NOT_FOUND
        assert now_of(stage, match) == match

    async def test_is_told_so_when_it_is_off_already(self, stage: Stage) -> None:
        match = await stage.confirmed(ANN)
        await stage.declining.cannot_come(stage.wish(ANN), match.id)
        assert await refused(stage, match.id, AUTHOR) is ErrorCode.MATCH_CANCELLED
        assert await refused(stage, match.id, ANN) is ErrorCode.ALREADY_NOT_COMING

    async def test_comes_too_late_once_the_meeting_has_begun(self, stage: Stage) -> None:
        match = await stage.confirmed(ANN, BEN)
        stage.clock.at = match.meets_at
        assert await refused(stage, match.id, ANN) is ErrorCode.MEETING_BEGAN
