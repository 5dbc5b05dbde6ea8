from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from playground.driver import SlackDriver
from tests.playground.conftest import refusal, refused


async def opened(client: AsyncWebClient, *users: str) -> str:
    answer: dict[str, Any] = (await client.conversations_open(users=list(users)))["channel"]
    return str(answer["id"])


async def test_the_same_people_always_share_one_conversation(client: AsyncWebClient) -> None:
    first = await opened(client, "U0JIWOO", "U0SUA")
    again = await client.conversations_open(users=["U0SUA", "U0JIWOO"])
    assert (again["channel"]["id"], again["already_open"]) == (first, True)
    assert await opened(client, "U0JIWOO") != first


async def test_a_direct_message_holds_up_to_eight_others(client: AsyncWebClient) -> None:
    everybody = [one["id"] for one in (await client.users_list())["members"] if not one["is_bot"]]
    assert await opened(client, *everybody[:8])
    assert await refusal(client.conversations_open(users=everybody[:9])) == "too_many_users"


@pytest.mark.parametrize(
    ("users", "error"),
    [
        ("", "users_list_not_supplied"),
        ("U0NOBODY", "user_not_found"),
        ("U0PARTNER", "cannot_dm_bot"),
        ("U0JIWOO,U0TAEO", "user_disabled"),
    ],
)
async def test_whom_no_direct_message_reaches(
    client: AsyncWebClient, slack: SlackDriver, users: str, error: str
) -> None:
    await slack.deactivate("U0TAEO")
    assert await refusal(client.conversations_open(users=users)) == error


async def test_an_open_direct_message_outlives_its_partners_deactivation(
    client: AsyncWebClient, slack: SlackDriver
) -> None:
    channel = await opened(client, "U0TAEO")
    await slack.deactivate("U0TAEO")
    assert (await client.chat_postMessage(channel=channel, text="잘 지내요"))["ok"]


async def test_nobody_is_invited_to_a_group_direct_message(client: AsyncWebClient) -> None:
    channel = await opened(client, "U0JIWOO", "U0SUA")
    call = client.conversations_invite(channel=channel, users="U0TAEO")
    assert await refusal(call) == "method_not_supported_for_channel_type"


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("밥트너", "name_taken"),
        ("2021-모집", "name_taken"),
        ("", "invalid_name_required"),
        ("a" * 81, "invalid_name_maxlength"),
        ("Lunch", "invalid_name_specials"),
        ("점심 모임", "invalid_name_specials"),
        ("--", "invalid_name_punctuation"),
    ],
)
async def test_a_channels_name_has_rules(client: AsyncWebClient, name: str, error: str) -> None:
    call = client.api_call("conversations.create", json={"name": name, "is_private": True})
    assert await refusal(call) == error


async def test_a_private_channel_starts_with_the_bot_alone_and_takes_invitations(
    client: AsyncWebClient, slack: SlackDriver
) -> None:
    channel = (await client.conversations_create(name="match-1", is_private=True))["channel"]
    assert (channel["is_private"], channel["is_member"]) == (True, True)
    await client.conversations_invite(channel=channel["id"], users=["U0JIWOO", "U0SUA"])
    members = await client.conversations_members(channel=channel["id"])
    assert members["members"] == ["U0PARTNER", "U0JIWOO", "U0SUA"]
    assert channel["id"] in [one["id"] for one in await slack.channels("U0SUA")]
    assert channel["id"] not in [one["id"] for one in await slack.channels("U0TAEO")]


@pytest.mark.parametrize(
    ("users", "error"),
    [
        ("U0JIWOO", "already_in_channel"),
        ("U0PARTNER", "cant_invite_self"),
        ("U0NOBODY", "user_not_found"),
        ("", "no_user"),
    ],
)
async def test_an_invitation_that_fails_says_for_whom(client: AsyncWebClient, users: str, error: str) -> None:
    call = client.api_call("conversations.invite", json={"channel": "C0MEAL", "users": users})
    answer = await refused(call)
    assert answer["error"] == error
    assert [one["error"] for one in answer.get("errors", [])] == [error] * bool(users)


async def test_one_who_cannot_be_invited_stops_all_unless_forced(client: AsyncWebClient) -> None:
    channel = (await client.conversations_create(name="match-2", is_private=True))["channel"]["id"]
    users = "U0NOBODY,U0JIWOO"
    assert await refusal(client.conversations_invite(channel=channel, users=users)) == "user_not_found"
    assert (await client.conversations_members(channel=channel))["members"] == ["U0PARTNER"]
    await client.conversations_invite(channel=channel, users=users, force=True)
    assert (await client.conversations_members(channel=channel))["members"] == ["U0PARTNER", "U0JIWOO"]


async def test_a_bot_joins_public_channels_only(client: AsyncWebClient) -> None:
    assert (await client.conversations_join(channel="C0GENERAL"))["channel"]["is_member"]
    assert (await client.conversations_join(channel="C0GENERAL"))["warning"] == "already_in_channel"
    assert await refusal(client.conversations_join(channel="C0SECRET")) == "channel_not_found"
    assert await refusal(client.conversations_join(channel="C0OLD")) == "is_archived"


async def test_history_comes_in_pages_latest_first_and_keeps_metadata_to_itself_unless_asked(
    client: AsyncWebClient,
) -> None:
    for number in range(5):
        metadata = {"event_type": "n", "event_payload": {"number": number}}
        await client.chat_postMessage(channel="C0MEAL", text=str(number), metadata=metadata)
    first = await client.conversations_history(channel="C0MEAL", limit=3, include_all_metadata=True)
    assert [one["text"] for one in first["messages"]] == ["4", "3", "2"]
    assert first["messages"][0]["metadata"]["event_payload"] == {"number": 4}
    cursor = first["response_metadata"]["next_cursor"]
    rest = await client.conversations_history(channel="C0MEAL", limit=3, cursor=cursor)
    assert [one["text"] for one in rest["messages"]] == ["1", "0"]
    assert (rest["has_more"], "metadata" in rest["messages"][0]) == (False, False)


async def test_history_is_bounded_by_timestamps_which_count_only_when_inclusive(client: AsyncWebClient) -> None:
    stamps = [(await client.chat_postMessage(channel="C0MEAL", text=str(n)))["ts"] for n in range(3)]
    bounds = {"channel": "C0MEAL", "oldest": stamps[0], "latest": stamps[2]}
    assert [one["text"] for one in (await client.conversations_history(**bounds))["messages"]] == ["1"]
    inclusive = await client.conversations_history(**bounds, inclusive=True)
    assert [one["text"] for one in inclusive["messages"]] == ["2", "1", "0"]
    assert await refusal(client.conversations_history(channel="C0MEAL", oldest="yesterday")) == "invalid_ts_oldest"


@pytest.mark.parametrize(("channel", "error"), [("C0GENERAL", "not_in_channel"), ("C0SECRET", "channel_not_found")])
async def test_a_bot_reads_only_where_it_is_a_member(client: AsyncWebClient, channel: str, error: str) -> None:
    assert await refusal(client.conversations_history(channel=channel)) == error
    assert await refusal(client.conversations_replies(channel=channel, ts="1.1")) == error


async def test_a_strange_cursor_is_refused(client: AsyncWebClient) -> None:
    assert await refusal(client.conversations_history(channel="C0MEAL", cursor="bogus")) == "invalid_cursor"
    assert await refusal(client.conversations_members(channel="C0MEAL", cursor="bogus")) == "invalid_cursor"


async def test_a_thread_is_read_root_first(client: AsyncWebClient) -> None:
    root = (await client.chat_postMessage(channel="C0MEAL", text="뿌리"))["ts"]
    for text in ("하나", "둘"):
        await client.chat_postMessage(channel="C0MEAL", text=text, thread_ts=root)
    thread = await client.conversations_replies(channel="C0MEAL", ts=root)
    assert [one["text"] for one in thread["messages"]] == ["뿌리", "하나", "둘"]
    assert thread["messages"][0]["reply_count"] == 2
    assert await refusal(client.conversations_replies(channel="C0MEAL", ts="1.000001")) == "thread_not_found"


async def test_members_come_in_pages_without_the_deactivated(client: AsyncWebClient, slack: SlackDriver) -> None:
    await slack.deactivate("U0TAEO")
    found: list[str] = []
    cursor = ""
    while True:
        answer = await client.conversations_members(channel="C0MEAL", limit=5, cursor=cursor)
        found += answer["members"]
        cursor = answer["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert len(found) == len(set(found)) == 12
    assert "U0TAEO" not in found


async def test_lists_show_public_channels_and_what_the_bot_is_in(client: AsyncWebClient) -> None:
    await opened(client, "U0JIWOO")
    listed = await client.conversations_list(types="public_channel,private_channel,im", exclude_archived=True)
    kinds = {one["id"][0] for one in listed["channels"]}
    names = {one.get("name") for one in listed["channels"]}
    assert kinds == {"C", "D"}
    assert "2021-모집" not in names
    assert "운영진" not in names
    mine = await client.users_conversations(types="public_channel")
    assert {one["name"] for one in mine["channels"]} == {"밥트너", "공트너"}
    assert await refusal(client.conversations_list(types="everything")) == "invalid_types"


async def test_topic_and_purpose_are_set_and_limited(client: AsyncWebClient) -> None:
    await client.conversations_setTopic(channel="C0MEAL", topic="점심")
    assert (await client.conversations_info(channel="C0MEAL"))["channel"]["topic"]["value"] == "점심"
    assert await refusal(client.conversations_setPurpose(channel="C0MEAL", purpose="x" * 251)) == "too_long"
    assert await refusal(client.conversations_setTopic(channel="C0GENERAL", topic="x")) == "not_in_channel"


async def test_a_channel_is_archived_once(client: AsyncWebClient) -> None:
    await client.conversations_archive(channel="C0MEAL")
    assert await refusal(client.conversations_archive(channel="C0MEAL")) == "already_archived"
