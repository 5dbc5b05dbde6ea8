"""What people are told when something is away or broken, and what is not done then."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from structlog.testing import capture_logs

from domain.errors import WrittenLater
from domain.outbox import DeliveryKind
from domain.ports import DatabaseUnavailable
from tests.handlers import slack
from tests.handlers.world import ANN, BEN, EVE, World, body_of, said

HOME = {"id": "V0HOME", "type": "home", "callback_id": ""}


class TestWhileTheDatabaseIsAway:
    async def away(self, world: World) -> None:
        await world.post(ANN)
        await world.deliver()
        world.uow.failing = DatabaseUnavailable("timed out")

    async def test_a_command_is_answered_in_words(self, world: World) -> None:
        await self.away(world)
        assert "다시" in body_of(await world.command(ANN, "목록"))["text"]
        assert "try again" in body_of(await world.command(EVE, "밥"))["text"]

    @pytest.mark.parametrize("view", [None, HOME], ids=["in a message", "in the App Home"])
    async def test_a_click_is_answered_with_a_modal(self, world: World, view: dict[str, str] | None) -> None:
        await self.away(world)
        assert body_of(await world.click(BEN, "recruitment_join", world.recruitment.id, view=view)) is None
        assert "다시" in said(world.modal)

    async def test_a_form_stays_open_with_all_that_was_typed(self, world: World) -> None:
        await world.command(ANN, "밥 개포 12:30 치킨 외식")
        view = slack.opened(world.modal)
        world.uow.failing = DatabaseUnavailable("timed out")
        answer = body_of(await world.submit(ANN, view))
        assert answer["response_action"] == "errors"
        assert "다시" in answer["errors"]["category"]
        world.uow.failing = None
        assert body_of(await world.submit(ANN, view)) is None
        assert len(world.recruitments) == 1

    async def test_an_event_is_asked_for_again(self, world: World) -> None:
        body = slack.event("app_home_opened", user=ANN, tab="home")
        world.uow.failing = DatabaseUnavailable("timed out")
        assert (await world.send(slack.event_request(body))).status == 503
        world.uow.failing = None
        assert (await world.send(slack.event_request(body))).status == 200
        assert len(world.asked_for(DeliveryKind.HOME)) == 1


class TestWhatALaterVersionWrote:
    async def test_a_click_about_it_is_answered_with_a_modal_and_changes_nothing(self, world: World) -> None:
        recruitment = await world.post(ANN)
        world.uow.failing = WrittenLater()
        assert body_of(await world.click(BEN, "recruitment_join", recruitment.id)) is None
        assert "업데이트" in said(world.modal)
        assert world.recruitment == recruitment

    async def test_an_event_about_it_is_asked_for_again(self, world: World) -> None:
        body = slack.event("app_home_opened", user=ANN, tab="home")
        world.uow.failing = WrittenLater()
        assert (await world.send(slack.event_request(body))).status == 503


class TestASurprise:
    async def broken(self, world: World) -> None:
        await world.post(ANN)
        await world.deliver()
        world.uow.failing = RuntimeError("열려라참깨")

    @staticmethod
    def reference(entries: Sequence[Mapping[str, Any]]) -> str:
        (surprise,) = (entry for entry in entries if entry["event"] == "surprise")
        assert isinstance(surprise["exc_info"], RuntimeError)
        return str(surprise["reference"])

    async def test_a_command_is_answered_with_the_reference_that_the_log_has(self, world: World) -> None:
        await self.broken(world)
        with capture_logs() as entries:
            answer = body_of(await world.command(ANN, "목록"))
        assert answer["response_type"] == "ephemeral"
        assert self.reference(entries) in answer["text"]
        assert "열려라참깨" not in answer["text"]

    async def test_a_click_is_answered_with_a_modal(self, world: World) -> None:
        await self.broken(world)
        with capture_logs() as entries:
            assert body_of(await world.click(BEN, "recruitment_join", world.recruitment.id)) is None
        assert self.reference(entries) in said(world.modal)

    async def test_a_form_stays_open_with_all_that_was_typed(self, world: World) -> None:
        await world.command(ANN, "밥 개포 12:30 치킨 외식")
        world.uow.failing = RuntimeError("열려라참깨")
        with capture_logs() as entries:
            answer = body_of(await world.submit(ANN, slack.opened(world.modal)))
        assert self.reference(entries) in answer["errors"]["category"]

    async def test_a_question_is_replaced(self, world: World) -> None:
        await world.post(ANN)
        await world.click(ANN, "recruitment_manage", option=f"cancel:{world.recruitment.id}")
        world.uow.failing = RuntimeError("열려라참깨")
        with capture_logs() as entries:
            answer = body_of(await world.submit(ANN, slack.opened(world.modal)))
        assert answer["response_action"] == "update"
        assert self.reference(entries) in said(answer["view"])

    async def test_an_event_is_asked_for_again(self, world: World) -> None:
        world.uow.failing = RuntimeError("열려라참깨")
        with capture_logs() as entries:
            assert (await world.event("app_home_opened", user=ANN, tab="home")).status == 500
        assert self.reference(entries)

    async def test_even_when_no_modal_can_be_shown_slack_is_answered(self, world: World) -> None:
        await self.broken(world)
        world.modals.refusing = "expired_trigger_id"
        with capture_logs() as entries:
            assert body_of(await world.click(BEN, "recruitment_join", world.recruitment.id)) is None
        assert [entry["event"] for entry in entries] == ["surprise", "modal_not_shown"]


class TestWhenSlackShowsNoModal:
    async def test_a_command_is_answered_in_words(self, world: World) -> None:
        world.modals.refusing = "expired_trigger_id"
        assert "다시" in body_of(await world.command(ANN, "밥"))["text"]

    async def test_a_click_in_a_message_is_answered_like_any_other(self, world: World) -> None:
        world.modals.refusing = "timed_out"
        assert body_of(await world.click(ANN, "home_new_meal")) is None
        assert "다시" in (await world.answer()).content.text

    async def test_a_click_in_a_view_is_acknowledged(self, world: World) -> None:
        world.modals.refusing = "timed_out"
        assert body_of(await world.click(ANN, "home_new_meal", view=HOME)) is None
        assert world.asked_for(DeliveryKind.ANSWER) == []
