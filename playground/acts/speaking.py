"""What people write, read and take away, and the app's two tabs."""

from playground.acts.actor import actor, visible, writable
from playground.acts.errors import ActError
from playground.backend import Backend
from playground.conversations import open_direct
from playground.messages import delete, dismiss_whisper, find_whisper, post, typed
from playground.model import BOT_USER, Channel, Json, Message, Person
from playground.shapes import view_object
from playground.ui_shapes import channel_for_ui, home_for_ui, message_for_ui


async def say(backend: Backend, given: Json) -> Json:
    """Write a message, in a thread if one is named."""
    person = actor(backend, given.get("user"))
    channel = writable(backend, person, given.get("channel"))
    text = str(given.get("text", ""))
    if not text.strip():
        raise ActError("no_text")
    root = channel.messages.get(str(given.get("thread_ts") or ""))
    if given.get("thread_ts") and root is None:
        raise ActError("message_not_found")
    if channel.is_direct and BOT_USER in channel.members and len(channel.members) == 2:  # noqa: PLR2004 - its own DM
        _check_messages_tab(backend)
    thread_ts = (root.thread_ts or root.ts) if root else None
    message = Message(channel.id, backend.ts(channel), person.id, typed(backend, text), thread_ts=thread_ts)
    post(backend, channel, message)
    return {"message": message_for_ui(channel, message)}


def _check_messages_tab(backend: Backend) -> None:
    profile = backend.profile
    if not profile.messages_tab or profile.messages_tab_read_only:
        raise ActError("messages_tab_disabled")


async def read(backend: Backend, given: Json) -> Json:
    """Mark a conversation as read up to a message."""
    person = actor(backend, given.get("user"))
    channel = visible(backend, person, given.get("channel"))
    channel.last_read[person.id] = str(given.get("ts") or (next(reversed(channel.messages), "0")))
    shown = channel_for_ui(channel, person.id)
    backend.publish_to(person.id, "read", {"channel": channel.id, "ts": shown["last_read"], "unread": shown["unread"]})
    return {}


async def dismiss(backend: Backend, given: Json) -> Json:
    """Put an ephemeral message away."""
    person = actor(backend, given.get("user"))
    message = find_whisper(backend, person.id, str(given.get("channel")), str(given.get("ts")))
    if message is None:
        raise ActError("message_not_found")
    dismiss_whisper(backend, message)
    return {}


async def unsay(backend: Backend, given: Json) -> Json:
    """Delete a message of one's own; an admin may delete any."""
    person = actor(backend, given.get("user"))
    channel = visible(backend, person, given.get("channel"))
    message = channel.messages.get(str(given.get("ts")))
    if message is None or message.deleted:
        raise ActError("message_not_found")
    if message.user != person.id and not person.is_admin:
        raise ActError("cant_delete_message")
    delete(backend, channel, message)
    return {}


async def open_home(backend: Backend, given: Json) -> Json:
    """Open the app's Home tab."""
    person = actor(backend, given.get("user"))
    if not backend.profile.home_tab:
        raise ActError("home_tab_disabled")
    channel = _open_tab(backend, person, "home")
    return {"channel": channel.id}


async def open_messages_tab(backend: Backend, given: Json) -> Json:
    """Open the app's Messages tab."""
    person = actor(backend, given.get("user"))
    channel = _open_tab(backend, person, "messages")
    return {"channel": channel_for_ui(channel, person.id)}


def shown_home(backend: Backend, given: Json) -> Json:
    """Return the Home as it is once the app has heard of the visit."""
    return {"view": home_for_ui(backend.workspace, str(given.get("user")))}


def _open_tab(backend: Backend, person: Person, tab: str) -> Channel:
    channel, _ = open_direct(backend, [person.id, BOT_USER], person.id)
    event: Json = {
        "type": "app_home_opened",
        "user": person.id,
        "channel": channel.id,
        "tab": tab,
        "event_ts": backend.event_ts(),
    }
    home = backend.workspace.homes.get(person.id)
    if home is not None and tab == "home":
        event["view"] = view_object(home)
    backend.events.fire("app_home_opened", event, channel.id)
    return channel
