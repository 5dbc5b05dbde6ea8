"""The settings: opening them, saving them, and what follows."""

from typing import Any

import pytest

from domain.model.people import DirectMessage, Member
from domain.outbox import DeliveryKind
from domain.ports import DatabaseUnavailable
from domain.vocabulary import Language
from tests.handlers import slack
from tests.handlers.saving import OFF, blocks, save
from tests.handlers.world import ANN, BEN, CAT, EVE, World, body_of, buttons, said, spoken

HOME = {"id": "V0HOME", "type": "home", "callback_id": ""}


def standing(world: World) -> dict[str, Any]:
    """What stands in the settings that were opened, by field."""
    values = slack.opened(world.modal)["state"]["values"]
    return {name: {key: each for key, each in state[name].items() if key != "type"} for name, state in values.items()}


class TestOpening:
    @pytest.mark.parametrize("word", ["settings", "설정"])
    async def test_a_word_opens_them(self, world: World, word: str) -> None:
        assert body_of(await world.command(ANN, word)) is None
        assert (world.modals.shown[-1].how, world.modal["callback_id"]) == ("open", "settings")

    @pytest.mark.parametrize("view", [None, HOME], ids=["in the help", "in the App Home"])
    async def test_a_button_opens_them(self, world: World, view: dict[str, str] | None) -> None:
        assert body_of(await world.click(ANN, "home_settings", view=view)) is None
        assert (world.modals.shown[-1].how, world.modal["callback_id"]) == ("open", "settings")

    async def test_the_app_home_and_the_help_have_the_button(self, world: World) -> None:
        await world.event("app_home_opened", user=ANN, tab="home")
        home = await world.delivered(DeliveryKind.HOME)
        assert "home_settings" in buttons(home.view["blocks"])  # type: ignore[union-attr]
        assert "home_settings" in buttons(body_of(await world.command(ANN, ""))["blocks"])

    @pytest.mark.parametrize("word", ["settings", "설정"])
    async def test_in_a_direct_message_a_button_does(self, world: World, word: str) -> None:
        await world.event("message", channel="D0ANN", channel_type="im", user=ANN, text=word, ts="1.1")
        reply = await world.delivered(DeliveryKind.REPLY)
        assert set(buttons(reply.content.blocks)) == {"home_settings"}  # type: ignore[union-attr]

    async def test_they_begin_with_slacks_language_every_message_and_nobody(self, world: World) -> None:
        await world.command(ANN, "설정")
        shown = standing(world)
        assert shown["language"]["selected_option"]["value"] == "auto"
        assert [each["value"] for each in shown["dms"]["selected_options"]] == list(DirectMessage)
        assert shown["blocked"] == {}

    async def test_they_show_what_was_saved(self, world: World) -> None:
        some = slack.options("hints")
        assert await save(world, language=slack.option("en"), dms=some, blocked=slack.users(BEN, CAT)) is None
        await world.command(ANN, "설정")
        shown = standing(world)
        assert shown["language"]["selected_option"]["value"] == "en"
        assert [each["value"] for each in shown["dms"]["selected_options"]] == ["hints"]
        assert shown["blocked"] == {"selected_users": [BEN, CAT]}

    async def test_everything_off_can_be_shown_too(self, world: World) -> None:
        await save(world, dms=OFF)
        await world.command(ANN, "설정")
        assert standing(world)["dms"] == {}


class TestTheLanguage:
    async def test_everything_personal_is_in_it_from_the_next_answer_on(self, world: World) -> None:
        await save(world, language=slack.option("en"))
        assert world.directory.forgotten == [(slack.TEAM, ANN)]
        home = await world.delivered(DeliveryKind.HOME)
        assert "Open posts" in said(home.view)  # type: ignore[union-attr]
        assert "see open posts" in body_of(await world.command(ANN, ""))["text"]
        await world.click(ANN, "home_new_meal")
        assert world.modal["title"]["text"] == "Find meal mates"
        await world.post(BEN)
        await world.click(ANN, "recruitment_join", world.recruitment.id)
        assert "You're in" in (await world.answer()).content.text

    async def test_what_a_channel_sees_stays_in_the_workspaces(self, world: World) -> None:
        await save(world, language=slack.option("en"))
        await world.post(ANN)
        assert "확정돼요" in spoken(await world.delivered(DeliveryKind.CARD))

    async def test_slacks_may_change_meanwhile(self, world: World) -> None:
        await save(world, language=slack.option("ko"))
        user = {"id": ANN, "team_id": slack.TEAM, "locale": "en-US", "profile": {"display_name": "ann"}}
        await world.event("user_change", user=user)
        assert "열려 있는 모집" in body_of(await world.command(ANN, "도움말"))["text"]
        await save(world, language=slack.option("auto"))
        assert "see open posts" in body_of(await world.command(ANN, "도움말"))["text"]
        assert world.member(ANN).language is Language.EN


class TestDirectMessages:
    async def test_what_was_unticked_is_not_sent_and_what_cannot_be_off_is(self, world: World) -> None:
        await save(world, dms=slack.options("comments", "hints", "reminders"))
        await world.post(ANN)
        await world.click(BEN, "recruitment_join", world.recruitment.id)
        assert [each for each in await world.deliver(DeliveryKind.NOTICE) if hasattr(each, "content")] == []
        await world.click(EVE, "recruitment_cancel", world.recruitment.id)
        told = [each.to.member.slack_id for each in await world.deliver(DeliveryKind.NOTICE)]  # type: ignore[union-attr]
        assert set(told) == {ANN, BEN}


class TestWhatGoesWrong:
    async def test_a_submission_that_comes_again_changes_nothing(self, world: World) -> None:
        await world.command(ANN, "설정")
        view = slack.opened(world.modal, {"language": slack.option("en")})
        for _ in range(2):
            assert body_of(await world.submit(ANN, view)) is None
        assert world.member(ANN).chosen_language is Language.EN
        assert world.directory.forgotten == [(slack.TEAM, ANN)] * 2

    async def test_refused_settings_can_be_mended_and_sent_again(self, world: World) -> None:
        await world.command(ANN, "설정")
        view = slack.opened(world.modal, {"blocked": slack.users(ANN)}, id="V0SETTINGS")
        assert body_of(await world.submit(ANN, view))["response_action"] == "errors"
        view = slack.opened(world.modal, {"blocked": slack.users(BEN)}, id="V0SETTINGS")
        assert body_of(await world.submit(ANN, view)) is None
        assert blocks(world) == {(ANN, BEN)}

    async def test_of_two_windows_the_one_saved_last_stands(self, world: World) -> None:
        await world.command(ANN, "설정")
        old = slack.opened(world.modal)
        await save(world, language=slack.option("en"), blocked=slack.users(BEN))
        assert body_of(await world.submit(ANN, old)) is None
        assert (world.member(ANN).chosen_language, blocks(world)) == (None, set())

    async def test_while_the_database_is_away_the_settings_stay_open(self, world: World) -> None:
        await world.command(ANN, "설정")
        view = slack.opened(world.modal, {"language": slack.option("en")})
        world.uow.failing = DatabaseUnavailable("timed out")
        answer = body_of(await world.submit(ANN, view))
        assert "다시" in answer["errors"]["language"]
        world.uow.failing = None
        assert body_of(await world.submit(ANN, view)) is None
        assert world.member(ANN).chosen_language is Language.EN

    @pytest.mark.parametrize(
        "entered",
        [
            {"language": slack.option("fr")},
            {"language": {"selected_option": None}},
            {"language": {"selected_option": []}},
            {"language": {"selected_option": "en"}},
            {"dms": {"selected_options": [{}]}},
            {"dms": {"selected_options": 7}},
            {"blocked": {"selected_users": 7}},
            {"blocked": None},
            {"dms": {}},
        ],
        ids=str,
    )
    async def test_what_slack_would_never_send_is_answered_and_changes_nothing(
        self, world: World, entered: dict[str, Any]
    ) -> None:
        await save(world, language=slack.option("en"), dms=OFF, blocked=slack.users(BEN))
        assert (await save(world, **entered))["response_action"] == "errors"
        member: Member = world.member(ANN)
        assert (member.chosen_language, member.muted) == (Language.EN, frozenset(DirectMessage))
        assert blocks(world) == {(ANN, BEN)}
