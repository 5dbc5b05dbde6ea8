"""What can happen to a conversation, told to the windows and to the bot."""

from collections.abc import Iterable
from typing import Final

from playground.backend import Backend
from playground.messages import post
from playground.model import BOT_USER, TEAM_ID, Channel, Json, Kind, Message
from playground.ui_shapes import channel_for_ui
from playground.workspace import bot_is_in

_EVENT_CHANNEL_TYPES: Final = {Kind.CHANNEL: "C", Kind.PRIVATE: "G", Kind.IM: "D", Kind.MPIM: "G"}


def announce(backend: Backend, channel: Channel, also: Iterable[str] = ()) -> None:
    """Send the channel as it is now to every window that may list it; ``also`` to those who just lost it."""
    for user in backend.workspace.people:
        if channel.kind is Kind.CHANNEL or user in channel.members or user in also:
            gone = channel.kind is not Kind.CHANNEL and user not in channel.members
            backend.publish_to(user, "channel", {"channel": channel_for_ui(channel, user), "removed": gone})


def open_direct(backend: Backend, members: list[str], creator: str) -> tuple[Channel, bool]:
    """Return the direct message of exactly these people, and whether it was there before."""
    known = backend.workspace.direct_between(frozenset(members))
    if known is not None:
        return known, True
    kind = Kind.IM if len(set(members)) <= 2 else Kind.MPIM  # noqa: PLR2004 - oneself and one other
    prefix = "D" if kind is Kind.IM else "C"
    name = "" if kind is Kind.IM else _mpim_name(backend, members)
    channel = _add(backend, prefix, name, kind, members, creator)
    return channel, False


def create(backend: Backend, name: str, creator: str, *, private: bool) -> Channel:
    """Make a channel with its creator as its only member."""
    return _add(backend, "C", name, Kind.PRIVATE if private else Kind.CHANNEL, [creator], creator)


def join(backend: Backend, channel: Channel, user: str, inviter: str | None = None) -> None:
    """Add a member, with Slack's line in the channel and the event for the bot where it is a member."""
    channel.members.append(user)
    announce(backend, channel)
    extra: Json = {"inviter": inviter} if inviter else {}
    subtype = "channel_join" if channel.kind is Kind.CHANNEL else "group_join"
    ts = backend.ts(channel)
    post(
        backend,
        channel,
        Message(channel.id, ts, user, f"<@{user}> has joined the channel", subtype=subtype, extra=extra),
    )
    if bot_is_in(channel):
        _fire_membership(backend, channel, "member_joined_channel", user, extra)


def leave(backend: Backend, channel: Channel, user: str) -> None:
    """Remove a member, with Slack's line in the channel and the event for the bot where it is a member."""
    heard = bot_is_in(channel)
    channel.members.remove(user)
    channel.last_read.pop(user, None)
    announce(backend, channel, also=[user])
    subtype = "channel_leave" if channel.kind is Kind.CHANNEL else "group_leave"
    post(
        backend,
        channel,
        Message(channel.id, backend.ts(channel), user, f"<@{user}> has left the channel", subtype=subtype),
    )
    if user == BOT_USER:
        type_ = "channel_left" if channel.kind is Kind.CHANNEL else "group_left"
        event = {"type": type_, "channel": channel.id, "actor_id": user, "event_ts": backend.event_ts()}
        backend.events.fire(type_, event, channel.id)
    elif heard:
        _fire_membership(backend, channel, "member_left_channel", user, {})


def archive(backend: Backend, channel: Channel, user: str) -> None:
    """Close a channel for good."""
    channel.archived = True
    announce(backend, channel)
    event = {"type": "channel_archive", "channel": channel.id, "user": user, "event_ts": backend.event_ts()}
    backend.events.fire("channel_archive", event, channel.id)


def _add(backend: Backend, prefix: str, name: str, kind: Kind, members: list[str], creator: str) -> Channel:
    id_ = backend.workspace.next_id(prefix)
    channel = Channel(id_, name, kind, list(dict.fromkeys(members)), creator, int(backend.clock.now().timestamp()))
    backend.workspace.channels[id_] = channel
    announce(backend, channel)
    return channel


def _mpim_name(backend: Backend, members: list[str]) -> str:
    return "mpdm-" + "--".join(backend.workspace.people[member].name.lower() for member in members) + "-1"


def _fire_membership(backend: Backend, channel: Channel, type_: str, user: str, extra: Json) -> None:
    event = {
        "type": type_,
        "user": user,
        "channel": channel.id,
        "channel_type": _EVENT_CHANNEL_TYPES[channel.kind],
        "team": TEAM_ID,
        "event_ts": backend.event_ts(),
        **extra,
    }
    backend.events.fire(type_, event, channel.id)
