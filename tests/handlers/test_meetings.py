"""What follows once people were brought together: somebody cannot come, all are reminded, and look back on it."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from domain.model.ids import MatchId
from domain.model.match import MatchStatus
from domain.model.people import DirectMessage
from domain.outbox import DeliveryKind, match_key
from domain.outgoing import Message, Obsolete, ToMember, ToThread
from tests.handlers import slack
from tests.handlers.test_notices import notices
from tests.handlers.world import ANN, BEN, CAT, DAN, EVE, World, body_of, buttons, said, spoken

HOME = {"id": "V0HOME", "type": "home", "callback_id": ""}


class TestWhoCannotCome:
    async def test_is_thanked_and_the_others_get_a_message_without_them(self, world: World) -> None:
        match = await world.brought_together(BEN, CAT)
        await world.click(BEN, "match_cannot_come", match.id)
        assert "전해 드렸어요" in spoken(await world.answer())
        outdated, new = await world.deliver(DeliveryKind.MATCH_DM)
        assert "새로 열린 대화" in spoken(outdated)
        assert buttons(outdated.content.blocks) == {}  # type: ignore[union-attr] # it was posted
        assert f"{BEN.lower()} 님은 사정이 생겨" in spoken(new)
        assert [member.slack_id for member in new.to.members] == [ANN, CAT]  # type: ignore[union-attr] # a group's
        assert "match_cannot_come" in buttons(new.content.blocks)  # type: ignore[union-attr]

    async def test_may_leave_the_other_alone_who_gets_a_way_on(self, world: World) -> None:
        match = await world.brought_together(BEN)
        await world.click(ANN, "match_cannot_come", match.id)
        (told,) = await notices(world)
        assert isinstance(told, Message)
        assert told.to == ToMember(world.member(BEN))
        assert "home_new_meal" in buttons(told.content.blocks)
        assert "취소됐어요" in spoken(await world.delivered(DeliveryKind.MATCH_DM))
        assert "마감" in spoken(await world.delivered(DeliveryKind.CARD))
        assert world.match.status is MatchStatus.CANCELLED

    async def test_is_told_plainly_why_it_does_not_go(self, world: World) -> None:
        match = await world.brought_together(BEN, CAT)
        await world.click(DAN, "match_cannot_come", match.id)
        assert "함께하기로 한 사람만" in spoken(await world.answer())
        await world.click(BEN, "match_cannot_come", match.id)
        await world.deliver()
        await world.click(BEN, "match_cannot_come", match.id)
        assert "이미 못 간다고" in spoken(await world.answer())
        world.clock.at = match.meets_at
        await world.click(CAT, "match_cannot_come", match.id)
        assert "만날 시간이 됐어요" in spoken(await world.answer())
        assert world.match.revision == 2

    async def test_can_say_so_from_the_history_too(self, world: World) -> None:
        match = await world.brought_together(BEN, CAT)
        await world.click(BEN, "home_history", view=HOME)
        view = slack.opened(world.modal)
        await world.click(BEN, "match_cannot_come", buttons(view["blocks"])["match_cannot_come"], view=view)
        assert "전해 드렸어요" in said(world.modal)
        assert world.member(BEN).id not in world.match.coming
        assert match.id == world.match.id

    @pytest.mark.parametrize("value", ["", "garbage", "00000000-0000-0000-0000-00000000ffff"])
    async def test_must_name_a_match(self, world: World, value: str) -> None:
        await world.brought_together(BEN)
        await world.click(BEN, "match_cannot_come", value)
        assert "찾을 수 없어요" in spoken(await world.answer())


async def test_opening_the_calendar_link_is_taken_note_of(world: World) -> None:
    match = await world.brought_together(BEN)
    shown = list(world.modals.shown)
    assert body_of(await world.click(BEN, "match_calendar", match.id)) is None
    assert world.modals.shown == shown
    assert world.asked_for(DeliveryKind.ANSWER) == []


class TestTheReminder:
    async def due(self, world: World) -> None:
        world.clock.at = world.match.meets_at - timedelta(minutes=10)
        await world.reminding.remind_due()

    async def test_stands_below_the_groups_message_and_mentions_who_wants_it(self, world: World) -> None:
        match = await world.brought_together(BEN, CAT)
        world.change_member(CAT, muted=frozenset({DirectMessage.REMINDERS}))
        await self.due(world)
        told = await world.delivered(DeliveryKind.REMINDER)
        assert isinstance(told, Message)
        assert told.to == ToThread(match_key(match.id, 1))
        assert (f"<@{BEN}>" in spoken(told), f"<@{CAT}>" in spoken(told)) == (True, False)
        assert f"{CAT.lower()} 님" in spoken(told)

    async def test_stands_where_the_group_is_by_now(self, world: World) -> None:
        match = await world.brought_together(BEN, CAT)
        await self.due(world)
        await world.click(CAT, "match_cannot_come", match.id)
        told = await world.delivered(DeliveryKind.REMINDER)
        assert told.to == ToThread(match_key(match.id, 2))  # type: ignore[union-attr] # it is one
        assert CAT not in spoken(told)

    async def test_is_not_sent_late_nor_of_what_is_off(self, world: World) -> None:
        match = await world.brought_together(BEN)
        await self.due(world)
        (delivery,) = world.asked_for(DeliveryKind.REMINDER)
        world.clock.at = match.meets_at
        assert await world.present(delivery, None) == Obsolete()
        world.clock.at -= timedelta(minutes=5)
        assert isinstance(await world.present(delivery, None), Message)
        await world.click(BEN, "match_cannot_come", match.id)
        assert await world.present(delivery, None) == Obsolete()

    async def test_is_said_once(self, world: World) -> None:
        await world.brought_together(BEN)
        await self.due(world)
        (delivery,) = world.asked_for(DeliveryKind.REMINDER)
        await world.deliver()
        posted = world.uow.kept.outbox[delivery.key].posted
        assert await world.present(delivery, posted) == Obsolete()

    async def test_comes_one_by_one_where_the_group_was_told_so_to_those_who_want_it(self, world: World) -> None:
        await world.brought_together(BEN, EVE)
        world.change_member(ANN, dm_channel_id=slack.CHANNEL)
        world.change_member(BEN, muted=frozenset({DirectMessage.REMINDERS}))
        await self.due(world)
        to_ann, to_ben, to_eve = await world.deliver(DeliveryKind.REMINDER)
        assert to_ben == Obsolete()
        assert [each.to for each in (to_ann, to_eve)] == [  # type: ignore[union-attr] # these are messages
            ToMember(world.member(ANN)),
            ToMember(world.member(EVE)),
        ]
        assert "almost time" in spoken(to_eve)


async def test_once_the_meeting_has_begun_the_groups_message_offers_nothing_more(world: World) -> None:
    match = await world.brought_together(BEN)
    world.clock.at = match.meets_at
    await world.reminding.begin_due()
    refreshed = await world.delivered(DeliveryKind.MATCH_DM)
    assert "2명이 함께하게 됐어요" in spoken(refreshed)
    assert buttons(refreshed.content.blocks) == {}  # type: ignore[union-attr] # it was posted


class TestTheHistory:
    @pytest.mark.parametrize("word", ["history", "기록"])
    async def test_is_a_word_of_the_command(self, world: World, word: str) -> None:
        await world.brought_together(BEN)
        answer = body_of(await world.command(BEN, word))
        assert f"👥 {ANN.lower()} 님" in answer["text"]
        assert "만날 예정" in answer["text"]
        world.clock.move(days=1)
        assert "지난 만남이에요" in body_of(await world.command(BEN, word))["text"]

    async def test_is_a_word_in_a_direct_message(self, world: World) -> None:
        await world.brought_together(BEN)
        await world.event("message", channel="D0ANN", channel_type="im", user=ANN, text="기록", ts="1.1")
        assert f"👥 {BEN.lower()} 님" in spoken(await world.delivered(DeliveryKind.REPLY))

    async def test_of_who_was_in_none_shows_how_to_begin(self, world: World) -> None:
        await world.brought_together(BEN)
        answer = body_of(await world.command(CAT, "기록"))
        assert "home_new_meal" in buttons(answer["blocks"])

    async def test_names_the_people_of_an_anonymous_one_to_each_other(self, world: World) -> None:
        await world.brought_together(BEN, words="밥 개포 12:30 치킨 외식 익명")
        assert BEN.lower() in body_of(await world.command(ANN, "기록"))["text"]
        assert BEN.lower() not in body_of(await world.command(EVE, "history"))["text"]

    async def test_turns_its_pages_in_place(self, world: World) -> None:
        await self.many(world, 7)
        await world.click(BEN, "home_history", ephemeral=True)
        first = await world.answer()
        await world.click(BEN, "history_page", buttons(first.content.blocks)["history_page"], ephemeral=True)
        second = await world.answer()
        assert second.to.replace_original  # type: ignore[union-attr]
        assert "6–7번째" in second.content.text
        assert "history_page" in buttons(second.content.blocks)

    async def test_in_the_app_home_is_a_modal_that_turns(self, world: World) -> None:
        await self.many(world, 7)
        await world.click(BEN, "home_history", view=HOME)
        assert world.modals.shown[-1].how == "open"
        view = slack.opened(world.modal)
        await world.click(BEN, "history_page", buttons(view["blocks"])["history_page"], view=view)
        assert (world.modals.shown[-1].how, "6–7번째" in said(world.modal)) == ("update", True)

    @pytest.mark.parametrize("value", ["garbage", "-5", "99999999", "²"])
    async def test_a_page_that_makes_no_sense_is_some_page(self, world: World, value: str) -> None:
        await world.brought_together(BEN)
        await world.click(BEN, "history_page", value)
        assert ANN.lower() in spoken(await world.answer())

    async def many(self, world: World, count: int) -> None:
        """As many as wished of one and the same group."""
        match = await world.brought_together(BEN)
        for number in range(1, count):
            again = replace(match, id=MatchId(UUID(int=9000 + number)), recruitment_id=None)
            world.uow.kept.matches.rows[again.id] = again
