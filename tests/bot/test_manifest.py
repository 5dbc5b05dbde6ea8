import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.manifest import build_manifest, needed_scopes
from handlers.app import build_router
from infra.slack import gateway
from playground.methods import METHODS

SCHEMA = Path(__file__).parents[2].parent / "shared" / "data" / "slack-manifest.schema.2.0.0.json"
URL = "https://partner.example.org"
OF_EVENTS = {
    "message.im": {"im:history"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "user_change": {"users:read"},
}
"""Scopes that an event needs; the others need none (Slack's event pages)."""


@pytest.fixture(params=[URL, None], ids=["http", "socket"])
def manifest(request: pytest.FixtureRequest) -> dict[str, Any]:
    return build_manifest(request.param)


def test_the_router_answers_what_the_manifest_announces(manifest: dict[str, Any]) -> None:
    router = build_router()
    features, settings = manifest["features"], manifest["settings"]

    assert {each["command"] for each in features["slash_commands"]} == set(router.commands)
    assert {each["callback_id"] for each in features["shortcuts"]} == set(router.shortcuts)
    events = {
        "message" if each.startswith("message.") else each for each in settings["event_subscriptions"]["bot_events"]
    }
    assert events == set(router.events)


def called_methods() -> set[str]:
    """Every Web API method that is named in the way to Slack."""
    sources = Path(gateway.__file__).parent.glob("*.py")
    named = {each for source in sources for each in re.findall(r'"([a-z]+\.[A-Za-z.]+)"', source.read_text())}
    return named & set(METHODS)


def test_every_method_that_is_called_has_its_scopes() -> None:
    # A call needs one of its scopes, the one that fits the conversation; ours go into every kind of conversation,
    # save that only public channels are entered and only private ones made.
    lacking = {name: METHODS[name].scopes - needed_scopes() for name in called_methods()}

    assert {name: scopes for name, scopes in lacking.items() if scopes == METHODS[name].scopes and scopes} == {}
    assert lacking["conversations.history"] == set()
    assert lacking["conversations.replies"] == set()
    assert "chat.postMessage" in lacking


def test_every_scope_is_needed_by_a_method_an_event_or_the_command(manifest: dict[str, Any]) -> None:
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    of_methods = {scope for name in called_methods() for scope in METHODS[name].scopes}
    of_events = {scope for each in events for scope in OF_EVENTS.get(each, ())}

    of_files = METHODS["files.completeUploadExternal"].scopes  # the SDK's upload calls it: the file of one's own data
    assert needed_scopes() <= of_methods | of_events | of_files | {"commands"}


def test_it_asks_for_no_scope_beyond_the_list() -> None:
    assert needed_scopes() == {
        *("commands", "chat:write", "channels:join", "channels:read", "groups:read", "users:read"),
        *("im:write", "mpim:write", "groups:write", "files:write"),
        *("channels:history", "groups:history", "im:history", "mpim:history"),
    }


def test_over_http_everything_goes_to_one_address() -> None:
    manifest = build_manifest(URL + "/")
    settings = manifest["settings"]

    addresses = {
        settings["event_subscriptions"]["request_url"],
        settings["interactivity"]["request_url"],
        *(each["url"] for each in manifest["features"]["slash_commands"]),
    }
    assert addresses == {URL + "/slack/events"}
    assert settings["socket_mode_enabled"] is False


def test_socket_mode_needs_no_address() -> None:
    manifest = build_manifest(None)

    assert manifest["settings"]["socket_mode_enabled"] is True
    assert "url" not in json.dumps(manifest)


def test_people_can_write_to_the_bot_and_open_its_home(manifest: dict[str, Any]) -> None:
    assert manifest["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }
    assert manifest["settings"]["interactivity"]["is_enabled"] is True


def test_slacks_limits_of_the_words_are_kept(manifest: dict[str, Any]) -> None:
    shown = manifest["display_information"]

    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 175 <= len(shown["long_description"]) <= 4000
    assert all(len(each["name"]) <= 24 for each in manifest["features"]["shortcuts"])
    assert all(len(each["description"]) <= 150 for each in manifest["features"]["shortcuts"])


if SCHEMA.exists():

    def test_slacks_own_schema_takes_it(manifest: dict[str, Any]) -> None:
        jsonschema.validate(manifest, json.loads(SCHEMA.read_text(encoding="utf-8")))
