"""What windows ask for: the state, messages, threads, the inspector's log."""

from typing import Final

from starlette.requests import Request

from playground.acts.actor import actor, visible
from playground.acts.errors import ActError
from playground.backend import Backend
from playground.manifest import AppProfile
from playground.messages import find_whisper
from playground.model import APP_ID, BOT_ID, BOT_USER, TEAM_ID, TEAM_NAME, Channel, Json, Message, Person
from playground.ui_shapes import channel_for_ui, message_for_ui, person_for_ui, stack_for_ui

_PAGE: Final = 50
_MOST: Final = 500


def state(backend: Backend, request: Request) -> Json:
    """Return everything a window needs to start."""
    workspace = backend.workspace
    me = workspace.people.get(request.query_params.get("user", ""))
    if me is None or me.is_bot:
        raise ActError("user_not_found")
    return {
        "team": {"id": TEAM_ID, "name": TEAM_NAME, "url": backend.url},
        "clock": clock_facts(backend),
        "me": person_for_ui(me),
        "people": [person_for_ui(person) for person in workspace.people.values()],
        "bot": {"user_id": BOT_USER, "bot_id": BOT_ID, "name": backend.profile.name, "app_id": APP_ID},
        "channels": [channel_for_ui(channel, me.id) for channel in workspace.conversations_of(me.id)],
        **_offered(backend.profile),
        "views": stack_for_ui(workspace, me.id),
        "app": _app_facts(backend),
        "rates": {"scale": backend.pacing.scale},
        "seq": backend.feed.seq,
    }


def _offered(profile: AppProfile) -> Json:
    commands = [
        {"command": c.command, "description": c.description, "usage_hint": c.usage_hint} for c in profile.commands
    ]
    global_ones = [one for one in profile.shortcuts if one.type == "global"]
    shortcuts = [{"callback_id": one.callback_id, "name": one.name, "type": one.type} for one in global_ones]
    return {"commands": commands, "shortcuts": shortcuts}


def _app_facts(backend: Backend) -> Json:
    transport, profile = backend.courier.transport, backend.profile
    return {
        "transport": transport.name,
        "connected": transport.connected,
        "installation": str(backend.workspace.installation),
        "home_tab": profile.home_tab,
        "messages_tab": profile.messages_tab and not profile.messages_tab_read_only,
    }


def clock_facts(backend: Backend) -> Json:
    """Return the moved present and how far it was moved."""
    offset = int(backend.clock.offset.total_seconds())
    return {"now": backend.clock.now().isoformat(), "offset_seconds": offset}


def messages(backend: Backend, request: Request) -> Json:
    """Return a page of a conversation as this person sees it, oldest first, replies left out."""
    person, channel = _place(backend, request)
    before = request.query_params.get("before", "")
    limit = _limit(request)
    seen = [one for one in _seen(backend, person, channel) if not one.is_reply or one.broadcast]
    seen = [one for one in seen if not before or one.ts < before]
    return {"messages": [message_for_ui(channel, one) for one in seen[-limit:]], "has_more": len(seen) > limit}


def thread(backend: Backend, request: Request) -> Json:
    """Return a thread as this person sees it."""
    person, channel = _place(backend, request)
    ts = request.query_params.get("ts", "")
    named = channel.messages.get(ts) or find_whisper(backend, person.id, channel.id, ts)
    root = channel.messages.get(named.thread_ts or named.ts) if named else None
    if root is None:
        raise ActError("message_not_found")
    replies = [one for one in _seen(backend, person, channel) if one.is_reply and one.thread_ts == root.ts]
    shown = [message_for_ui(channel, one) for one in replies]
    return {"root": message_for_ui(channel, root), "replies": shown}


def inspector(backend: Backend, request: Request) -> Json:
    """Return the log's entries after a number."""
    try:
        after = int(request.query_params.get("after", "0"))
    except ValueError as broken:
        raise ActError("invalid_arguments") from broken
    return {"entries": backend.inspector.after(after)}


def _place(backend: Backend, request: Request) -> tuple[Person, Channel]:
    person = actor(backend, request.query_params.get("user"))
    return person, visible(backend, person, request.query_params.get("channel"))


def _seen(backend: Backend, person: Person, channel: Channel) -> list[Message]:
    whispers = [one for one in backend.workspace.ephemerals.get(person.id, []) if one.channel == channel.id]
    return sorted([*channel.messages.values(), *whispers], key=lambda one: one.ts)


def _limit(request: Request) -> int:
    text = request.query_params.get("limit", str(_PAGE))
    return max(1, min(int(text), _MOST)) if text.isdigit() else _PAGE
