from dataclasses import replace
from datetime import timedelta

import pytest

from domain.errors import DomainError, ErrorCode
from domain.outbox import PostedMessage, match_key
from domain.use_cases.meetings import HISTORY_PAGE
from tests.domain.examples import AUTHOR, NOW, meal, members
from tests.domain.stage import Stage
from tests.domain.test_reminding import told_in

ANN, BEN = members(2)


class TestMeetings:
    async def test_of_a_member_come_newest_first_and_a_page_at_a_time(self, stage: Stage) -> None:
        made = [await stage.confirmed(ANN, details=meal(meets_at=NOW + timedelta(hours=hour))) for hour in range(1, 8)]
        first, second, past_the_end = [
            await stage.meetings.history(stage.actor(ANN), offset) for offset in (0, HISTORY_PAGE, 1000)
        ]
        assert first.total == len(made)
        assert [each.match.id for each in (*first.items, *second.items)] == [one.id for one in reversed(made)]
        assert past_the_end == second

    async def test_of_somebody_who_was_in_none_are_none(self, stage: Stage) -> None:
        await stage.confirmed(ANN)
        page = await stage.meetings.history(stage.actor(BEN))
        assert (page.total, tuple(page.items)) == (0, ())

    async def test_stay_in_the_history_of_who_could_not_come(self, stage: Stage) -> None:
        match = await stage.confirmed(ANN, BEN)
        await stage.declining.cannot_come(stage.wish(ANN), match.id)
        (row,) = (await stage.meetings.history(stage.actor(ANN))).items
        assert row.match.coming == (AUTHOR, BEN)
        assert ANN in row.people

    async def test_have_a_message_where_they_have_a_conversation(self, stage: Stage) -> None:
        match = await stage.confirmed(ANN)
        assert (await stage.meetings.group(match.id)).posted is None
        told_in(stage, match, "G1")
        assert (await stage.meetings.group(match.id)).posted == PostedMessage(match_key(match.id, 1), "G1", "1.1")
        ann = stage.uow.kept.members[ANN]
        stage.uow.kept.members[ANN] = replace(ann, dm_channel_id="G1")
        assert (await stage.meetings.group(match.id)).posted is None

    async def test_are_found_by_their_calendar_token_alone(self, stage: Stage) -> None:
        match = await stage.confirmed(ANN)
        assert match.calendar_token is not None
        assert (await stage.meetings.calendar(match.calendar_token)).match == match
        with pytest.raises(DomainError) as refusal:
            await stage.meetings.calendar("0" * 32)
        assert refusal.value.code is ErrorCode.NOT_FOUND
