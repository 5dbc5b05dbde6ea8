"""The random pool by command, button, form and direct message."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.matching.greedy import greedy
from domain.matching.pool import Pool
from domain.model.application import Application, Suggestion
from domain.model.conditions import ANY_SIZE, Concession, Condition
from domain.model.people import DirectMessage
from domain.outbox import DeliveryKind
from domain.outgoing import Message, Obsolete, ToChannel, ToMember
from domain.pool import Solved
from domain.use_cases.sweeping.sweep import Sweeping
from domain.vocabulary import Category, Place, WayOfEating
from tests.fakes import Ids
from tests.handlers import slack
from tests.handlers.world import ANN, BEN, CAT, EVE, World, body_of, buttons, said, spoken

GAEPO = {"places": slack.options("GAEPO")}


class PlainSolver:
    async def solve(self, pool: Pool) -> Solved:
        return Solved(greedy(pool), 1)


async def sweep(world: World, **moved: float) -> None:
    world.clock.move(**moved)
    ids = Ids(given=1000 + world.uow.commits * 100)
    pause = timedelta(seconds=5)
    await Sweeping(world.uow, world.clock, ids, PlainSolver(), pause, pause).sweep_due()


async def apply(world: World, user: str, words: str = "랜덤", **entered: Any) -> Mapping[str, Any]:
    """As people apply: the command, the form, its submission. What the modal shows then."""
    await world.command(user, words)
    body = body_of(await world.submit(user, slack.opened(world.modal, {**GAEPO, **entered})))
    view: Mapping[str, Any] = body["view"]
    return view


def application_of(world: World, user: str) -> Application:
    member = world.member(user).id
    own = [one for one in world.uow.kept.applications.rows.values() if one.member == member]
    return max(own, key=lambda one: one.applied_at)


def initial(view: Mapping[str, Any]) -> dict[str, Any]:
    """What the form begins with, by field."""
    state = slack.opened(view)["state"]["values"]
    return {field: _value(each[field]) for field, each in state.items()}


def _value(state: Mapping[str, Any]) -> Any:
    if "selected_options" in state:
        return [each["value"] for each in state["selected_options"]]
    return state["selected_option"]["value"] if "selected_option" in state else None


class TestTheForm:
    @pytest.mark.parametrize("word", ["random", "랜덤", "랜덤 밥", "밥 랜덤"])
    async def test_the_first_time_no_place_is_ticked_and_everything_else_is(self, world: World, word: str) -> None:
        await world.command(ANN, word)
        assert world.modal["callback_id"] == "random_apply"
        assert initial(world.modal) == {
            "category": "MEAL",
            "places": None,
            "ways_of_eating": ["DELIVERY", "EATOUT", "TAKEOUT"],
            "group_size": "any",
        }

    async def test_then_it_is_the_last_choice(self, world: World) -> None:
        await apply(world, ANN, ways_of_eating=slack.options("TAKEOUT"), group_size=slack.option("3"))
        await world.click(ANN, "random_cancel", application_of(world, ANN).id)
        await world.command(ANN, "랜덤")
        assert initial(world.modal) == {
            "category": "MEAL",
            "places": ["GAEPO"],
            "ways_of_eating": ["TAKEOUT"],
            "group_size": "3",
        }

    async def test_what_is_typed_goes_before_that(self, world: World) -> None:
        await world.command(ANN, "랜덤 서초 배달 2명")
        form = initial(world.modal)
        assert (form["places"], form["ways_of_eating"], form["group_size"]) == (["SEOCHO"], ["DELIVERY"], "2")

    async def test_study_asks_what_is_studied(self, world: World) -> None:
        await world.command(ANN, "랜덤 공부")
        assert initial(world.modal)["study_types"] == ["INNER_CIRCLE", "NOT_INNER_CIRCLE"]

    async def test_it_follows_the_category_and_keeps_the_places(self, world: World) -> None:
        await world.command(ANN, "랜덤")
        entered = {**GAEPO, "category": slack.option("STUDY"), "group_size": slack.option("2")}
        view = slack.opened(world.modal, entered)
        await world.click(ANN, "category", None, view=view)
        form = initial(world.modal)
        assert (form["category"], form["places"], form["group_size"]) == ("STUDY", ["GAEPO"], "2")
        assert "study_types" in form

    async def test_it_says_how_many_wait_whoever_they_are(self, world: World) -> None:
        await world.command(BEN, "랜덤")
        assert "지금 기다리는 사람은 없어요" in said(world.modal)
        await apply(world, ANN)
        await world.command(BEN, "랜덤")
        assert "1명이 기다리고 있어요" in said(world.modal)

    async def test_a_shortcut_and_buttons_open_it_too(self, world: World) -> None:
        await world.send(slack.interactive(slack.shortcut(ANN, "random_apply")))
        await world.click(ANN, "home_random")
        await world.click(ANN, "random_open", "STUDY")
        assert [shown.view["callback_id"] for shown in world.modals.shown] == ["random_apply"] * 3
        assert initial(world.modal)["category"] == "STUDY"

    async def test_in_a_direct_message_a_button_opens_it(self, world: World) -> None:
        await world.event("message", channel="D0ANN", channel_type="im", user=ANN, text="랜덤 서초", ts="1.2")
        reply = await world.delivered(DeliveryKind.REPLY)
        assert isinstance(reply, Message)
        value = buttons(reply.content.blocks)["compose_open"]
        await world.click(ANN, "compose_open", value)
        assert initial(world.modal)["places"] == ["SEOCHO"]


class TestApplying:
    async def test_the_modal_shows_how_it_stands(self, world: World) -> None:
        view = await apply(world, ANN)
        assert "랜덤 매칭을 신청했어요" in said(view)
        assert "나 혼자 기다리고 있어요" in said(view)
        applied = application_of(world, ANN)
        assert applied.conditions.places == (Place.GAEPO,)
        assert applied.conditions.ways_of_eating == tuple(WayOfEating)
        assert applied.conditions.sizes == ANY_SIZE

    async def test_alone_one_is_shown_posts_that_fit_and_how_to_make_one(self, world: World) -> None:
        await world.post(BEN)
        view = await apply(world, ANN)
        found = buttons(view["blocks"])
        assert found["recruitment_join"] == str(world.recruitment.id)
        assert found["random_to_recruitment"] == str(application_of(world, ANN).id)

    async def test_no_place_is_said_below_the_places(self, world: World) -> None:
        await world.command(ANN, "랜덤")
        answer = body_of(await world.submit(ANN, slack.opened(world.modal)))
        assert list(answer["errors"]) == ["places"]

    @pytest.mark.parametrize(
        ("field", "value"),
        [("group_size", slack.option("17")), ("places", slack.options("MOON")), ("ways_of_eating", slack.options())],
    )
    async def test_unknown_values_are_no_choice(self, world: World, field: str, value: Mapping[str, Any]) -> None:
        await world.command(ANN, "랜덤")
        answer = body_of(await world.submit(ANN, slack.opened(world.modal, {**GAEPO, field: value})))
        assert list(answer["errors"]) == [field]
        assert not world.uow.kept.applications.rows

    async def test_a_second_application_is_refused_with_what_can_be_done(self, world: World) -> None:
        await world.command(ANN, "랜덤")
        form = world.modal
        await world.submit(ANN, slack.opened(form, GAEPO))
        answer = body_of(await world.submit(ANN, slack.opened(form, GAEPO)))
        assert "이미 랜덤 매칭을 기다리고 있어요" in said(answer["view"])
        assert buttons(answer["view"]["blocks"])["random_cancel"] == str(application_of(world, ANN).id)

    async def test_who_waits_already_is_shown_what_for(self, world: World) -> None:
        await apply(world, ANN)
        answer = body_of(await world.command(ANN, "랜덤 밥"))
        assert "밥트너 랜덤 매칭" in answer["text"]
        await world.command(ANN, "랜덤")
        assert initial(world.modal)["category"] == "STUDY"

    async def test_in_one_tap_with_the_last_choice(self, world: World) -> None:
        await apply(world, ANN, ways_of_eating=slack.options("TAKEOUT"))
        await world.click(ANN, "random_cancel", application_of(world, ANN).id)
        world.clock.move(seconds=1)
        await world.click(ANN, "random_quick", "MEAL")
        applied = application_of(world, ANN)
        assert applied.is_waiting
        assert applied.conditions.ways_of_eating == (WayOfEating.TAKEOUT,)
        assert len(world.modals.shown) == 1

    async def test_the_first_time_one_tap_opens_the_form(self, world: World) -> None:
        await world.click(BEN, "random_quick", "STUDY")
        assert initial(world.modal)["category"] == "STUDY"

    async def test_a_post_that_nobody_joined_becomes_an_application(self, world: World) -> None:
        posted = await world.post(ANN, "밥 서초 12:30 치킨 4명 외식")
        world.clock.move(hours=3)
        await world.closing.close_due()
        (notice,) = [each for each in await world.deliver(DeliveryKind.NOTICE) if isinstance(each, Message)]
        assert buttons(notice.content.blocks)["recruitment_to_random"] == str(posted.id)
        await world.click(ANN, "recruitment_to_random", posted.id)
        assert application_of(world, ANN).conditions.places == (Place.SEOCHO,)

    async def test_an_application_becomes_a_post_without_a_name(self, world: World) -> None:
        await apply(world, ANN, ways_of_eating=slack.options("TAKEOUT"), group_size=slack.option("3"))
        await world.click(ANN, "random_to_recruitment", application_of(world, ANN).id)
        view = world.modal
        assert view["callback_id"] == "recruitment_create"
        form = {name: _value(each[name]) for name, each in slack.opened(view)["state"]["values"].items()
                if name in {"places", "way_of_eating", "capacity", "options"}}  # fmt: skip
        assert form == {
            "places": ["GAEPO"],
            "way_of_eating": "TAKEOUT",
            "capacity": "3",
            "options": ["confirm_when_full", "anonymous"],
        }


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
        assert "열려 있는 내 모집이 없어요" in answer["text"]

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
        assert "방금 매칭됐어요" in spoken(await world.answer())

    async def test_joining_what_meets_soon_says_that_the_wait_has_ended(self, world: World) -> None:
        await apply(world, ANN)
        posted = await world.post(BEN)
        await world.click(ANN, "recruitment_join", posted.id)
        assert "랜덤 매칭 신청은 거둬 두었어요" in spoken(await world.answer())


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
        assert "기다리는 랜덤 매칭" in shown
        assert "밥트너 1명" in shown
        assert str(application_of(world, ANN).id) in shown

    async def test_waiting_longer_says_until_when(self, world: World) -> None:
        await apply(world, ANN)
        world.clock.move(minutes=20)
        await world.click(ANN, "random_extend", application_of(world, ANN).id)
        assert "7/2 목 11:50" in spoken(await world.answer())


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
        assert "지나간 제안이에요" in spoken(over)

    async def test_who_wants_no_hints_gets_none(self, world: World) -> None:
        world.change_member(ANN, muted=frozenset({DirectMessage.HINTS}))
        await self._suggested(world)
        assert await world.deliver(DeliveryKind.SUGGESTION) == [Obsolete()]

    async def test_a_suggestion_that_is_over_before_it_was_told_is_not(self, world: World) -> None:
        await self._suggested(world)
        await world.click(ANN, "random_cancel", application_of(world, ANN).id)
        assert await world.deliver(DeliveryKind.SUGGESTION) == [Obsolete()]

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
        assert "기다리는 사람이 없어요" in spoken(board)

    async def test_a_board_that_nobody_saw_need_not_be_closed(self, world: World) -> None:
        await apply(world, ANN)
        await sweep(world, minutes=2)
        await world.click(ANN, "random_cancel", application_of(world, ANN).id)
        await sweep(world)
        assert await world.deliver(DeliveryKind.BOARD) == [Obsolete()]

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

    async def _suggested(self, world: World) -> None:
        await apply(world, ANN)
        world.clock.move(minutes=1)
        await apply(world, CAT, places=slack.options("SEOCHO"))
        applied = application_of(world, ANN)
        suggestion = Suggestion(Concession(Condition.PLACES, Place.SEOCHO), 1)
        assert applied.category is Category.MEAL
        await sweep(world, minutes=9)
        suggested = application_of(world, ANN)
        assert replace(suggested, left_because=None) == replace(applied.suggest(suggestion), left_because=None)
