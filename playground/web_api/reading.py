"""``conversations.*`` that list and read."""

from typing import Final

from playground.model import BOT_USER, Channel, Json, Kind, Message
from playground.shapes import channel_object, message_object, thread_facts
from playground.web_api.call import Call, Handler, require_member
from playground.web_api.errors import ApiError
from playground.web_api.paging import decode_cursor, encode_cursor, page
from playground.web_api.scopes import FAMILIES, require_kind
from playground.workspace import replies_to

_TYPES: Final = {
    "public_channel": Kind.CHANNEL,
    "private_channel": Kind.PRIVATE,
    "im": Kind.IM,
    "mpim": Kind.MPIM,
}
_MARK: Final = "next_ts"


def history(call: Call) -> Json:
    """Return the messages of a conversation the bot is in, latest first, threads' replies left out."""
    channel = _readable(call)
    found = [one for one in channel.messages.values() if not one.is_reply or one.broadcast]
    messages, answer = _window(call, list(reversed(_within(call, found))), 100, 999)
    shown = [_shown(call, channel, one) | thread_facts(channel, one) for one in messages]
    return {"messages": shown, "pin_count": 0, **answer}


def replies(call: Call) -> Json:
    """Return a thread of a conversation the bot is in, its root first."""
    channel = _readable(call)
    root = channel.messages.get(call.args.text("ts"))
    if root is None:
        raise ApiError("thread_not_found")
    found = [] if root.is_reply else _within(call, replies_to(channel, root.ts))
    messages, answer = _window(call, [root, *found], 1000, 1000)
    first = _shown(call, channel, root) | thread_facts(channel, root)
    shown = [first if one is root else _reply(call, channel, root, one) for one in messages]
    return {"messages": shown, **answer}


def _reply(call: Call, channel: Channel, root: Message, message: Message) -> Json:
    return _shown(call, channel, message) | {"parent_user_id": root.user}


def _readable(call: Call) -> Channel:
    channel = call.channel()
    require_kind(call, channel, "history")
    require_member(channel)
    return channel


def _within(call: Call, messages: list[Message]) -> list[Message]:
    oldest, latest = _bound(call, "oldest"), _bound(call, "latest")
    if call.args.flag("inclusive"):
        return [one for one in messages if (oldest or 0) <= _us(one.ts) and (latest is None or _us(one.ts) <= latest)]
    return [one for one in messages if (oldest or 0) < _us(one.ts) and (latest is None or _us(one.ts) < latest)]


def _bound(call: Call, name: str) -> int | None:
    text = call.args.text(name)
    if not text or text == "now":
        return None
    try:
        return _us(text)
    except ValueError as broken:
        raise ApiError(f"invalid_ts_{name}") from broken


def _us(ts: str) -> int:
    seconds, _, fraction = ts.partition(".")
    return int(seconds) * 1_000_000 + int(f"{fraction:0<6}"[:6])


def _window(call: Call, messages: list[Message], default: int, highest: int) -> tuple[list[Message], Json]:
    """Page by the ``ts`` to go on with, so that messages that arrive meanwhile shift nothing."""
    limit = call.limit(default, highest)
    cursor = call.args.text("cursor")
    if cursor:
        start_ts = decode_cursor(cursor, _MARK)
        start = next((at for at, one in enumerate(messages) if one.ts == start_ts), None)
        if start is None:
            raise ApiError("invalid_cursor")
        messages = messages[start:]
    shown, rest = messages[:limit], messages[limit:]
    if not rest:
        return shown, {"has_more": False}
    return shown, {"has_more": True, "response_metadata": {"next_cursor": encode_cursor(f"{_MARK}:{rest[0].ts}")}}


def _shown(call: Call, channel: Channel, message: Message) -> Json:
    shown = message_object(message, with_metadata=call.args.flag("include_all_metadata"))
    return shown | ({"channel": channel.id} if message.broadcast else {})


def members(call: Call) -> Json:
    """Return the ids of a conversation's members."""
    channel = call.channel()
    require_kind(call, channel, "read")
    people = call.backend.workspace.people
    active = [member for member in channel.members if channel.is_direct or not people[member].deleted]
    ids, metadata = page(active, call.args.text("cursor"), call.limit(100, 1000), "member")
    return {"members": ids, "response_metadata": metadata}


def list_(call: Call) -> Json:
    """List conversations: public ones, and those the bot is in."""
    return _listed(call, BOT_USER, only_mine=False)


def of_user(call: Call) -> Json:
    """List conversations that the bot, or the given person and the bot, are in."""
    user = call.args.text("user") or BOT_USER
    call.person(user)
    return _listed(call, user, only_mine=True)


def _listed(call: Call, user: str, *, only_mine: bool) -> Json:
    kinds = _kinds(call)
    found = [
        channel
        for channel in call.backend.workspace.conversations_of(BOT_USER)
        if channel.kind in kinds
        and not (only_mine and user not in channel.members)
        and not (call.args.flag("exclude_archived") and channel.archived)
    ]
    channels, metadata = page(found, call.args.text("cursor"), call.limit(100, 1000), "channel")
    shown = [channel_object(one, BOT_USER) | {"num_members": len(one.members)} for one in channels]
    return {"channels": shown, "response_metadata": metadata}


def _kinds(call: Call) -> set[Kind]:
    given = call.args.names("types") or ["public_channel"]
    if not set(given) <= set(_TYPES):
        raise ApiError("invalid_types")
    kinds = {_TYPES[name] for name in given}
    for kind in kinds:
        call.require_scope(f"{FAMILIES[kind]}:read")
    return kinds


HANDLERS: Final[dict[str, Handler]] = {
    "conversations.history": history,
    "conversations.replies": replies,
    "conversations.members": members,
    "conversations.list": list_,
    "users.conversations": of_user,
}
