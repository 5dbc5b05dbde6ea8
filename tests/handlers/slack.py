"""What Slack sends, as it sends it: bodies of commands, clicks, submissions and events, signed."""

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from slack_bolt.async_app import AsyncBoltRequest

SECRET = "signing-secret-of-the-tests"
TEAM = "T042"
CHANNEL = "C0MEAL"

Body = dict[str, Any]


def signature(raw: str, timestamp: str, secret: str = SECRET) -> str:
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{raw}".encode(), hashlib.sha256).hexdigest()
    return f"v0={digest}"


def signed(raw: str, content_type: str, *, age: int = 0, secret: str = SECRET) -> AsyncBoltRequest:
    timestamp = str(int(time.time()) - age)
    headers = {
        "content-type": content_type,
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": signature(raw, timestamp, secret),
    }
    return AsyncBoltRequest(body=raw, headers=headers)  # type: ignore[arg-type]


def form(fields: Mapping[str, str], **how: Any) -> AsyncBoltRequest:
    return signed(urlencode(fields), "application/x-www-form-urlencoded", **how)


def interactive(body: Body, **how: Any) -> AsyncBoltRequest:
    return form({"payload": json.dumps(body)}, **how)


def event_request(body: Body, **how: Any) -> AsyncBoltRequest:
    return signed(json.dumps(body), "application/json", **how)


class Numbers:
    """Trigger ids and the like: never the same twice."""

    def __init__(self) -> None:
        self.last = 0

    def next(self, prefix: str) -> str:
        self.last += 1
        return f"{prefix}{self.last}"


NUMBERS = Numbers()


def command(user: str, text: str, *, team: str = TEAM, channel: str = CHANNEL, channel_name: str = "밥트너") -> Body:
    return {
        "command": "/partner",
        "text": text,
        "team_id": team,
        "user_id": user,
        "channel_id": channel,
        "channel_name": channel_name,
        "trigger_id": NUMBERS.next("trigger"),
        "response_url": "https://hooks.example/command",
    }


def click(
    user: str,
    action_id: str,
    value: str | None = None,
    *,
    view: Body | None = None,
    option: str | None = None,
    ephemeral: bool = False,
    block_id: str = "b",
    team: str = TEAM,
) -> Body:
    action: Body = {"type": "button", "action_id": action_id, "block_id": block_id, "action_ts": "1.1"}
    if value is not None:
        action["value"] = value
    if option is not None:
        action |= {"type": "overflow", "selected_option": {"value": option, "text": {}}}
    body: Body = {
        "type": "block_actions",
        "team": {"id": TEAM, "domain": "42"},
        "user": {"id": user, "team_id": team},
        "trigger_id": NUMBERS.next("trigger"),
        "actions": [action],
    }
    if view is not None:
        return {**body, "container": {"type": "view", "view_id": view["id"]}, "view": view}
    container = {"type": "message", "message_ts": "1.1", "channel_id": CHANNEL, "is_ephemeral": ephemeral}
    url = f"https://hooks.example/{body['trigger_id']}"
    return {**body, "container": container, "channel": {"id": CHANNEL, "name": "밥트너"}, "response_url": url}


def submission(user: str, view: Body, *, team: str = TEAM) -> Body:
    return {
        "type": "view_submission",
        "team": {"id": TEAM, "domain": "42"},
        "user": {"id": user, "team_id": team},
        "trigger_id": NUMBERS.next("trigger"),
        "view": view,
        "response_urls": [],
    }


def shortcut(user: str, callback_id: str) -> Body:
    return {
        "type": "shortcut",
        "callback_id": callback_id,
        "team": {"id": TEAM, "domain": "42"},
        "user": {"id": user, "team_id": TEAM},
        "trigger_id": NUMBERS.next("trigger"),
    }


def event(kind: str, *, team: str = TEAM, **content: Any) -> Body:
    return {
        "type": "event_callback",
        "team_id": team,
        "event_id": NUMBERS.next("Ev"),
        "event_time": 1,
        "event": {"type": kind, **content},
    }


def opened(view: Mapping[str, Any], entered: Mapping[str, Any] | None = None, **changed: Any) -> Body:
    """A view as Slack keeps it: with an id, a hash, and the state of each input as it began or was `entered`."""
    view_id = changed.pop("id", None) or NUMBERS.next("V")
    values = {**_initial_values(view), **{name: {name: state} for name, state in (entered or {}).items()}}
    kept = {"callback_id": "", "private_metadata": "", "root_view_id": view_id, **view}
    return {**kept, "id": view_id, "hash": NUMBERS.next("hash"), "state": {"values": values}, **changed}


def _initial_values(view: Mapping[str, Any]) -> Body:
    inputs = (block for block in view["blocks"] if block["type"] == "input")
    return {block["block_id"]: {block["element"]["action_id"]: _initial(block["element"])} for block in inputs}


_STATES = {
    "initial_value": "value",
    "initial_option": "selected_option",
    "initial_options": "selected_options",
    "initial_date_time": "selected_date_time",
    "initial_conversation": "selected_conversation",
    "initial_users": "selected_users",
}


def _initial(element: Mapping[str, Any]) -> Body:
    state: Body = {"type": element["type"]}
    return state | {_STATES[name]: value for name, value in element.items() if name in _STATES}


def option(value: str) -> Body:
    return {"selected_option": {"value": value}}


def options(*values: str) -> Body:
    return {"selected_options": [{"value": value} for value in values]}


def users(*slack_ids: str) -> Body:
    return {"selected_users": list(slack_ids)}


def text(value: str) -> Body:
    return {"value": value}
