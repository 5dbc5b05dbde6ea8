"""What came in from Slack, read once and strictly: who acts, on what, and by which key it is told from any other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from domain.model.people import SLACK_ID_LIMIT

Body = Mapping[str, Any]


class GarbledError(Exception):
    """It is not what Slack sends."""


KEY_LIMIT = 191
"""Characters of an inbox key that are kept. Slack's own ids are far from it."""


class Kind(StrEnum):
    """What somebody did."""

    COMMAND = "command"
    ACTION = "action"
    SUBMISSION = "submission"
    CLOSED = "closed"
    SHORTCUT = "shortcut"
    EVENT = "event"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Interaction:
    """`name` is what it is routed by: a command, an action id, a callback id, an event's type.

    `team_id` and `user_id` are of whoever acts, never of what they act on. No two acts share a `key`.
    `text` are the words behind a command or in a message, or the value of a button or of the option chosen.
    `view` is where it happened, if in a view; `from_ephemeral` says that it was in a message that only its reader
    sees; `content` is all of it (of an event: the event).
    """

    kind: Kind
    name: str
    team_id: str
    user_id: str
    key: str
    text: str = ""
    block_id: str = ""
    trigger_id: str | None = None
    response_url: str | None = None
    channel_id: str | None = None
    view: Body | None = None
    from_ephemeral: bool = False
    content: Body = field(default_factory=dict)

    @property
    def from_modal(self) -> bool:
        """Whether it happened in a modal."""
        return self.view is not None and self.view.get("type") == "modal"


def read(body: Body) -> Interaction:
    """What a request says. Raises `GarbledError` for what Slack would never send."""
    try:
        if "command" in body:
            return _command(body)
        return _READERS.get(body["type"], _other)(body)
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise GarbledError from error


def _command(body: Body) -> Interaction:
    # A recruitment is posted where people can join it: not in a conversation of two or a few.
    named = str(body.get("channel_name", ""))
    private = named == "directmessage" or named.startswith("mpdm-")
    return Interaction(
        kind=Kind.COMMAND,
        name=_text(body["command"]),
        team_id=_slack_id(body["team_id"]),
        user_id=_slack_id(body["user_id"]),
        key=_key("command", body["trigger_id"]),
        text=_text(body.get("text") or ""),
        trigger_id=_text(body["trigger_id"]),
        response_url=_text_or_none(body.get("response_url")),
        channel_id=None if private else _channel_id(body.get("channel_id")),
        content=body,
    )


def _action(body: Body) -> Interaction:
    action = body["actions"][0]
    view = _view(body["view"]) if body.get("view") else None
    return Interaction(
        kind=Kind.ACTION,
        name=_text(action["action_id"]),
        team_id=_team_of(body),
        user_id=_slack_id(body["user"]["id"]),
        key=_key("click", body["trigger_id"]),
        text=_value(action),
        block_id=str(action.get("block_id") or ""),
        trigger_id=_text(body["trigger_id"]),
        response_url=None if view else _text_or_none(body.get("response_url")),
        channel_id=_channel_of(body),
        view=view,
        from_ephemeral=bool(_mapping(body.get("container") or {}).get("is_ephemeral")),
        content=body,
    )


def _submission(body: Body) -> Interaction:
    view = _view(body["view"])
    _text(view["type"])  # Bolt trips over one without
    submitted = body["type"] == "view_submission"
    return Interaction(
        kind=Kind.SUBMISSION if submitted else Kind.CLOSED,
        name=_text(view["callback_id"]),
        team_id=_team_of(body),
        user_id=_slack_id(body["user"]["id"]),
        key=_key("view", view["id"]),
        text=_text(view.get("private_metadata") or ""),
        trigger_id=_text_or_none(body.get("trigger_id")),
        view=view,
        content=body,
    )


def _shortcut(body: Body) -> Interaction:
    return Interaction(
        kind=Kind.SHORTCUT,
        name=_text(body["callback_id"]),
        team_id=_team_of(body),
        user_id=_slack_id(body["user"]["id"]),
        key=_key("shortcut", body["trigger_id"]),
        trigger_id=_text(body["trigger_id"]),
        content=body,
    )


def _event(body: Body) -> Interaction:
    event = _mapping(body["event"])
    user = event.get("user")
    return Interaction(
        kind=Kind.EVENT,
        name=_text(event["type"]),
        team_id=_slack_id(event.get("user_team") or body["team_id"]),
        user_id=_slack_id((user.get("id") if isinstance(user, Mapping) else user) or ""),
        key=_key("event", body["event_id"]),
        text=_text(event.get("text") or ""),
        channel_id=_channel_id(event.get("channel")),
        content=event,
    )


def _other(body: Body) -> Interaction:
    """A kind that we never asked Slack for."""
    return Interaction(kind=Kind.OTHER, name=_text(body["type"]), team_id="", user_id="", key="", content=body)


_READERS: Mapping[str, Callable[[Body], Interaction]] = {
    "block_actions": _action,
    "view_submission": _submission,
    "view_closed": _submission,
    "shortcut": _shortcut,
    "event_callback": _event,
}


def _team_of(body: Body) -> str:
    """The team of whoever acts; in a shared channel it may be another than the channel's."""
    return _slack_id(body["user"].get("team_id") or body["team"]["id"])


def _channel_of(body: Body) -> str | None:
    channel = body.get("channel") or {}
    direct = channel.get("name") == "directmessage" or str(channel.get("name", "")).startswith("mpdm-")
    return None if direct else _channel_id(channel.get("id"))


def _channel_id(channel: object) -> str | None:
    return _slack_id(channel) if isinstance(channel, str) and channel else None


def _value(action: Body) -> str:
    chosen = action.get("selected_option") or {}
    return _text(action.get("value") or chosen.get("value") or "")


def _key(kind: str, identity: object) -> str:
    key = f"{kind}:{_text(identity)}"
    if len(key) > KEY_LIMIT or not key.isascii():
        raise TypeError("not an id of Slack's")
    return key


def _slack_id(value: object) -> str:
    slack_id = _text(value)
    if len(slack_id) > SLACK_ID_LIMIT or not slack_id.isascii():
        raise TypeError("not an id of Slack's")
    return slack_id


def _view(value: object) -> Body:
    """A view whose blocks and inputs are where they belong, whatever is in them."""
    view = _mapping(value)
    _text(view["id"])
    for block in view.get("blocks") or ():
        _mapping(block)
    for inputs in _mapping(_mapping(view.get("state") or {}).get("values") or {}).values():
        for entered in _mapping(inputs).values():
            _mapping(entered or {})
    return view


def _mapping(value: object) -> Body:
    if not isinstance(value, Mapping):
        raise TypeError("not an object")
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value
