import asyncio
import json
from functools import partial
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from starlette.responses import Response

from playground import HttpTarget, ManualMachineClock, Playground, PlaygroundOptions
from playground.driver import Refused, SlackDriver
from tests.playground.bot import HandmadeBot, handmade_bot
from tests.playground.conftest import EVERY_SCOPE

EVENTS = frozenset(
    {
        "app_home_opened",
        "member_joined_channel",
        "message.im",
        "message.channels",
        "user_change",
        "app_uninstalled",
        "tokens_revoked",
    }
)


@pytest.fixture
def options(machine: ManualMachineClock) -> dict[str, Any]:
    return {"machine": machine, "rate_scale": 0, "scopes": EVERY_SCOPE, "subscribed_events": EVENTS}


def sent(bot: HandmadeBot) -> list[dict[str, Any]]:
    return [json.loads(body) for body in bot.bodies]


def types(bot: HandmadeBot) -> list[str]:
    return [one["event"]["type"] for one in sent(bot)]


async def test_an_event_comes_in_slacks_envelope(options: Any) -> None:
    async with handmade_bot(**options) as (playground, bot), SlackDriver(playground.url) as slack:
        await slack.home("U0SUA")
        envelope = sent(bot)[0]
        assert envelope["type"] == "event_callback"
        assert (envelope["team_id"], envelope["api_app_id"]) == ("T0SEOUL42", "A0PARTNER")
        assert envelope["event_id"].startswith("Ev")
        assert envelope["authorizations"][0]["user_id"] == "U0PARTNER"
        assert (envelope["event"]["type"], envelope["event"]["tab"]) == ("app_home_opened", "home")
        assert envelope["event"]["user"] == "U0SUA"
        assert "x-slack-retry-num" not in bot.requests[0].headers


async def test_what_a_person_writes_is_escaped_with_mentions_encoded(options: Any) -> None:
    async with handmade_bot(**options) as (playground, bot), SlackDriver(playground.url) as slack:
        direct = await slack.open_dm("U0SUA", "U0PARTNER")
        await slack.say("U0SUA", direct, "@minjkim <b> & #general @channel https://42.fr")
        event = sent(bot)[0]["event"]
        assert (event["type"], event["channel_type"], event["user"]) == ("message", "im", "U0SUA")
        assert event["text"] == "<@U0MINJUN> &lt;b&gt; &amp; <#C0GENERAL|general> <!channel> <https://42.fr>"


async def test_a_bot_hears_only_where_it_is_a_member_and_only_what_it_subscribed_to(options: Any) -> None:
    async with handmade_bot(**options) as (playground, bot), SlackDriver(playground.url) as slack:
        await slack.say("U0SUA", "C0GENERAL", "봇은 여기 없어요")
        await slack.say("U0SUA", "C0MEAL", "봇이 들어요")
        await slack.post("leave", user="U0SUA", channel="C0STUDY")
        assert [(one["event"]["type"], one["event"].get("text")) for one in sent(bot)] == [
            ("message", "봇이 들어요"),
            ("message", "<@U0SUA> has left the channel"),
        ]


async def test_an_event_without_its_scope_is_not_sent(options: Any) -> None:
    modest = options | {"scopes": frozenset({"chat:write"})}
    async with handmade_bot(**modest) as (playground, bot), SlackDriver(playground.url) as slack:
        await slack.say("U0SUA", "C0MEAL", "아무도 안 들어요")
        assert bot.bodies == []


async def test_an_invited_bot_hears_that_it_has_joined(options: Any) -> None:
    async with handmade_bot(**options) as (playground, bot), SlackDriver(playground.url) as slack:
        await slack.invite("U0SUA", "C0GENERAL", "U0PARTNER")
        joined = next(one["event"] for one in sent(bot) if one["event"]["type"] == "member_joined_channel")
        assert (joined["user"], joined["channel"], joined["inviter"]) == ("U0PARTNER", "C0GENERAL", "U0SUA")
        client = AsyncWebClient(token="xoxb-playground", base_url=playground.api_url)
        assert (await client.chat_postMessage(channel="C0GENERAL", text="반가워요"))["ok"]
        await slack.post("remove_bot", channel="C0GENERAL")
        with pytest.raises(Exception, match="not_in_channel"):
            await client.chat_postMessage(channel="C0GENERAL", text="?")


async def test_a_change_of_a_person_is_an_event_with_their_language(options: Any) -> None:
    async with handmade_bot(**options) as (playground, bot), SlackDriver(playground.url) as slack:
        await slack.post("person", id="U0SUA", locale="en-US")
        await slack.deactivate("U0SUA")
        users = [one["event"]["user"] for one in sent(bot)]
        assert [(user["locale"], user["deleted"]) for user in users] == [("en-US", False), ("en-US", True)]


async def test_an_app_that_is_taken_out_hears_of_it_and_gets_nothing_more(options: Any) -> None:
    async with handmade_bot(**options) as (playground, bot), SlackDriver(playground.url) as slack:
        await slack.post("uninstall")
        assert types(bot) == ["tokens_revoked", "app_uninstalled"]
        with pytest.raises(Refused, match="app_not_installed"):
            await slack.command("U0SUA", "C0MEAL", "/partner")


async def test_a_failed_event_comes_again_at_once_after_a_minute_and_after_five(
    options: Any, machine: ManualMachineClock
) -> None:
    async with handmade_bot(**options) as (playground, bot), SlackDriver(playground.url) as slack:
        bot.answer = Response(status_code=500)
        await slack.home("U0SUA")
        for tries, wait in ((2, 60), (3, 300)):
            await slack.wait_for(partial(tried, slack, tries))
            await machine.until_slept_on(wait)
            machine.advance(wait)
        await slack.wait_for(partial(tried, slack, 4))
        retries = [request.headers.get("x-slack-retry-num") for request in bot.requests]
        reasons = {request.headers.get("x-slack-retry-reason") for request in bot.requests[1:]}
        assert (retries, reasons) == ([None, "1", "2", "3"], {"http_error"})
        assert len({one["event_id"] for one in sent(bot)}) == 1


async def tried(slack: SlackDriver, times: int) -> bool:
    events = [entry for entry in await slack.inspector() if entry["kind"] == "event"]
    return len(events) >= times


async def test_an_event_answered_too_late_comes_again_for_the_time_out(
    options: Any, machine: ManualMachineClock
) -> None:
    async with handmade_bot(**options) as (playground, bot), SlackDriver(playground.url) as slack:
        bot.silent = True
        opening = asyncio.create_task(slack.home("U0SUA"))
        await bot.asked.wait()
        bot.silent = False
        machine.advance(3)
        await opening
        await slack.wait_for(partial(tried, slack, 2))
        assert bot.requests[1].headers["x-slack-retry-reason"] == "http_timeout"
        assert await slack.violations() == ["app_home_opened: not answered within 3 s"]


async def test_a_bot_may_ask_for_no_retry(options: Any) -> None:
    async with handmade_bot(**options) as (playground, bot), SlackDriver(playground.url) as slack:
        bot.answer = Response(status_code=500, headers={"X-Slack-No-Retry": "1"})
        await slack.home("U0SUA")
        bot.answer = Response()
        await slack.home("U0JIWOO")
        assert [one["event"]["user"] for one in sent(bot)] == ["U0SUA", "U0JIWOO"]


async def test_an_event_is_delivered_again_on_demand(options: Any) -> None:
    async with handmade_bot(**options) as (playground, bot), SlackDriver(playground.url) as slack:
        await slack.home("U0SUA")
        event_id = sent(bot)[0]["event_id"]
        await slack.post("redeliver", event_id=event_id)
        assert [one["event_id"] for one in sent(bot)] == [event_id, event_id]
        assert bot.requests[1].headers["x-slack-retry-num"] == "1"
        with pytest.raises(Refused, match="event_not_found"):
            await slack.post("redeliver", event_id="Ev0NONE")


async def test_a_bot_that_is_down_fails_the_dispatch_and_does_not_stop_the_workspace() -> None:
    nobody = HttpTarget("http://127.0.0.1:1/slack/events")
    options = PlaygroundOptions(port=0, target=nobody, retry_delays=())
    async with Playground(options) as playground, SlackDriver(playground.url) as slack:
        with pytest.raises(Refused, match="dispatch_failed"):
            await slack.command("U0SUA", "C0MEAL", "/partner")
        assert await slack.home("U0SUA") is None
        assert (await slack.state("U0SUA"))["app"]["connected"] is False
