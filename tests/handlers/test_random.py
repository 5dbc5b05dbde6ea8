"""The random pool's form, and applying: by command, button, shortcut and direct message."""

from collections.abc import Mapping
from typing import Any

import pytest

from domain.model.conditions import ANY_SIZE
from domain.outbox import DeliveryKind
from domain.outgoing import Message
from domain.vocabulary import Place, WayOfEating
from tests.handlers import slack
from tests.handlers.random_people import GAEPO, application_of, apply, initial
from tests.handlers.world import ANN, BEN, World, body_of, buttons, said, spoken

_OF_A_POST = ("places", "way_of_eating", "capacity", "options")


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

    async def test_a_size_that_is_typed_goes_before_one_chosen_last(self, world: World) -> None:
        await apply(world, ANN, group_size=slack.option("2"))
        await world.click(ANN, "random_cancel", application_of(world, ANN).id)
        await world.command(ANN, "랜덤 개포 3명")
        assert initial(world.modal)["group_size"] == "3"

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


class TestMakingAPostOfIt:
    async def test_of_several_ways_its_author_chooses(self, world: World) -> None:
        await apply(world, ANN)
        await world.click(ANN, "random_to_recruitment", application_of(world, ANN).id)
        assert initial(world.modal)["way_of_eating"] is None

    async def test_nobody_elses(self, world: World) -> None:
        await apply(world, ANN)
        await world.click(BEN, "random_to_recruitment", application_of(world, ANN).id)
        assert "기다리고 있는 랜덤 매칭이 없어요" in spoken(await world.answer())


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
        for words in ("랜덤 밥", "랜덤"):
            answer = body_of(await world.command(ANN, words))
            assert "밥트너 랜덤 매칭" in answer["text"]
        await world.command(ANN, "랜덤", channel="C0ELSE")
        assert initial(world.modal)["category"] == "STUDY"

    async def test_the_channel_of_study_means_study(self, world: World) -> None:
        await world.command(ANN, "랜덤", channel="C0STUDY")
        assert initial(world.modal)["category"] == "STUDY"
        await world.command(ANN, "랜덤 밥", channel="C0STUDY")
        assert initial(world.modal)["category"] == "MEAL"

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
        assert world.modal["callback_id"] == "recruitment_create"
        form = {name: value for name, value in initial(world.modal).items() if name in _OF_A_POST}
        assert form == {
            "places": ["GAEPO"],
            "way_of_eating": "TAKEOUT",
            "capacity": "3",
            "options": ["confirm_when_full", "anonymous"],
        }
