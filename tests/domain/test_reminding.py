from dataclasses import replace
from datetime import timedelta

from domain.model.match import Match
from domain.model.timing import REMINDED_BEFORE_MEETING
from domain.outbox import DeliveryKind, PostedMessage, match_key, reminder_key
from tests.domain.examples import AUTHOR, meal, members
from tests.domain.stage import Stage

ANN, BEN = members(2)


def told_in(stage: Stage, match: Match, channel_id: str) -> None:
    """The group's message is out, in this conversation."""
    outbox, key = stage.uow.kept.outbox, match_key(match.id, match.revision)
    outbox[key] = replace(outbox[key], posted=PostedMessage(key, channel_id, "1.1"))


def reminders(stage: Stage) -> list[str]:
    return [each.key for each in stage.outbox(DeliveryKind.REMINDER)]


def ten_minutes_before(stage: Stage, match: Match) -> None:
    stage.clock.at = match.meets_at - REMINDED_BEFORE_MEETING


class TestReminding:
    async def test_is_done_once_ten_minutes_before_the_meeting(self, stage: Stage) -> None:
        match = await stage.confirmed(ANN, BEN)
        stage.clock.at = match.meets_at - REMINDED_BEFORE_MEETING - timedelta(microseconds=1)
        assert await stage.reminding.remind_due() == 0
        ten_minutes_before(stage, match)
        assert await stage.reminding.remind_due() == 1
        assert reminders(stage) == [reminder_key(match.id)]
        assert await stage.reminding.remind_due() == 0
        assert stage.uow.kept.outbox[reminder_key(match.id)].generation == 1

    async def test_is_of_no_use_once_the_meeting_has_begun(self, stage: Stage) -> None:
        late, in_time = (
            await stage.confirmed(ANN),
            await stage.confirmed(BEN, details=meal(meets_at=stage.clock.now() + timedelta(hours=9))),
        )
        stage.clock.at = late.meets_at
        assert await stage.reminding.remind_due() == 1
        assert reminders(stage) == []
        ten_minutes_before(stage, in_time)
        await stage.reminding.remind_due()
        (delivery,) = stage.outbox(DeliveryKind.REMINDER)
        assert delivery.expires_at == in_time.meets_at

    async def test_is_not_done_of_a_meeting_that_is_off(self, stage: Stage) -> None:
        match = await stage.confirmed(ANN)
        await stage.declining.cannot_come(stage.wish(ANN), match.id)
        ten_minutes_before(stage, match)
        assert await stage.reminding.remind_due() == 0
        assert reminders(stage) == []

    async def test_is_not_asked_for_by_a_match_that_is_no_more(self, stage: Stage) -> None:
        match = await stage.confirmed(ANN)
        del stage.uow.kept.matches.rows[match.id]
        ten_minutes_before(stage, match)
        assert await stage.reminding.remind_due() == 1
        assert (reminders(stage), await stage.reminding.remind_due()) == ([], 0)

    async def test_of_a_group_with_a_conversation_is_one_message(self, stage: Stage) -> None:
        match = await stage.confirmed(ANN, BEN)
        told_in(stage, match, "G1")
        ten_minutes_before(stage, match)
        await stage.reminding.remind_due()
        assert reminders(stage) == [reminder_key(match.id)]

    async def test_of_a_group_that_was_told_one_by_one_is_done_one_by_one(self, stage: Stage) -> None:
        match = await stage.confirmed(ANN, BEN)
        await stage.outcomes.dm_channel(AUTHOR, "D1")
        told_in(stage, match, "D1")
        ten_minutes_before(stage, match)
        await stage.reminding.remind_due()
        assert reminders(stage) == [reminder_key(match.id, each) for each in (AUTHOR, ANN, BEN)]

    async def test_catches_up_with_more_than_a_batch(self, stage: Stage) -> None:
        stage.lift_limits()
        matches = [await stage.confirmed(ANN) for _ in range(60)]
        ten_minutes_before(stage, matches[0])
        assert [await stage.reminding.remind_due() for _ in range(3)] == [50, 10, 0]


class TestTheBeginning:
    async def test_has_the_groups_message_refreshed_once(self, stage: Stage) -> None:
        match = await stage.confirmed(ANN, BEN)
        stage.empty_outbox()
        stage.clock.at = match.meets_at
        assert await stage.reminding.begin_due() == 1
        assert [each.key for each in stage.outbox(DeliveryKind.MATCH_DM)] == [match_key(match.id, 1)]
        assert await stage.reminding.begin_due() == 0

    async def test_is_that_of_those_who_are_left(self, stage: Stage) -> None:
        match = await stage.confirmed(ANN, BEN)
        await stage.declining.cannot_come(stage.wish(BEN), match.id)
        stage.empty_outbox()
        stage.clock.at = match.meets_at
        await stage.reminding.begin_due()
        assert [each.key for each in stage.outbox(DeliveryKind.MATCH_DM)] == [match_key(match.id, 2)]

    async def test_of_a_meeting_that_is_off_never_comes(self, stage: Stage) -> None:
        match = await stage.confirmed(ANN)
        await stage.declining.cannot_come(stage.wish(ANN), match.id)
        stage.clock.at = match.meets_at
        assert await stage.reminding.begin_due() == 0
