"""What the bot is told when a person acts, and what the person sees of its answers."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs

import pytest
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient
from starlette.responses import PlainTextResponse, Response

from playground import ManualMachineClock, Playground, Shortcut
from playground.driver import Refused, SlackDriver
from tests.playground.bot import HandmadeBot, handmade_bot
from tests.playground.conftest import EVERY_SCOPE
from tests.playground.test_views import field, modal, plain

BUTTONS: list[dict[str, Any]] = [
    {"type": "section", "text": plain("모집")},
    {
        "type": "actions",
        "block_id": "seats",
        "elements": [
            {"type": "button", "action_id": "join", "text": plain("참여"), "value": "r1"},
            {
                "type": "overflow",
                "action_id": "manage",
                "options": [{"text": plain(word), "value": f"{word}:r1"} for word in ("edit", "cancel")],
            },
        ],
    },
]


class Scene:
    """A playground, a bot made by hand, and people."""

    def __init__(
        self, playground: Playground, bot: HandmadeBot, slack: SlackDriver, machine: ManualMachineClock
    ) -> None:
        self.playground, self.bot, self.slack, self.machine = playground, bot, slack, machine
        self.client = AsyncWebClient(token="xoxb-playground", base_url=playground.api_url)

    def command(self) -> dict[str, str]:
        """The last command's fields."""
        return {key: value[0] for key, value in parse_qs(self.bot.bodies[-1].decode()).items()}

    def payload(self) -> dict[str, Any]:
        """The last interaction's payload."""
        sent: dict[str, Any] = json.loads(self.command()["payload"])
        return sent

    async def posted(self, **more: Any) -> str:
        """A message of the bot with a button and a menu."""
        return str((await self.client.chat_postMessage(channel="C0MEAL", text="모집", blocks=BUTTONS, **more))["ts"])

    async def opened(self, view: dict[str, Any]) -> dict[str, Any]:
        """A modal before Sua."""
        trigger = self.playground.backend.triggers.issue("U0SUA")
        shown: dict[str, Any] = (await self.client.views_open(trigger_id=trigger, view=view))["view"]
        return shown

    async def seen(self) -> list[str]:
        """What Sua reads in #밥트너."""
        return [one["text"] for one in await self.slack.messages("U0SUA", "C0MEAL")]


@pytest.fixture
async def scene(machine: ManualMachineClock) -> AsyncIterator[Scene]:
    shortcuts = (Shortcut("new_recruitment", "새 모집"),)
    options: dict[str, Any] = {"machine": machine, "rate_scale": 0, "scopes": EVERY_SCOPE, "shortcuts": shortcuts}
    async with handmade_bot(**options) as (playground, bot), SlackDriver(playground.url) as slack:
        yield Scene(playground, bot, slack, machine)


async def test_a_command_carries_what_slack_sends(scene: Scene) -> None:
    await scene.slack.command("U0SUA", "C0MEAL", "/partner 밥 <개포> & 서초")
    sent = scene.command()
    assert sent.pop("trigger_id")
    assert sent.pop("response_url").startswith(f"{scene.playground.url}response/")
    assert sent == {
        "token": "playground-verification-token",
        "team_id": "T0SEOUL42",
        "team_domain": "42seoul",
        "channel_id": "C0MEAL",
        "channel_name": "밥트너",
        "user_id": "U0SUA",
        "user_name": "suakang",
        "command": "/partner",
        "text": "밥 &lt;개포&gt; &amp; 서초",
        "api_app_id": "A0PARTNER",
        "is_enterprise_install": "false",
    }


async def test_in_a_direct_message_the_channel_is_called_directmessage(scene: Scene) -> None:
    direct = await scene.slack.open_dm("U0SUA", "U0PARTNER")
    await scene.slack.command("U0SUA", direct, "/partner")
    assert scene.command()["channel_name"] == "directmessage"


async def test_every_request_is_signed_with_the_secret(scene: Scene) -> None:
    await scene.slack.command("U0SUA", "C0MEAL", "/partner")
    request, body = scene.bot.requests[-1], scene.bot.bodies[-1].decode()
    headers = {key.title(): value for key, value in request.headers.items()}
    assert SignatureVerifier("playground-signing-secret").is_valid_request(body, headers)
    assert not SignatureVerifier("another-secret").is_valid_request(body, headers)


async def test_an_answer_to_a_command_is_ephemeral_unless_it_says_otherwise(scene: Scene) -> None:
    scene.bot.answer = PlainTextResponse("도움말")
    await scene.slack.command("U0SUA", "C0MEAL", "/partner")
    scene.bot.says({"response_type": "in_channel", "text": "모두에게"})
    await scene.slack.command("U0SUA", "C0MEAL", "/partner")
    assert await scene.seen() == ["도움말", "모두에게"]
    assert [one["text"] for one in await scene.slack.messages("U0JIWOO", "C0MEAL")] == ["모두에게"]


async def test_an_answer_slack_would_not_show_is_an_invalid_command_response(scene: Scene) -> None:
    scene.bot.says({"blocks": [{"type": "section"}]})
    with pytest.raises(Refused, match="invalid_command_response"):
        await scene.slack.command("U0SUA", "C0MEAL", "/partner")
    assert await scene.slack.violations()


@pytest.mark.parametrize(
    ("channel", "text", "error"),
    [
        ("C0MEAL", "/pizza", "unknown_command"),
        ("C0SECRET", "/partner", "channel_not_found"),
        ("C0OLD", "/partner", "is_archived"),
    ],
)
async def test_where_a_command_leads_nowhere(scene: Scene, channel: str, text: str, error: str) -> None:
    with pytest.raises(Refused, match=error):
        await scene.slack.command("U0SUA", channel, text)
    assert scene.bot.bodies == []


async def test_after_three_seconds_without_an_answer_the_person_is_told(scene: Scene) -> None:
    scene.bot.silent = True
    async with scene.slack.events("U0SUA") as events:
        asking = asyncio.create_task(scene.slack.command("U0SUA", "C0MEAL", "/partner"))
        await scene.bot.asked.wait()
        scene.machine.advance(3)
        with pytest.raises(Refused, match="operation_timeout"):
            await asking
        async for event in events:
            if event["type"] == "notice":
                break
    assert (event["code"], event["command"]) == ("operation_timeout", "/partner")
    assert await scene.slack.violations() == ["/partner: not answered within 3 s"]


async def test_an_error_status_fails_the_dispatch(scene: Scene) -> None:
    scene.bot.answer = Response(status_code=500)
    with pytest.raises(Refused, match="dispatch_failed"):
        await scene.slack.command("U0SUA", "C0MEAL", "/partner")


async def test_a_click_carries_the_message_the_button_and_a_response_url(scene: Scene) -> None:
    ts = await scene.posted()
    await scene.slack.click("U0SUA", "C0MEAL", ts, "join", "r1")
    sent = scene.payload()
    assert sent["type"] == "block_actions"
    assert sent["user"] == {"id": "U0SUA", "username": "suakang", "name": "suakang", "team_id": "T0SEOUL42"}
    assert sent["team"] == {"id": "T0SEOUL42", "domain": "42seoul"}
    assert sent["container"] == {"type": "message", "message_ts": ts, "channel_id": "C0MEAL", "is_ephemeral": False}
    assert sent["channel"] == {"id": "C0MEAL", "name": "밥트너"}
    assert (sent["message"]["ts"], sent["message"]["bot_id"]) == (ts, "B0PARTNER")
    assert (sent["api_app_id"], sent["enterprise"], sent["is_enterprise_install"]) == ("A0PARTNER", None, False)
    assert sent["trigger_id"]
    assert sent["response_url"]
    action = sent["actions"][0]
    assert action.pop("action_ts")
    assert action == {"action_id": "join", "block_id": "seats", "type": "button", "text": plain("참여"), "value": "r1"}


async def test_an_entry_of_a_menu_is_sent_as_it_is_offered(scene: Scene) -> None:
    ts = await scene.posted()
    await scene.slack.select_overflow("U0SUA", "C0MEAL", ts, "manage", "cancel:r1")
    assert scene.payload()["actions"][0]["selected_option"] == {"text": plain("cancel"), "value": "cancel:r1"}


async def test_what_is_not_on_the_message_cannot_be_clicked_or_chosen(scene: Scene) -> None:
    ts = await scene.posted()
    source = {"type": "message", "channel": "C0MEAL", "ts": ts}
    with pytest.raises(Refused, match="element_not_found"):
        await scene.slack.post("action", user="U0SUA", source=source, action_id="gone")
    foreign = {"selected_option": {"text": plain("x"), "value": "delete:r1"}}
    with pytest.raises(Refused, match="option_not_found"):
        await scene.slack.post("action", user="U0SUA", source=source, action_id="manage", element=foreign)
    forged = {"type": "button", "value": "r2"}
    with pytest.raises(Refused, match="element_changed"):
        await scene.slack.post("action", user="U0SUA", source=source, action_id="join", element=forged)
    assert scene.bot.bodies == []


async def test_a_click_on_an_ephemeral_message_carries_no_message(scene: Scene) -> None:
    said = await scene.client.chat_postEphemeral(channel="C0MEAL", user="U0SUA", text="x", blocks=BUTTONS)
    await scene.slack.click("U0SUA", "C0MEAL", said["message_ts"], "join")
    assert "message" not in scene.payload()
    assert scene.payload()["container"]["is_ephemeral"] is True


async def test_a_click_in_a_modal_tells_what_is_filled_in_so_far(scene: Scene) -> None:
    button = {
        "type": "actions",
        "block_id": "more",
        "elements": [{"type": "button", "action_id": "add", "text": plain("+")}],
    }
    view = await scene.opened(modal("점심", field("title", initial_value="치킨"), button))
    await scene.slack.click_in_view("U0SUA", view, "add")
    sent = scene.payload()
    assert sent["container"] == {"type": "view", "view_id": view["id"]}
    assert sent["view"]["state"]["values"]["title"]["title"]["value"] == "치킨"
    assert "response_url" not in sent
    pushed = await scene.client.views_push(trigger_id=sent["trigger_id"], view=modal("둘"))
    assert pushed["view"]["previous_view_id"] == view["id"]


async def test_a_submission_without_an_answer_closes_the_modal(scene: Scene) -> None:
    view = await scene.opened(modal(callback_id="lunch", private_metadata="m"))
    assert (await scene.slack.submit("U0SUA", view, {"title": "치킨"}))["response_action"] is None
    sent = scene.payload()
    view_facts = (sent["view"]["callback_id"], sent["view"]["private_metadata"])
    assert (sent["type"], *view_facts) == ("view_submission", "lunch", "m")
    assert sent["view"]["state"]["values"]["title"]["title"] == {"type": "plain_text_input", "value": "치킨"}
    assert (sent["response_urls"], bool(sent["trigger_id"])) == ([], True)
    assert await scene.slack.views("U0SUA") == []


async def test_field_errors_stay_on_their_fields(scene: Scene) -> None:
    view = await scene.opened(modal())
    scene.bot.says({"response_action": "errors", "errors": {"title": "너무 짧아요"}})
    answer = await scene.slack.submit("U0SUA", view, {"title": "치"})
    assert answer["errors"] == {"title": "너무 짧아요"}
    assert len(await scene.slack.views("U0SUA")) == 1


async def test_an_answer_may_push_update_or_clear(scene: Scene) -> None:
    view = await scene.opened(modal("하나"))
    scene.bot.says({"response_action": "push", "view": modal("둘")})
    await scene.slack.submit("U0SUA", view, {"title": "x"})
    scene.bot.says({"response_action": "update", "view": modal("둘, 바뀜")})
    await scene.slack.submit("U0SUA", await scene.slack.top_view("U0SUA"), {"title": "x"})
    assert [one["title"]["text"] for one in await scene.slack.views("U0SUA")] == ["하나", "둘, 바뀜"]
    scene.bot.says({"response_action": "clear"})
    await scene.slack.submit("U0SUA", await scene.slack.top_view("U0SUA"), {"title": "x"})
    assert await scene.slack.views("U0SUA") == []


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "update", "view": modal("가" * 25)},
        {"response_action": "errors", "errors": {"nowhere": "?"}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "dance"},
        {"text": "not an answer to a submission"},
    ],
)
async def test_an_answer_slack_cannot_follow_is_trouble_for_the_person(scene: Scene, answer: Any) -> None:
    view = await scene.opened(modal())
    scene.bot.says(answer)
    with pytest.raises(Refused, match="view_error"):
        await scene.slack.submit("U0SUA", view, {"title": "x"})
    assert len(await scene.slack.views("U0SUA")) == 1
    assert await scene.slack.violations()


async def test_what_slacks_client_would_not_submit_never_reaches_the_bot(scene: Scene) -> None:
    view = await scene.opened(modal("점심", field("title", min_length=2), field("note")))
    with pytest.raises(Refused) as refused:
        await scene.slack.submit("U0SUA", view, {"title": "치"})
    assert refused.value.answer["errors"] == {"title": "too_short", "note": "required"}
    assert scene.bot.bodies == []


async def test_a_submission_that_takes_too_long_leaves_the_modal_open(scene: Scene) -> None:
    view = await scene.opened(modal())
    scene.bot.silent = True
    asking = asyncio.create_task(scene.slack.submit("U0SUA", view, {"title": "x"}))
    await scene.bot.asked.wait()
    scene.machine.advance(3)
    with pytest.raises(Refused, match="operation_timeout"):
        await asking
    assert len(await scene.slack.views("U0SUA")) == 1


async def test_a_modal_says_when_it_was_closed_if_it_was_told_to(scene: Scene) -> None:
    view = await scene.opened(modal(callback_id="lunch", notify_on_close=True))
    await scene.slack.close("U0SUA", view)
    assert (scene.payload()["type"], scene.payload()["is_cleared"]) == ("view_closed", False)
    quiet = await scene.opened(modal())
    await scene.slack.close("U0SUA", quiet)
    assert len(scene.bot.bodies) == 1


async def test_nobody_submits_another_persons_modal(scene: Scene) -> None:
    view = await scene.opened(modal())
    with pytest.raises(Refused, match="view_not_found"):
        await scene.slack.submit("U0JIWOO", view, {"title": "x"})


async def test_a_shortcut_carries_a_trigger(scene: Scene) -> None:
    await scene.slack.shortcut("U0SUA", "new_recruitment")
    assert (scene.payload()["type"], scene.payload()["callback_id"]) == ("shortcut", "new_recruitment")
    assert (await scene.client.views_open(trigger_id=scene.payload()["trigger_id"], view=modal()))["ok"]
    with pytest.raises(Refused, match="unknown_shortcut"):
        await scene.slack.shortcut("U0SUA", "other")


async def test_a_deactivated_person_does_nothing(scene: Scene) -> None:
    await scene.slack.deactivate("U0SUA")
    with pytest.raises(Refused, match="user_disabled"):
        await scene.slack.command("U0SUA", "C0MEAL", "/partner")
