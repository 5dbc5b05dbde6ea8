from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from playground import Playground
from playground.driver import SlackDriver
from tests.playground.conftest import refusal, refused

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "안녕하세요"}}
METADATA = {"event_type": "outbox", "event_payload": {"key": "recruitment:1:card"}}


async def post(client: AsyncWebClient, channel: str = "C0MEAL", text: str = "안녕", **more: Any) -> Any:
    return await client.chat_postMessage(channel=channel, text=text, **more)


async def test_a_posted_message_is_seen_by_everybody_with_the_bots_id(
    client: AsyncWebClient, slack: SlackDriver
) -> None:
    posted = await post(client, blocks=[SECTION])
    seen = (await slack.messages("U0JIWOO", "C0MEAL"))[-1]
    assert (seen["ts"], seen["bot_id"], seen["text"]) == (posted["ts"], "B0PARTNER", "안녕")
    assert seen["blocks"][0]["block_id"]
    assert posted["message"]["bot_id"] == "B0PARTNER"


async def test_a_broken_block_is_refused_with_its_pointer_and_put_on_record(
    client: AsyncWebClient, slack: SlackDriver
) -> None:
    long = {"type": "section", "text": {"type": "mrkdwn", "text": "가" * 3001}}
    answer = await refused(post(client, blocks=[long]))
    assert answer["error"] == "invalid_blocks"
    assert answer["errors"] == ["must be less than 3001 characters [json-pointer:/blocks/0/text/text]"]
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {answer['errors'][0]}"]
    assert any("invalid_blocks" in violation for violation in await slack.violations())


async def test_blocks_that_are_no_list_are_refused(client: AsyncWebClient) -> None:
    call = client.api_call("chat.postMessage", data={"channel": "C0MEAL", "blocks": "{not json"})
    assert await refusal(call) == "invalid_blocks_format"


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C0GENERAL", "not_in_channel"),
        ("C0SECRET", "channel_not_found"),
        ("C0NOWHERE", "channel_not_found"),
        ("C0OLD", "is_archived"),
    ],
)
async def test_a_bot_posts_only_where_it_is_a_member(client: AsyncWebClient, channel: str, error: str) -> None:
    assert await refusal(post(client, channel)) == error


async def test_nothing_is_posted_into_an_archived_channel(client: AsyncWebClient, slack: SlackDriver) -> None:
    await slack.post("archive", user="U0MINJUN", channel="C0MEAL")
    assert await refusal(post(client)) == "is_archived"


async def test_a_message_must_say_something(client: AsyncWebClient) -> None:
    assert await refusal(client.api_call("chat.postMessage", json={"channel": "C0MEAL", "text": " "})) == "no_text"


async def test_a_missing_channel_is_named(client: AsyncWebClient) -> None:
    answer = await refused(client.api_call("chat.postMessage", json={"text": "어디로?"}))
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]


async def test_text_is_cut_at_forty_thousand_characters(client: AsyncWebClient) -> None:
    posted = await post(client, text="가" * 40_001)
    assert len(posted["message"]["text"]) == 40_000
    assert posted["warning"] == "message_truncated"


async def test_an_update_beyond_four_thousand_characters_is_too_long(client: AsyncWebClient) -> None:
    posted = await post(client)
    call = client.chat_update(channel="C0MEAL", ts=posted["ts"], text="가" * 4001)
    assert await refusal(call) == "msg_too_long"


async def test_an_update_keeps_the_metadata_it_does_not_name(client: AsyncWebClient) -> None:
    posted = await post(client, metadata=METADATA)
    changed = await client.chat_update(channel="C0MEAL", ts=posted["ts"], text="바뀜")
    assert changed["message"]["metadata"] == METADATA
    assert changed["message"]["edited"]


async def test_text_alone_takes_the_blocks_away_and_marks_the_message_as_edited(client: AsyncWebClient) -> None:
    ts = (await post(client, blocks=[SECTION]))["ts"]
    quiet = (await client.chat_update(channel="C0MEAL", ts=ts, text="블록째", blocks=[SECTION]))["message"]
    assert (quiet["text"], len(quiet["blocks"]), "edited" in quiet) == ("블록째", 1, False)
    plain = (await client.chat_update(channel="C0MEAL", ts=ts, text="글만"))["message"]
    assert (plain["text"], "blocks" in plain, "edited" in plain) == ("글만", False, True)


async def test_a_bot_changes_and_deletes_its_own_messages_only(client: AsyncWebClient, slack: SlackDriver) -> None:
    theirs = await slack.say("U0MINJUN", "C0MEAL", "내 글")
    ts = theirs["ts"]
    assert await refusal(client.chat_update(channel="C0MEAL", ts=ts, text="x")) == "cant_update_message"
    assert await refusal(client.chat_delete(channel="C0MEAL", ts=ts)) == "cant_delete_message"
    assert await refusal(client.chat_update(channel="C0MEAL", ts="1.000001", text="x")) == "message_not_found"


async def test_a_deleted_message_is_gone_and_a_deleted_root_leaves_a_tombstone(
    client: AsyncWebClient, slack: SlackDriver
) -> None:
    alone, root = await post(client, text="혼자"), await post(client, text="답글 있음")
    await post(client, text="답글", thread_ts=root["ts"])
    for message in (alone, root):
        await client.chat_delete(channel="C0MEAL", ts=message["ts"])
    seen = await slack.messages("U0MINJUN", "C0MEAL")
    assert [(one["ts"], one["deleted"]) for one in seen] == [(root["ts"], True)]


@pytest.mark.parametrize(
    ("metadata", "error"),
    [
        ({"event_type": "x"}, "invalid_metadata_format"),
        ({"event_type": "", "event_payload": {}}, "invalid_metadata_format"),
        ({"event_type": "x", "event_payload": {"deep": {"er": 1}}}, "invalid_metadata_schema"),
        ({"event_type": "x", "event_payload": {"long": "가" * 9000}}, "metadata_too_large"),
    ],
)
async def test_metadata_has_a_shape_and_a_limit(client: AsyncWebClient, metadata: Any, error: str) -> None:
    assert await refusal(post(client, metadata=metadata)) == error


async def test_a_reply_goes_below_its_root_and_counts_there(client: AsyncWebClient, slack: SlackDriver) -> None:
    root = await post(client)
    reply = await post(client, text="답글", thread_ts=root["ts"])
    assert [one["ts"] for one in await slack.thread("U0JIWOO", "C0MEAL", root["ts"])] == [reply["ts"]]
    shown = await slack.message("U0JIWOO", "C0MEAL", root["ts"])
    assert (shown["reply_count"], shown["latest_reply"]) == (1, reply["ts"])
    assert [one["ts"] for one in await slack.messages("U0JIWOO", "C0MEAL")] == [root["ts"]]


async def test_an_ephemeral_is_seen_by_one_person_until_dismissed(client: AsyncWebClient, slack: SlackDriver) -> None:
    said = await client.chat_postEphemeral(channel="C0MEAL", user="U0JIWOO", text="너만 봐")
    assert [one["text"] for one in await slack.messages("U0JIWOO", "C0MEAL") if one["ephemeral"]] == ["너만 봐"]
    assert await slack.messages("U0MINJUN", "C0MEAL") == []
    await slack.post("dismiss", user="U0JIWOO", channel="C0MEAL", ts=said["message_ts"])
    assert await slack.messages("U0JIWOO", "C0MEAL") == []


async def test_an_ephemeral_goes_to_members_only(client: AsyncWebClient, slack: SlackDriver) -> None:
    await slack.post("leave", user="U0JIWOO", channel="C0MEAL")
    for user in ("U0JIWOO", "U0NOBODY"):
        call = client.chat_postEphemeral(channel="C0MEAL", user=user, text="?")
        assert await refusal(call) == "user_not_in_channel"


async def test_a_permalink_opens_the_message_in_the_playground(client: AsyncWebClient, playground: Playground) -> None:
    ts = (await post(client))["ts"]
    link = (await client.chat_getPermalink(channel="C0MEAL", message_ts=ts))["permalink"]
    assert link == f"{playground.url}archives/C0MEAL/p{ts.replace('.', '')}"


async def test_a_timestamp_is_never_given_twice_and_follows_the_moved_clock(
    client: AsyncWebClient, slack: SlackDriver, playground: Playground
) -> None:
    stamps = [(await post(client))["ts"] for _ in range(3)]
    assert stamps == sorted(set(stamps))
    await slack.advance(3600)
    assert float((await post(client))["ts"]) - float(stamps[-1]) == pytest.approx(3600, abs=1)
    assert playground.clock.offset.total_seconds() == 3600


async def test_a_message_to_a_persons_id_arrives_in_their_direct_message(
    client: AsyncWebClient, slack: SlackDriver
) -> None:
    posted = await post(client, "U0SUA")
    assert posted["channel"] == await slack.open_dm("U0SUA", "U0PARTNER")
