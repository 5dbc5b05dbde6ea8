"""Tokens, scopes and arguments, as every method of the Web API has them."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from playground import Playground, PlaygroundOptions
from playground.driver import SlackDriver
from playground.methods import METHODS
from playground.web_api.dispatcher import HANDLERS
from tests.playground.conftest import refusal, refused


@pytest.fixture
async def modest() -> Any:
    """A workspace whose app has no scope but one."""
    async with Playground(PlaygroundOptions(port=0, scopes=frozenset({"chat:write"}))) as running:
        yield AsyncWebClient(token="xoxb-playground", base_url=running.api_url)


@pytest.mark.parametrize(
    ("token", "error"),
    [("", "not_authed"), ("xoxb-somebody", "invalid_auth"), ("xapp-playground", "not_allowed_token_type")],
)
async def test_a_call_needs_the_bots_token(playground: Playground, token: str, error: str) -> None:
    client = AsyncWebClient(token=token, base_url=playground.api_url)
    assert await refusal(client.auth_test()) == error


async def test_a_connection_is_opened_with_the_apps_token_alone(playground: Playground, client: AsyncWebClient) -> None:
    assert await refusal(client.api_call("apps.connections.open")) == "not_allowed_token_type"
    opened = await client.apps_connections_open(app_token="xapp-playground")
    assert opened["url"].startswith(playground.url.replace("http", "ws"))


async def test_a_token_dies_with_the_app(client: AsyncWebClient, slack: SlackDriver) -> None:
    await slack.post("revoke")
    assert await refusal(client.auth_test()) == "token_revoked"
    await slack.post("uninstall")
    assert await refusal(client.auth_test()) == "account_inactive"
    await slack.post("install")
    assert (await client.auth_test())["bot_id"] == "B0PARTNER"


@pytest.mark.parametrize(
    ("method", "arguments", "needed"),
    [
        ("users.info", {"user": "U0SUA"}, "users:read"),
        ("team.info", {}, "team:read"),
        ("conversations.open", {"users": "U0SUA"}, "im:write"),
        ("conversations.open", {"users": "U0SUA,U0JIWOO"}, "mpim:write"),
        ("conversations.info", {"channel": "C0MEAL"}, "channels:read"),
        ("conversations.history", {"channel": "C0MEAL"}, "channels:history"),
        ("conversations.join", {"channel": "C0MEAL"}, "channels:join"),
        ("conversations.create", {"name": "x", "is_private": "true"}, "groups:write"),
    ],
)
async def test_a_scope_that_was_not_granted_is_named(
    modest: AsyncWebClient, method: str, arguments: dict[str, str], needed: str
) -> None:
    answer = await refused(modest.api_call(method, data=arguments))
    assert answer["error"] == "missing_scope"
    assert needed in answer["needed"].split(",")
    assert answer["provided"] == "chat:write"


async def test_which_scope_is_needed_depends_on_the_kind_of_conversation() -> None:
    scopes = frozenset({"channels:read", "im:write"})
    async with Playground(PlaygroundOptions(port=0, scopes=scopes)) as running:
        client = AsyncWebClient(token="xoxb-playground", base_url=running.api_url)
        direct = (await client.conversations_open(users="U0SUA"))["channel"]["id"]
        assert (await client.conversations_info(channel="C0MEAL"))["ok"]
        assert (await refused(client.conversations_info(channel=direct)))["needed"] == "im:read"
        assert (await refused(client.conversations_list(types="im")))["needed"] == "im:read"


@pytest.mark.parametrize("method", ["files.list", "users.profile.set", "chat.postMessages"])
async def test_a_method_that_is_not_there_is_unknown(client: AsyncWebClient, method: str) -> None:
    assert await refusal(client.api_call(method)) == "unknown_method"


def test_every_method_that_is_answered_is_one_of_slacks() -> None:
    assert set(HANDLERS) <= set(METHODS)


async def raw(playground: Playground, method: str, **request: Any) -> Any:
    headers = {"Authorization": "Bearer xoxb-playground", **request.pop("headers", {})}
    async with aiohttp.request("POST", playground.api_url + method, headers=headers, **request) as response:
        return await response.json()


async def test_arguments_come_as_query_form_or_json(playground: Playground) -> None:
    for request in ({"params": {"channel": "C0MEAL", "text": "ㄱ"}}, {"data": {"channel": "C0MEAL", "text": "ㄴ"}}):
        assert (await raw(playground, "chat.postMessage", **request))["ok"]
    assert (await raw(playground, "chat.postMessage", json={"channel": "C0MEAL", "text": "ㄷ"}))["ok"]


async def test_a_token_may_come_in_a_form_but_not_in_a_query(playground: Playground) -> None:
    url = playground.api_url + "auth.test"
    async with aiohttp.request("POST", url, data={"token": "xoxb-playground"}) as response:
        assert (await response.json())["ok"]
    async with aiohttp.request("GET", url, params={"token": "xoxb-playground"}) as response:
        assert (await response.json())["error"] == "not_authed"


async def test_json_sent_to_a_method_that_takes_none_is_not_heard(playground: Playground) -> None:
    assert not METHODS["users.info"].json_body
    answer = await raw(playground, "users.info", json={"user": "U0SUA"})
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: user"]


@pytest.mark.parametrize(
    ("body", "kind", "error"),
    [
        (b"{", "application/json", "invalid_json"),
        (b"\xff\xfe", "application/json", "invalid_json"),
        (b"[1]", "application/json", "json_not_object"),
        (b"hello", "text/plain", "invalid_post_type"),
        (b"hello", "multipart/form-data; boundary=x", "invalid_form_data"),
    ],
)
async def test_a_garbled_body_is_refused(playground: Playground, body: bytes, kind: str, error: str) -> None:
    answer = await raw(playground, "chat.postMessage", data=body, headers={"Content-Type": kind})
    assert answer["error"] == error


async def test_a_misspelt_argument_is_ignored_and_put_on_record(playground: Playground, slack: SlackDriver) -> None:
    sent = {"channel": "C0MEAL", "text": "x", "thread": "1.1"}
    assert (await raw(playground, "chat.postMessage", json=sent))["ok"]
    assert await slack.violations() == ["chat.postMessage: unknown argument: thread"]


async def test_the_inspector_shows_calls_without_their_token(playground: Playground, slack: SlackDriver) -> None:
    await raw(playground, "chat.postMessage", data={"token": "xoxb-playground", "channel": "C0MEAL", "text": "x"})
    entry = (await slack.inspector())[-1]
    assert (entry["direction"], entry["name"], entry["channel"]) == ("from_bot", "chat.postMessage", "C0MEAL")
    assert "xoxb-playground" not in str(entry)


async def test_a_persons_language_is_told_only_when_asked_for(client: AsyncWebClient) -> None:
    assert "locale" not in (await client.users_info(user="U0ANA"))["user"]
    assert (await client.users_info(user="U0ANA", include_locale=True))["user"]["locale"] == "en-US"
    assert await refusal(client.users_info(user="U0NOBODY")) == "user_not_found"


async def test_the_list_of_people_has_everybody_and_the_bot(client: AsyncWebClient) -> None:
    first = await client.users_list(limit=10)
    rest = await client.users_list(limit=10, cursor=first["response_metadata"]["next_cursor"])
    people = [*first["members"], *rest["members"]]
    assert len(people) == 13
    assert [one["id"] for one in people if one["is_bot"]] == ["U0PARTNER"]
    assert rest["response_metadata"]["next_cursor"] == ""


async def test_the_team_says_its_name_but_no_language(client: AsyncWebClient) -> None:
    team = (await client.team_info())["team"]
    assert (team["id"], team["name"]) == ("T0SEOUL42", "42 Seoul")
    assert "locale" not in team
