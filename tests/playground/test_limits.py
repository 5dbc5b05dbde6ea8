"""Rates and faults."""

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from playground import ManualMachineClock, Playground
from playground.driver import Refused, SlackDriver
from playground.pacing import POST_BURST
from tests.playground.conftest import refusal


async def status(call: Any) -> tuple[int, str | None]:
    """The HTTP status of a call, and the Retry-After of a 429."""
    try:
        return (await call).status_code, None
    except SlackApiError as refused:
        return refused.response.status_code, refused.response.headers.get("Retry-After")


async def test_one_message_a_second_goes_into_a_channel_after_a_short_burst(
    client: AsyncWebClient, slack: SlackDriver, machine: ManualMachineClock
) -> None:
    await slack.post("rates", scale=1)
    for _ in range(POST_BURST):
        assert await status(client.chat_postMessage(channel="C0MEAL", text="빨리")) == (200, None)
    code, wait = await status(client.chat_postMessage(channel="C0MEAL", text="너무 빨리"))
    assert code == 429
    assert await status(client.chat_postMessage(channel="C0STUDY", text="다른 채널")) == (200, None)
    machine.advance(int(wait or 0))
    assert await status(client.chat_postMessage(channel="C0MEAL", text="기다렸어요")) == (200, None)
    assert await slack.violations() == []


async def test_a_tier_counts_calls_a_minute_and_method(
    client: AsyncWebClient, slack: SlackDriver, machine: ManualMachineClock
) -> None:
    await slack.post("rates", scale=1)
    answers = [await status(client.users_list()) for _ in range(21)]
    assert [code for code, _ in answers] == [200] * 20 + [429]
    assert await status(client.conversations_list()) == (200, None)
    machine.advance(int(answers[-1][1] or 0))
    assert await status(client.users_list()) == (200, None)


async def test_a_call_before_retry_after_has_passed_is_on_record(
    client: AsyncWebClient, slack: SlackDriver, machine: ManualMachineClock
) -> None:
    await slack.post("rates", scale=0.05)
    await client.users_list()
    assert (await status(client.users_list()))[0] == 429
    machine.advance(1)
    assert (await status(client.users_list()))[0] == 429
    assert await slack.violations() == ["users.list: called again 59 s before Retry-After had passed"]


async def test_rates_are_scaled_and_lifted(client: AsyncWebClient, slack: SlackDriver) -> None:
    await slack.post("rates", scale=2)
    answers = [(await status(client.users_list()))[0] for _ in range(41)]
    assert answers == [200] * 40 + [429]
    await slack.post("rates", scale=0)
    assert [(await status(client.users_list()))[0] for _ in range(50)] == [200] * 50


async def post_raw(playground: Playground, text: str) -> int:
    """Post on a fresh connection, with no client that would try again."""
    headers = {"Authorization": "Bearer xoxb-playground"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(playground.api_url + "chat.postMessage", json={"channel": "C0MEAL", "text": text}) as response,
    ):
        return response.status


async def texts(slack: SlackDriver) -> list[str]:
    return [one["text"] for one in await slack.messages("U0SUA", "C0MEAL")]


@pytest.mark.parametrize(("kind", "arrived"), [("drop_before", []), ("drop_after", ["하나"])])
async def test_a_dropped_call_gets_no_answer_at_all(
    playground: Playground, slack: SlackDriver, kind: str, arrived: list[str]
) -> None:
    await slack.faults({"method": "chat.postMessage", "kind": kind})
    with pytest.raises((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)):
        await post_raw(playground, "하나")
    assert await texts(slack) == arrived
    assert await post_raw(playground, "둘") == 200
    assert await texts(slack) == [*arrived, "둘"]


@pytest.mark.parametrize(("kind", "arrived"), [("http_500_before", []), ("http_500_after", ["하나"])])
async def test_a_500_may_hide_a_message_that_was_accepted(
    playground: Playground, slack: SlackDriver, kind: str, arrived: list[str]
) -> None:
    await slack.faults({"method": "*", "kind": kind})
    assert await post_raw(playground, "하나") == 500
    assert await texts(slack) == arrived


@pytest.mark.parametrize(("kind", "before"), [("delay", ["늦게"]), ("delay_before", [])])
async def test_a_delayed_answer_comes_when_the_clock_says_so(
    playground: Playground, slack: SlackDriver, machine: ManualMachineClock, kind: str, before: list[str]
) -> None:
    await slack.faults({"method": "chat.postMessage", "kind": kind, "seconds": 20})
    answer = asyncio.create_task(post_raw(playground, "늦게"))
    await machine.until_slept_on(20)
    assert await texts(slack) == before
    machine.advance(20)
    assert await answer == 200
    assert await texts(slack) == ["늦게"]


async def test_an_ordered_429_names_its_wait_and_holds_to_it(
    client: AsyncWebClient, slack: SlackDriver, machine: ManualMachineClock
) -> None:
    await slack.post("rates", scale=1)
    await slack.faults({"method": "chat.postMessage", "kind": "rate_limited", "seconds": 7, "channel": "C0MEAL"})
    assert await status(client.chat_postMessage(channel="C0STUDY", text="x")) == (200, None)
    assert await status(client.chat_postMessage(channel="C0MEAL", text="x")) == (429, "7")
    assert (await status(client.chat_postMessage(channel="C0MEAL", text="x")))[0] == 429
    machine.advance(7)
    assert await status(client.chat_postMessage(channel="C0MEAL", text="x")) == (200, None)


async def test_a_rule_skips_then_hits_and_is_spent(client: AsyncWebClient, slack: SlackDriver) -> None:
    rule = {"method": "chat.postMessage", "kind": "error", "error": "restricted_action", "times": 2, "skip": 1}
    await slack.faults(rule)
    assert (await client.chat_postMessage(channel="C0MEAL", text="1"))["ok"]
    for _ in range(2):
        assert await refusal(client.chat_postMessage(channel="C0MEAL", text="2")) == "restricted_action"
    assert (await client.chat_postMessage(channel="C0MEAL", text="3"))["ok"]


async def test_a_rule_that_makes_no_sense_is_refused(slack: SlackDriver) -> None:
    with pytest.raises(Refused, match="invalid_arguments"):
        await slack.faults({"method": "chat.postMessage", "kind": "explode"})
