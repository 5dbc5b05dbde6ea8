"""The gateway at a local Slack that is as strict as Slack."""

from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from domain.outgoing import Content
from infra.metrics import Metrics
from infra.slack.errors import Gone, Refused, Unknown, Unsent
from infra.slack.gateway import SlackGateway
from playground import Playground
from playground.driver import SlackDriver
from tests.infra.slack.conftest import gateway_at

BLOCKS = ({"type": "section", "text": {"type": "mrkdwn", "text": "*치킨* 드실 분"}},)
KEY = "recruitment:0b9c:promoted:3:42"


def since() -> datetime:
    return datetime.now(UTC)


async def test_it_says_who_we_are_and_what_we_may(gateway: SlackGateway) -> None:
    identity = await gateway.auth_test()

    assert (identity.team_id, identity.bot_user_id, identity.bot_id) == ("T0SEOUL42", "U0PARTNER", "B0PARTNER")
    assert identity.url.endswith("/")
    assert "chat:write" in identity.scopes


async def test_a_message_arrives_as_it_was_written(gateway: SlackGateway, slack: SlackDriver) -> None:
    sent = await gateway.post("C0MEAL", Content("치킨 드실 분", BLOCKS), KEY)

    message = await slack.message("U0MINJUN", "C0MEAL", sent.ts)
    assert message["text"] == "치킨 드실 분"
    assert message["blocks"][0]["text"]["text"] == "*치킨* 드실 분"


async def test_the_mark_on_a_message_does_not_show_its_key(gateway: SlackGateway, slack: SlackDriver) -> None:
    sent = await gateway.post("C0MEAL", Content("치킨 드실 분"), KEY)

    metadata = (await slack.message("U0MINJUN", "C0MEAL", sent.ts))["metadata"]
    assert metadata["event_type"] == "partner42_delivery"
    assert not any(part in str(metadata) for part in KEY.split(":") if len(part) > 2)


async def test_a_message_is_found_by_its_mark(gateway: SlackGateway) -> None:
    began = since()
    await gateway.post("C0MEAL", Content("another"), "another key")
    sent = await gateway.post("C0MEAL", Content("치킨 드실 분"), KEY)

    assert await gateway.find_posted("C0MEAL", KEY, began, None, "B0PARTNER") == sent
    assert await gateway.find_posted("C0MEAL", "no such key", began, None, "B0PARTNER") is None


async def test_somebody_elses_message_with_our_mark_is_not_ours(gateway: SlackGateway) -> None:
    began = since()
    await gateway.post("C0MEAL", Content("치킨 드실 분"), KEY)

    assert await gateway.find_posted("C0MEAL", KEY, began, None, "B0OTHER") is None


async def test_what_is_much_older_than_the_first_attempt_is_not_it(gateway: SlackGateway) -> None:
    await gateway.post("C0MEAL", Content("치킨 드실 분"), KEY)

    assert await gateway.find_posted("C0MEAL", KEY, since() + timedelta(minutes=2), None, "B0PARTNER") is None


async def test_it_is_found_pages_back(
    playground: Playground, session: aiohttp.ClientSession, slack: SlackDriver
) -> None:
    gateway = gateway_at(playground.api_url, playground.options.bot_token, session, Metrics(), page=2)
    began = since()
    sent = await gateway.post("C0MEAL", Content("치킨 드실 분"), KEY)
    for number in range(7):
        await slack.say("U0MINJUN", "C0MEAL", f"{number}")

    assert await gateway.find_posted("C0MEAL", KEY, began, None, "B0PARTNER") == sent


async def test_a_reply_is_found_in_its_thread(gateway: SlackGateway, slack: SlackDriver) -> None:
    began = since()
    parent = await gateway.post("C0MEAL", Content("치킨 드실 분"), "parent")
    reply = await gateway.post("C0MEAL", Content("저요"), KEY, parent.ts)

    assert [each["ts"] for each in await slack.thread("U0MINJUN", "C0MEAL", parent.ts)] == [reply.ts]
    assert await gateway.find_posted("C0MEAL", KEY, began, parent.ts, "B0PARTNER") == reply


async def test_an_update_changes_the_message_and_keeps_its_mark(gateway: SlackGateway, slack: SlackDriver) -> None:
    began = since()
    sent = await gateway.post("C0MEAL", Content("2/4", BLOCKS), KEY)

    await gateway.update(sent, Content("3/4"), KEY)

    message = await slack.message("U0MINJUN", "C0MEAL", sent.ts)
    assert (message["text"], message["blocks"] or []) == ("3/4", [])
    assert await gateway.find_posted("C0MEAL", KEY, began, None, "B0PARTNER") == sent


async def test_updating_a_deleted_message_says_that_it_is_gone(gateway: SlackGateway, slack: SlackDriver) -> None:
    sent = await gateway.post("C0MEAL", Content("2/4"), KEY)
    await slack.post("delete", user="U0MINJUN", channel="C0MEAL", ts=sent.ts)

    with pytest.raises(Gone):
        await gateway.update(sent, Content("3/4"), KEY)


async def test_accepted_but_unanswered_is_unknown_and_can_be_found(gateway: SlackGateway, slack: SlackDriver) -> None:
    began = since()
    await slack.faults({"method": "chat.postMessage", "kind": "drop_after"})

    with pytest.raises(Unknown):
        await gateway.post("C0MEAL", Content("치킨 드실 분"), KEY)

    assert await gateway.find_posted("C0MEAL", KEY, began, None, "B0PARTNER") is not None


async def test_dropped_before_it_was_taken_is_unknown_too(gateway: SlackGateway, slack: SlackDriver) -> None:
    began = since()
    await slack.faults({"method": "chat.postMessage", "kind": "drop_before"})

    with pytest.raises(Unknown):
        await gateway.post("C0MEAL", Content("치킨 드실 분"), KEY)

    assert await gateway.find_posted("C0MEAL", KEY, began, None, "B0PARTNER") is None


async def test_a_limit_says_when_to_come_again(gateway: SlackGateway, slack: SlackDriver) -> None:
    await slack.faults({"method": "chat.postMessage", "kind": "rate_limited", "seconds": 7})

    with pytest.raises(Unsent) as unsent:
        await gateway.post("C0MEAL", Content("치킨 드실 분"), KEY)

    assert unsent.value.retry_after == timedelta(seconds=7)


@pytest.mark.parametrize(
    ("channel", "code"),
    [("C0RANDOM42", "not_in_channel"), ("C0OLD", "is_archived"), ("C0NOWHERE", "channel_not_found")],
)
async def test_where_it_may_not_post_slack_refuses(gateway: SlackGateway, channel: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        await gateway.post(channel, Content("치킨 드실 분"), KEY)

    assert refused.value.code in {code, "not_in_channel"}


async def test_a_public_channel_can_be_entered(gateway: SlackGateway) -> None:
    before = await gateway.conversation("C0RANDOM42")
    await gateway.join("C0RANDOM42")

    assert not before.is_member
    assert (await gateway.conversation("C0RANDOM42")).is_member
    assert await gateway.post("C0RANDOM42", Content("안녕하세요"), KEY)
