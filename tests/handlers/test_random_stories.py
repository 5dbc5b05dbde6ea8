"""Waiting in the random pool: going, status, and what everybody is told meanwhile."""

from dataclasses import replace

import pytest

from domain.model.application import Suggestion
from domain.model.conditions import Concession, Condition
from domain.model.people import DirectMessage
from domain.outbox import DeliveryKind, Notice
from domain.outgoing import Message, Obsolete, ToChannel, ToMember
from domain.vocabulary import Category, Place
from tests.handlers import slack
from tests.handlers.random_people import application_of, apply, sweep
from tests.handlers.world import ANN, BEN, CAT, EVE, World, body_of, buttons, said, spoken


class TestGoing:
    @pytest.mark.parametrize("word", ["cancel", "취소", "취소 밥"])
    async def test_cancel_takes_back_what_waits(self, world: World, word: str) -> None:
        await apply(world, ANN)
        answer = body_of(await world.command(ANN, word))
        assert "취소했어요" in answer["text"]
        assert not application_of(world, ANN).is_waiting
        assert not world.asked_for(DeliveryKind.ANSWER), "it was answered at once"

    async def test_with_nothing_to_take_back_my_posts_are_listed(self, world: World) -> None:
        await world.post(ANN)
        await apply(world, ANN)
        answer = body_of(await world.command(ANN, "취소 공부"))
        assert application_of(world, ANN).is_waiting
        assert "취소할 랜덤 매칭도, 모집도 없어요" in answer["text"]

    async def test_who_was_matched_already_is_led_to_where_they_can_say_so(self, world: World) -> None:
        await apply(world, ANN)
        await apply(world, BEN)
        await sweep(world)
        await world.deliver()
        answer = body_of(await world.command(ANN, "취소"))
        assert "대화 보러 가기" in answer["text"]
        assert "못 가게 됐다면" in answer["text"]

    async def test_in_the_modal_it_shows_at_once_what_became_of_it(self, world: World) -> None:
        view = await apply(world, ANN)
        await world.click(ANN, "random_cancel", application_of(world, ANN).id, view=slack.opened(view))
        assert world.modals.shown[-1].how == "update"
        assert "취소했어요" in said(world.modal)

    async def test_nobody_elses(self, world: World) -> None:
        await apply(world, ANN)
        await world.click(BEN, "random_cancel", application_of(world, ANN).id)
        assert "기다리고 있는 랜덤 매칭이 없어요" in spoken(await world.answer())
        assert application_of(world, ANN).is_waiting

    @pytest.mark.parametrize("value", [None, "", "7", "00000000-0000-0000-0000-000000000007"])
    @pytest.mark.parametrize("action", ["random_cancel", "random_extend", "random_relax"])
    async def test_what_names_nothing_is_said_plainly(self, world: World, action: str, value: str | None) -> None:
        await world.click(ANN, action, value)
        answer = await world.answer()
        assert "기다리고 있는 랜덤 매칭이 없어요" in spoken(answer)
        assert "random_open" in buttons(answer.content.blocks)

    async def test_whoever_was_matched_meanwhile_is_told_so(self, world: World) -> None:
        await apply(world, ANN)
        await apply(world, BEN)
        await sweep(world)
        await world.click(ANN, "random_cancel", application_of(world, ANN).id)
        assert "이미 매칭됐어요" in spoken(await world.answer())

    async def test_joining_what_meets_soon_says_that_the_wait_has_ended(self, world: World) -> None:
        await apply(world, ANN)
        posted = await world.post(BEN)
        await world.click(ANN, "recruitment_join", posted.id)
        assert "랜덤 매칭 신청은 취소해 뒀어요" in spoken(await world.answer())

    async def test_joining_near_a_random_meeting_names_it_and_asks(self, world: World) -> None:
        await apply(world, ANN)
        await apply(world, CAT)
        await sweep(world)
        posted = await world.post(BEN, "밥 서초 11:40 마라탕 4명 외식")
        await world.click(ANN, "recruitment_join", posted.id)
        answer = await world.answer()
        assert "개포 · 점심 · 배달" in spoken(answer)
        assert buttons(answer.content.blocks)["recruitment_join_anyway"] == str(posted.id)


class TestStatus:
    @pytest.mark.parametrize("word", ["status", "상태"])
    async def test_it_shows_what_waits_with_its_buttons(self, world: World, word: str) -> None:
        await apply(world, ANN)
        await apply(world, BEN)
        answer = body_of(await world.command(ANN, word))
        assert "1명이 더 기다리고 있어요" in answer["text"]
        assert {"random_cancel", "random_extend", "random_to_recruitment"} <= set(buttons(answer["blocks"]))

    async def test_nothing_waits(self, world: World) -> None:
        answer = body_of(await world.command(ANN, "상태"))
        assert "기다리고 있는 랜덤 매칭이 없어요" in answer["text"]
        assert "home_random" in buttons(answer["blocks"])

    async def test_the_home_shows_it_and_how_many_wait(self, world: World) -> None:
        await apply(world, ANN)
        await world.event("app_home_opened", user=ANN, tab="home", channel="D0ANN")
        (home, *_) = await world.deliver(DeliveryKind.HOME)
        shown = said(home)
        assert "내 랜덤 매칭" in shown
        assert "밥트너 1명" in shown
        assert str(application_of(world, ANN).id) in shown

    async def test_the_last_choice_is_one_tap_away_in_status_and_home(self, world: World) -> None:
        await apply(world, ANN)
        await world.click(ANN, "random_cancel", application_of(world, ANN).id)
        answer = body_of(await world.command(ANN, "상태"))
        assert buttons(answer["blocks"])["random_quick"] == "MEAL"
        await world.event("app_home_opened", user=ANN, tab="home", channel="D0ANN")
        (home, *_) = await world.deliver(DeliveryKind.HOME)
        assert "지난번 그대로 밥트너" in said(home)

    async def test_waiting_longer_says_until_when(self, world: World) -> None:
        await apply(world, ANN)
        world.clock.move(minutes=20)
        await world.click(ANN, "random_extend", application_of(world, ANN).id)
        assert "7/2 목 12:00" in spoken(await world.answer())


class TestMessages:
    async def test_the_story_is_one_message_that_is_edited(self, world: World) -> None:
        await apply(world, ANN)
        (waiting,) = await world.deliver(DeliveryKind.APPLICATION)
        assert "나 혼자 기다리고 있어요" in spoken(waiting)
        assert isinstance(waiting, Message)
        assert waiting.to == ToMember(world.member(ANN))
        await apply(world, BEN)
        await sweep(world)
        await world.deliver(DeliveryKind.MATCH_DM)
        first, _ = await world.deliver(DeliveryKind.APPLICATION)
        assert "대화 보러 가기" in spoken(first)

    async def test_who_finds_nobody_is_left_with_next_steps(self, world: World) -> None:
        await apply(world, ANN)
        await world.deliver()
        await sweep(world, minutes=30)
        (ended,) = await world.deliver(DeliveryKind.APPLICATION)
        assert "함께할 분을 찾지 못했어요" in spoken(ended)
        assert isinstance(ended, Message)
        assert buttons(ended.content.blocks) == {
            "random_quick": "MEAL",
            "random_to_recruitment": str(application_of(world, ANN).id),
        }

    async def test_whose_group_fell_apart_reads_so(self, world: World) -> None:
        await apply(world, ANN)
        await apply(world, BEN)
        await sweep(world)
        await world.deliver()
        (match,) = world.uow.kept.matches.rows
        await world.click(BEN, "match_cannot_come", match)
        stories = {spoken(each) for each in await world.deliver(DeliveryKind.APPLICATION)}
        assert any("못 간다고 알렸어요" in story for story in stories)
        assert any("함께할 분을 찾고 있어요" in story for story in stories), "who is left waits again"

    async def test_each_in_their_own_language(self, world: World) -> None:
        await apply(world, EVE, "random")
        (waiting,) = await world.deliver(DeliveryKind.APPLICATION)
        assert "You are the only one waiting" in spoken(waiting)

    async def test_a_suggestion_is_one_button(self, world: World) -> None:
        await self._suggested(world)
        (told,) = await world.deliver(DeliveryKind.SUGGESTION)
        assert "서초도 괜찮으면 지금 1명과 매칭돼요" in spoken(told)
        await world.click(ANN, "random_relax", application_of(world, ANN).id)
        assert application_of(world, ANN).conditions.places == (Place.SEOCHO, Place.GAEPO)
        (over,) = await world.deliver(DeliveryKind.SUGGESTION)
        assert "서초도 괜찮다고 했어요" in spoken(over)

    async def test_who_wants_no_hints_gets_none(self, world: World) -> None:
        world.change_member(ANN, muted=frozenset({DirectMessage.HINTS}))
        await self._suggested(world)
        (untold,) = await world.deliver(DeliveryKind.SUGGESTION)
        assert isinstance(untold, Obsolete)

    async def test_a_suggestion_that_is_over_before_it_was_told_is_not(self, world: World) -> None:
        await self._suggested(world)
        await world.click(ANN, "random_cancel", application_of(world, ANN).id)
        (untold,) = await world.deliver(DeliveryKind.SUGGESTION)
        assert isinstance(untold, Obsolete)

    async def test_the_board_has_no_names_and_one_button(self, world: World) -> None:
        await apply(world, ANN)
        await sweep(world, minutes=2)
        (board,) = await world.deliver(DeliveryKind.BOARD)
        assert isinstance(board, Message)
        assert board.to == ToChannel(slack.CHANNEL)
        assert "점심* 같이 먹을 사람을 찾고 있어요 (1명)" in spoken(board)
        assert ANN not in said(board)
        assert buttons(board.content.blocks) == {"random_quick": "MEAL"}

    async def test_it_is_closed_when_nobody_waits(self, world: World) -> None:
        await apply(world, ANN)
        await sweep(world, minutes=2)
        await world.deliver(DeliveryKind.BOARD)
        await world.click(ANN, "random_cancel", application_of(world, ANN).id)
        await sweep(world)
        (board,) = await world.deliver(DeliveryKind.BOARD)
        assert "마감됐어요" in spoken(board)

    async def test_a_board_that_nobody_saw_need_not_be_closed(self, world: World) -> None:
        await apply(world, ANN)
        await sweep(world, minutes=2)
        await world.click(ANN, "random_cancel", application_of(world, ANN).id)
        await sweep(world)
        (unseen,) = await world.deliver(DeliveryKind.BOARD)
        assert isinstance(unseen, Obsolete)
        assert "마감됐어요" in spoken(unseen.if_out or unseen)

    async def test_a_new_post_that_fits_is_offered(self, world: World) -> None:
        await apply(world, ANN)
        await sweep(world)
        posted = await world.post(BEN)
        await sweep(world)
        (offer,) = await world.deliver(DeliveryKind.NOTICE)
        assert isinstance(offer, Message)
        assert buttons(offer.content.blocks) == {"recruitment_join": str(posted.id)}
        await world.click(ANN, "recruitment_join", posted.id)
        assert world.seated() == [BEN, ANN]

    @pytest.mark.parametrize("over", ["taken back", "joined", "full", "blocked"])
    async def test_an_offer_that_is_over_before_it_was_told_is_not(self, world: World, over: str) -> None:
        await apply(world, ANN)
        await sweep(world)
        posted = await world.post(BEN, "밥 개포 12:30 치킨 2명 외식")
        await sweep(world)
        match over:
            case "taken back":
                await world.click(ANN, "random_cancel", application_of(world, ANN).id)
            case "joined":
                await world.click(ANN, "recruitment_join", posted.id)
            case "full":
                await world.click(CAT, "recruitment_join", posted.id)
            case _:
                ann, ben = world.member(ANN).id, world.member(BEN).id
                await world.uow.write(lambda tx: tx.blocks.replace(ben, {ann}, world.clock.now()))
        offers = [each for each in world.asked_for(DeliveryKind.NOTICE) if each.params["notice"] == Notice.OFFERED]
        assert [await world.present(each, None) for each in offers] == [Obsolete()]

    async def _suggested(self, world: World) -> None:
        await apply(world, ANN)
        world.clock.move(minutes=1)
        await apply(world, CAT, places=slack.options("SEOCHO"))
        applied = application_of(world, ANN)
        suggestion = Suggestion(Concession(Condition.PLACES, Place.SEOCHO), 1)
        assert applied.category is Category.MEAL
        await sweep(world, minutes=9)
        suggested = application_of(world, ANN)
        assert replace(suggested, left_because=None) == replace(
            applied.suggest(suggestion, world.clock.now()), left_because=None
        )
