"""People, conversations, messages and views as the playground's own windows get them."""

from playground.model import Channel, Json, Message, Person, View
from playground.shapes import thread_facts, view_object
from playground.workspace import Workspace, others


def person_for_ui(person: Person) -> Json:
    """Return a person as a window shows them."""
    return {
        "id": person.id,
        "name": person.name,
        "real_name": person.real_name,
        "locale": person.locale,
        "is_bot": person.is_bot,
        "deleted": person.deleted,
        "is_admin": person.is_admin,
        "color": person.color,
    }


def channel_for_ui(channel: Channel, user: str) -> Json:
    """Return a conversation as one person's window lists it."""
    read = channel.last_read.get(user, "0")
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": str(channel.kind),
        "archived": channel.archived,
        "members": list(channel.members),
        "topic": channel.topic,
        "purpose": channel.purpose,
        "unread": _unread(channel, user, read) if user in channel.members else 0,
        "last_read": read,
        "is_member": user in channel.members,
        "with": others(channel, user) if channel.is_direct else [],
    }


def _unread(channel: Channel, user: str, read: str) -> int:
    count = 0
    for ts, message in reversed(channel.messages.items()):
        if ts <= read:
            break
        count += message.user != user and not message.is_reply and not message.deleted
    return count


def message_for_ui(channel: Channel, message: Message) -> Json:
    """Return a message as windows show it."""
    thread = {} if message.is_reply else thread_facts(channel, message)
    return {
        "channel": message.channel,
        "ts": message.ts,
        "thread_ts": message.thread_ts or thread.get("thread_ts"),
        "user": message.user,
        "bot_id": message.bot_id,
        "username": message.username,
        "text": message.text,
        "blocks": message.blocks,
        "edited": {"ts": message.edited_ts} if message.edited_ts else None,
        "deleted": message.deleted,
        "ephemeral": message.ephemeral_to is not None,
        "reply_count": thread.get("reply_count", 0),
        "reply_users": thread.get("reply_users", []),
        "latest_reply": thread.get("latest_reply"),
        "metadata": message.metadata,
        "subtype": message.subtype,
        "pinned": message.pinned,
        "broadcast": message.broadcast,
        **message.extra,
    }


def stack_for_ui(workspace: Workspace, user: str) -> list[Json]:
    """Return a person's open modals, root first."""
    return [view_object(view) for view in workspace.stacks.get(user, [])]


def home_for_ui(workspace: Workspace, user: str) -> Json | None:
    """Return a person's App Home, if it was ever published."""
    view: View | None = workspace.homes.get(user)
    return None if view is None else view_object(view)
