"""Posting, changing and removing messages, told to the windows and to the bot."""

import re
from typing import Final

from playground.backend import Backend
from playground.model import BOT_ID, BOT_USER, Channel, Json, Kind, Message
from playground.shapes import message_object
from playground.ui_shapes import message_for_ui
from playground.workspace import bot_is_in, replies_to

_SUBSCRIPTIONS: Final = {
    Kind.CHANNEL: "message.channels",
    Kind.PRIVATE: "message.groups",
    Kind.IM: "message.im",
    Kind.MPIM: "message.mpim",
}
_EVENT_KINDS: Final = {Kind.CHANNEL: "channel", Kind.PRIVATE: "group", Kind.IM: "im", Kind.MPIM: "mpim"}
_WHISPERS_KEPT: Final = 500
TOMBSTONE: Final = "This message was deleted."


def bot_message(channel: Channel, ts: str, text: str, **fields: object) -> Message:
    """Return a message by the app's bot."""
    return Message(channel.id, ts, BOT_USER, text, bot_id=BOT_ID, **fields)  # type: ignore[arg-type]


def post(backend: Backend, channel: Channel, message: Message) -> None:
    """Add a message; the windows get it, its thread's root changes, the bot hears of it where it is a member."""
    channel.messages[message.ts] = message
    root = channel.messages.get(message.thread_ts or "")
    if root is not None and root.thread_ts is None:
        root.thread_ts = root.ts
    if message.user:
        channel.last_read[message.user] = message.ts
    backend.publish("message", {"message": message_for_ui(channel, message)}, channel)
    _refresh_root(backend, channel, message)
    _fire(backend, channel, _as_event(message))
    if message.bot_id is None and f"<@{BOT_USER}>" in message.text and bot_is_in(channel) and not channel.is_direct:
        mention = {**message_object(message), "type": "app_mention", "channel": channel.id, "event_ts": message.ts}
        backend.events.fire("app_mention", mention, channel.id)


def change(backend: Backend, channel: Channel, message: Message) -> None:
    """Tell everybody of a message that was edited in place."""
    backend.publish("message_changed", {"message": message_for_ui(channel, message)}, channel)
    event = {
        "subtype": "message_changed",
        "hidden": True,
        "message": message_object(message),
        "ts": backend.ts(channel),
    }
    _fire(backend, channel, event)


def delete(backend: Backend, channel: Channel, message: Message) -> None:
    """Remove a message; one with replies leaves a tombstone, as in Slack."""
    if replies_to(channel, message.ts):
        message.text, message.blocks, message.metadata = TOMBSTONE, None, None
        message.subtype, message.deleted, message.user, message.bot_id = "tombstone", True, "USLACKBOT", None
        message.extra = {}
        backend.publish("message_changed", {"message": message_for_ui(channel, message)}, channel)
    else:
        del channel.messages[message.ts]
        gone: dict[str, object] = {"channel": channel.id, "ts": message.ts, "thread_ts": message.thread_ts}
        backend.publish("message_deleted", gone, channel)
    _refresh_root(backend, channel, message)
    event = {"subtype": "message_deleted", "hidden": True, "deleted_ts": message.ts, "ts": backend.ts(channel)}
    _fire(backend, channel, event)


def whisper(backend: Backend, channel: Channel, message: Message) -> None:
    """Show an ephemeral message to the one it is for."""
    user = message.ephemeral_to or ""
    kept = backend.workspace.ephemerals.setdefault(user, [])
    kept.append(message)
    del kept[:-_WHISPERS_KEPT]
    backend.publish_to(user, "ephemeral", {"message": message_for_ui(channel, message)})


def find_whisper(backend: Backend, user: str, channel_id: str, ts: str) -> Message | None:
    """Return an ephemeral message that this person still sees."""
    kept = backend.workspace.ephemerals.get(user, [])
    return next((one for one in kept if (one.channel, one.ts) == (channel_id, ts)), None)


def change_whisper(backend: Backend, channel: Channel, message: Message) -> None:
    """Tell the person of an ephemeral message that was replaced in place."""
    user = message.ephemeral_to or ""
    backend.publish_to(user, "ephemeral_replaced", {"message": message_for_ui(channel, message)})


def dismiss_whisper(backend: Backend, message: Message) -> None:
    """Take an ephemeral message away."""
    user = message.ephemeral_to or ""
    backend.workspace.ephemerals[user].remove(message)
    backend.publish_to(user, "ephemeral_deleted", {"channel": message.channel, "ts": message.ts})


def typed(backend: Backend, text: str, *, encode: bool = True) -> str:
    """Return what Slack's client sends for what a person typed: escaped, with mentions and links encoded."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if not encode:
        return text
    people = {person.name: person.id for person in backend.workspace.people.values()}
    channels = {one.name: one.id for one in backend.workspace.channels.values() if one.kind is Kind.CHANNEL}
    text = re.sub(r"https?://[^\s|]+", lambda found: f"<{found[0]}>", text)
    text = re.sub(r"(?<![\w.])@(channel|here|everyone)\b", r"<!\1>", text)
    text = re.sub(r"(?<![\w.])@([\w.-]+)", lambda found: _encoded(found, "@", people), text)
    return re.sub(r"(?<![\w/&])#([\w-]+)", lambda found: _encoded(found, "#", channels), text)


def _encoded(found: re.Match[str], sign: str, known: dict[str, str]) -> str:
    id_ = known.get(found[1])
    if id_ is None:
        return found[0]
    return f"<{sign}{id_}>" if sign == "@" else f"<#{id_}|{found[1]}>"


def _refresh_root(backend: Backend, channel: Channel, message: Message) -> None:
    root = channel.messages.get(message.thread_ts or "") if message.is_reply else None
    if root is not None:
        backend.publish("message_changed", {"message": message_for_ui(channel, root)}, channel)


def _as_event(message: Message) -> Json:
    """Return the message as the Events API has it: there alone one with files has a subtype (Slack: "File threads")."""
    shown = message_object(message)
    return {"subtype": "file_share", **shown} if "files" in shown else shown


def _fire(backend: Backend, channel: Channel, message: Json) -> None:
    if not bot_is_in(channel):
        return
    event = {**message, "type": "message", "channel": channel.id, "channel_type": _EVENT_KINDS[channel.kind]}
    event["event_ts"] = message["ts"]
    backend.events.fire(_SUBSCRIPTIONS[channel.kind], event, channel.id)
