"""The real queue, the real delivery and a Slack that loses answers: one card, and it shows the last state."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from playground.driver import SlackDriver
from tests.e2e.house import running

pytestmark = pytest.mark.whole

MEAL = "C0MEAL"
HASTY: dict[str, Any] = {"partner_retry_seconds": 0.01, "partner_poll_seconds": 0.05, "partner_http_seconds": 2}


@pytest.fixture
async def slack(tmp_path: Path) -> AsyncIterator[SlackDriver]:
    async with running(tmp_path, **HASTY) as house, SlackDriver(house.playground.url) as driver:
        yield driver


async def cards(slack: SlackDriver) -> list[dict[str, Any]]:
    """What the bot posted for all to see."""
    messages = await slack.messages("U0MINJUN", MEAL)
    return [message for message in messages if message["bot_id"] and not message["ephemeral"]]


async def post_a_recruitment(slack: SlackDriver) -> None:
    await slack.command("U0MINJUN", MEAL, "/partner 밥 개포 내일 12:30 치킨 3명 배달")
    await slack.submit("U0MINJUN", await slack.top_view("U0MINJUN"))


async def joined_by(slack: SlackDriver, *people: str) -> dict[str, Any]:
    """The card once it shows everybody."""
    (card, *_) = await slack.wait_for(lambda: cards(slack))
    for each in people:
        await slack.click(each, MEAL, card["ts"], "recruitment_join")

    async def shows_them() -> dict[str, Any]:
        message = await slack.message("U0MINJUN", MEAL, card["ts"])
        return message if all(each in str(message["blocks"]) for each in people) else {}

    return await slack.wait_for(shows_them)


@pytest.mark.parametrize("kind", ["drop_after", "http_500_after", "drop_before", "http_500_before"])
async def test_a_lost_answer_leaves_one_card_that_goes_on_living(slack: SlackDriver, kind: str) -> None:
    await slack.faults({"method": "chat.postMessage", "kind": kind})

    await post_a_recruitment(slack)
    await joined_by(slack, "U0SEOYEON")

    assert len(await cards(slack)) == 1


async def test_lost_answers_of_updates_leave_the_last_state(slack: SlackDriver) -> None:
    await post_a_recruitment(slack)
    await slack.wait_for(lambda: cards(slack))
    await slack.faults({"method": "chat.update", "kind": "http_500_before", "times": 2})

    assert await joined_by(slack, "U0SEOYEON")


async def test_the_bot_enters_a_public_channel_to_post(slack: SlackDriver) -> None:
    await slack.command("U0MINJUN", MEAL, "/partner 밥 개포 내일 12:30 치킨 3명 배달")
    view = await slack.top_view("U0MINJUN")
    await slack.submit("U0MINJUN", view, {"channel": "C0RANDOM42"})

    async def posted_there() -> list[dict[str, Any]]:
        return [message for message in await slack.messages("U0MINJUN", "C0RANDOM42") if message["bot_id"]]

    assert await slack.wait_for(posted_there)
