"""Socket Mode, spoken with Bolt's own handler and by hand."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from playground import ManualMachineClock, Playground
from playground.driver import Refused, SlackDriver
from tests.playground import test_end_to_end as thin
from tests.playground.bot import bolt_app


@asynccontextmanager
async def connected(playground: Playground, app: AsyncApp) -> AsyncIterator[AsyncSocketModeHandler]:
    """Bolt's handler, connected to a playground."""
    web = AsyncWebClient(token=None, base_url=playground.api_url)
    handler = AsyncSocketModeHandler(app, playground.options.app_token, web_client=web)
    await handler.connect_async()  # type: ignore[no-untyped-call] # Bolt leaves it unannotated
    await playground.backend.sockets.until_connected()
    try:
        yield handler
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call] # Bolt leaves it unannotated


async def test_the_whole_path_goes_over_a_websocket(playground: Playground, slack: SlackDriver) -> None:
    app = bolt_app(playground)
    thin.register(app)
    async with connected(playground, app):
        assert (await slack.state("U0SUA"))["app"]["connected"] is True
        await slack.command("U0MINJUN", "C0MEAL", "/partner 밥")
        await slack.submit("U0MINJUN", await slack.top_view("U0MINJUN"), {"title": "개포에서 치킨"})
        message = (await slack.wait_for(lambda: slack.messages("U0SUA", "C0MEAL")))[0]
        await slack.click("U0SUA", "C0MEAL", message["ts"], "join")

        async def changed() -> bool:
            return "<@U0SUA>" in (await slack.message("U0SUA", "C0MEAL", message["ts"]))["text"]

        assert await slack.wait_for(changed)


async def test_an_acknowledgement_may_carry_the_answer(playground: Playground, slack: SlackDriver) -> None:
    app = bolt_app(playground)

    @app.command("/partner")
    async def command(ack: Any) -> None:
        await ack("도움말")

    @app.view("lunch")
    async def view(ack: Any) -> None:
        await ack(response_action="errors", errors={"title": "너무 짧아요"})

    async with connected(playground, app):
        await slack.command("U0SUA", "C0MEAL", "/partner")
        assert [one["text"] for one in await slack.messages("U0SUA", "C0MEAL")] == ["도움말"]
        trigger = playground.backend.triggers.issue("U0SUA")
        await app.client.views_open(trigger_id=trigger, view=thin.MODAL)
        answer = await slack.submit("U0SUA", await slack.top_view("U0SUA"), {"title": "치"})
        assert answer["errors"] == {"title": "너무 짧아요"}


async def test_events_arrive_and_are_acknowledged(playground: Playground, slack: SlackDriver) -> None:
    app = bolt_app(playground)
    visitors: list[str] = []

    @app.event("app_home_opened")
    async def opened(event: Any) -> None:
        visitors.append(event["user"])

    async with connected(playground, app):
        await slack.home("U0SUA")
    assert visitors == ["U0SUA"]


@asynccontextmanager
async def by_hand(playground: Playground) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """A websocket that has been greeted."""
    opened = await AsyncWebClient(base_url=playground.api_url).apps_connections_open(app_token="xapp-playground")
    async with aiohttp.ClientSession() as session, session.ws_connect(opened["url"]) as socket:
        assert (await socket.receive_json())["type"] == "hello"
        yield socket


async def test_an_envelope_says_what_it_is_and_whether_it_takes_a_payload(
    playground: Playground, slack: SlackDriver
) -> None:
    async with by_hand(playground) as socket:
        asking = asyncio.create_task(slack.command("U0SUA", "C0MEAL", "/partner"))
        envelope = await socket.receive_json()
        assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
        assert envelope["payload"]["command"] == "/partner"
        await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "네"}})
        await asking
        opening = asyncio.create_task(slack.home("U0SUA"))
        event = await socket.receive_json()
        assert (event["type"], event["accepts_response_payload"]) == ("events_api", False)
        assert (event["retry_attempt"], event["retry_reason"]) == (0, "")
        await socket.send_json({"envelope_id": event["envelope_id"]})
        await opening


async def test_an_event_nobody_acknowledged_comes_again(
    playground: Playground, slack: SlackDriver, machine: ManualMachineClock
) -> None:
    async with by_hand(playground) as socket:
        opening = asyncio.create_task(slack.home("U0SUA"))
        first = await socket.receive_json()
        machine.advance(3)
        await opening
        again = await socket.receive_json()
        assert again["retry_attempt"] == 1
        assert again["payload"]["event_id"] == first["payload"]["event_id"]


async def test_without_a_connection_the_dispatch_fails(slack: SlackDriver) -> None:
    with pytest.raises(Refused, match="dispatch_failed"):
        await slack.command("U0SUA", "C0MEAL", "/partner")


async def test_windows_hear_of_the_bots_coming_and_going(playground: Playground, slack: SlackDriver) -> None:
    async with slack.events("U0SUA") as events:
        async with by_hand(playground):
            pass
        told: list[bool] = []
        async for event in events:
            if event["type"] == "app":
                told.append(event["connected"])
            if len(told) == 2:
                break
    assert told == [True, False]


async def test_a_ticket_opens_one_connection(playground: Playground) -> None:
    opened = await AsyncWebClient(base_url=playground.api_url).apps_connections_open(app_token="xapp-playground")
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(opened["url"]):
            pass
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(opened["url"])


async def test_another_page_cannot_pretend_to_be_the_bot(playground: Playground) -> None:
    opened = await AsyncWebClient(base_url=playground.api_url).apps_connections_open(app_token="xapp-playground")
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(opened["url"], origin="http://evil.example")


async def test_a_bot_that_is_asked_to_refresh_connects_anew(playground: Playground, slack: SlackDriver) -> None:
    async with by_hand(playground) as socket:
        await slack.post("reconnect")
        farewell = await socket.receive_json()
        assert (farewell["type"], farewell["reason"]) == ("disconnect", "refresh_requested")
        assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSE
    async with by_hand(playground):
        assert (await slack.state("U0SUA"))["app"]["connected"] is True
