"""What reaches the handlers at all, and what becomes of what makes no sense."""

from typing import Any

import pytest
from structlog.testing import capture_logs

from handlers.app import build_router
from handlers.ids import Action, CallbackId, Command, Field, Shortcut
from tests.handlers import slack
from tests.handlers.world import ANN, BEN, World, body_of, said

VIEW = {"id": "V", "type": "modal", "callback_id": "recruitment_create"}
NOWHERE = "0b9c2f6e-0000-4000-8000-000000000000"


class TestWhoMayKnock:
    async def test_a_forged_signature_is_refused_and_changes_nothing(self, world: World) -> None:
        recruitment = await world.post()
        forged = slack.interactive(slack.click(BEN, "recruitment_join", str(recruitment.id)), secret="guessed")
        assert (await world.send(forged)).status == 401
        assert world.recruitment == recruitment

    async def test_a_stale_signature_is_refused_and_changes_nothing(self, world: World) -> None:
        recruitment = await world.post()
        old = slack.interactive(slack.click(BEN, "recruitment_join", str(recruitment.id)), age=301)
        assert (await world.send(old)).status == 401
        assert world.recruitment == recruitment

    async def test_somebody_of_another_team_is_told_so_and_changes_nothing(self, world: World) -> None:
        recruitment = await world.post()
        answer = await world.click(BEN, "recruitment_join", recruitment.id, team="T0OTHER")
        assert body_of(answer) is None
        assert "찾을 수 없" in said(world.modal)
        assert world.recruitment == recruitment

    async def test_a_command_of_another_team_is_answered_in_words(self, world: World) -> None:
        assert "찾을 수 없" in body_of(await world.command(ANN, "밥", team="T0OTHER"))["text"]
        assert not world.modals.shown


SOON = "잠시 뒤에 다시"
_WISH = {"type": "plain_text_input", "action_id": "wish"}
LATER = slack.opened(
    {
        "type": "modal",
        "callback_id": "of_a_later_version",
        "blocks": [
            {"type": "input", "block_id": "wish", "label": {"type": "plain_text", "text": "?"}, "element": _WISH}
        ],
    }
)


class TestWhatMakesNoSense:
    @pytest.mark.parametrize(
        "body",
        [
            {**slack.click(ANN, "x"), "actions": []},
            {**slack.click(ANN, "x"), "trigger_id": None},
            {**slack.submission(ANN, {}), "view": "no view"},
            {**slack.submission(ANN, {"id": "V", "callback_id": ""}), "user": {"id": 7}},
            {**slack.submission(ANN, {"id": "V", "callback_id": "recruitment_create"})},
            {**slack.event("message"), "event": "no event"},
            {**slack.click(ANN, "x"), "trigger_id": "1" * 400},
            {**slack.event("app_home_opened", user=ANN, tab="home"), "event_id": "E" * 400},
            {"type": ["block_actions"]},
            {"neither": "this"},
            slack.click("U" * 33, "x"),
            slack.click("U0\ud800", "x"),
            {**slack.click(ANN, "x"), "trigger_id": "열쇠"},
            {**slack.click(ANN, "x"), "response_url": ["https://hooks.example/"]},
            slack.click(ANN, "x", view={"type": "home", "id": None}),
            slack.submission(ANN, {**VIEW, "blocks": ["no block"]}),
            slack.submission(ANN, {**VIEW, "state": {"values": "none"}}),
            slack.submission(ANN, {**VIEW, "state": {"values": {"title": {"title": "no input"}}}}),
        ],
        ids=[
            *("no action", "no trigger", "no view", "no user", "no kind of view", "no event"),
            *("endless trigger", "endless event id", "no kind", "nothing known"),
            *("endless user", "half a letter", "no key", "no address", "a view without an id"),
            *("a block that is none", "inputs that are none", "an input that is none"),
        ],
    )
    async def test_a_garbled_body_is_a_bad_request(self, world: World, body: dict[str, Any]) -> None:
        assert (await world.send(slack.interactive(body))).status == 400
        assert world.uow.commits == 0

    async def test_an_event_a_closing_and_a_kind_that_nobody_asked_for_are_acknowledged(self, world: World) -> None:
        assert body_of(await world.event("team_join", user=ANN)) is None
        closed = {**slack.submission(ANN, LATER), "type": "view_closed"}
        assert body_of(await world.send(slack.interactive(closed))) is None
        assert body_of(await world.send(slack.interactive({"type": "block_suggestion"}))) is None

    @pytest.mark.parametrize(
        "action", [Action.RECRUITMENT_JOIN, Action.RECRUITMENT_LEAVE, Action.RECRUITMENT_JOIN_ANYWAY]
    )
    @pytest.mark.parametrize(
        "value", ["", "garbage", "1; DROP TABLE", f"{{{NOWHERE}}}", NOWHERE.replace("-", ""), NOWHERE]
    )
    async def test_what_names_no_recruitment_is_not_found(self, world: World, action: str, value: str) -> None:
        await world.click(ANN, action, value)
        assert "찾을 수 없" in (await world.answer()).content.text

    @pytest.mark.parametrize("value", ["", "edit", "edit:", "edit:garbage", f"explode:{NOWHERE}", f"cancel:{NOWHERE}"])
    async def test_what_names_nothing_to_manage_is_not_found(self, world: World, value: str) -> None:
        await world.click(ANN, Action.RECRUITMENT_MANAGE, option=value)
        assert "찾을 수 없" in (await world.answer()).content.text


class TestWhatALaterVersionShowed:
    async def test_a_click_on_its_button_is_answered(self, world: World) -> None:
        assert body_of(await world.click(ANN, "of_a_later_version", "x")) is None
        assert SOON in said(world.modal)

    async def test_a_choice_of_its_menu_is_answered(self, world: World) -> None:
        recruitment = await world.post()
        await world.click(ANN, Action.RECRUITMENT_MANAGE, option=f"archive:{recruitment.id}")
        assert SOON in said(world.modal)

    async def test_what_was_typed_into_its_modal_is_kept(self, world: World) -> None:
        assert SOON in body_of(await world.submit(ANN, LATER))["errors"]["wish"]

    async def test_its_shortcut_is_answered(self, world: World) -> None:
        assert body_of(await world.send(slack.interactive(slack.shortcut(ANN, "of_a_later_version")))) is None
        assert SOON in said(world.modal)


class TestIds:
    def test_every_id_of_the_views_has_a_handler_and_no_handler_is_left_over(self) -> None:
        router = build_router()
        assert set(router.actions) == {*Action, Field.CATEGORY}
        assert set(router.submissions) == set(CallbackId)
        assert set(router.shortcuts) == set(Shortcut)
        assert set(router.commands) == set(Command)

    def test_the_events_are_those_of_the_contract(self) -> None:
        events = {
            "app_home_opened",
            "member_joined_channel",
            "message",
            "user_change",
            "app_uninstalled",
            "tokens_revoked",
        }
        assert set(build_router().events) == events

    async def test_the_log_says_what_was_refused_but_nothing_that_anybody_wrote(self, world: World) -> None:
        with capture_logs() as entries:
            await world.command(ANN, "암호는 열려라참깨")
            await world.click(ANN, "recruitment_join", "열려라참깨")
        assert [entry["event"] for entry in entries] == ["refused"]
        assert "열려라참깨" not in str(entries)
