"""Conversations as people open, join, leave and close them; people and the app as an admin changes them."""

from playground import conversations as happenings
from playground.acts.actor import actor, visible, writable
from playground.acts.errors import ActError, names
from playground.backend import Backend
from playground.model import BOT_USER, Channel, Json, Kind
from playground.shapes import user_object
from playground.ui_shapes import channel_for_ui, person_for_ui
from playground.workspace import Installation

_MOST_IN_GROUP = 9


async def open_dm(backend: Backend, given: Json) -> Json:
    """Open the direct message of a person with others."""
    person = actor(backend, given.get("user"))
    users = names(given, "users")
    if any(user not in backend.workspace.people for user in users):
        raise ActError("user_not_found")
    members = list(dict.fromkeys([person.id, *users]))
    if not users or len(members) > _MOST_IN_GROUP:
        raise ActError("too_many_users" if users else "users_list_not_supplied")
    channel, _ = happenings.open_direct(backend, members, person.id)
    return {"channel": channel_for_ui(channel, person.id)}


async def join(backend: Backend, given: Json) -> Json:
    """Join a public channel."""
    person = actor(backend, given.get("user"))
    channel = _open_channel(visible(backend, person, given.get("channel")))
    if channel.kind is not Kind.CHANNEL:
        raise ActError("channel_not_found")
    if person.id not in channel.members:
        happenings.join(backend, channel, person.id)
    return {"channel": channel_for_ui(channel, person.id)}


async def leave(backend: Backend, given: Json) -> Json:
    """Leave a channel."""
    person = actor(backend, given.get("user"))
    channel = _no_direct(writable(backend, person, given.get("channel")))
    happenings.leave(backend, channel, person.id)
    return {}


async def invite(backend: Backend, given: Json) -> Json:
    """Invite people, or the app's bot, to a channel one is in."""
    person = actor(backend, given.get("user"))
    channel = _no_direct(writable(backend, person, given.get("channel")))
    users = names(given, "users")
    if any(user not in backend.workspace.people for user in users):
        raise ActError("user_not_found")
    for user in users:
        if user not in channel.members:
            happenings.join(backend, channel, user, inviter=person.id)
    return {"channel": channel_for_ui(channel, person.id)}


async def remove_bot(backend: Backend, given: Json) -> Json:
    """Take the app's bot out of a channel."""
    channel = backend.workspace.channels.get(str(given.get("channel")))
    if channel is None or BOT_USER not in channel.members:
        raise ActError("channel_not_found")
    happenings.leave(backend, _no_direct(channel), BOT_USER)
    return {}


async def archive(backend: Backend, given: Json) -> Json:
    """Close a channel."""
    person = actor(backend, given.get("user"))
    channel = _no_direct(writable(backend, person, given.get("channel")))
    happenings.archive(backend, channel, person.id)
    return {}


async def change_person(backend: Backend, given: Json) -> Json:
    """Deactivate or reactivate somebody, or change their language or rank; fires ``user_change``."""
    person = backend.workspace.people.get(str(given.get("id")))
    if person is None or person.is_bot:
        raise ActError("user_not_found")
    for field, kind in (("deleted", bool), ("is_admin", bool), ("locale", str)):
        if field in given:
            setattr(person, field, kind(given[field]))
    person.updated = int(backend.clock.now().timestamp())
    backend.publish("person", {"person": person_for_ui(person)})
    event = {"type": "user_change", "user": user_object(person, with_locale=True), "cache_ts": person.updated}
    backend.events.fire("user_change", {**event, "event_ts": backend.event_ts()})
    return {"person": person_for_ui(person)}


async def uninstall(backend: Backend, _given: Json) -> Json:
    """Take the app out of the workspace: its token dies, and it is told."""
    tokens = {"oauth": [], "bot": [BOT_USER]}
    for name, extra in (("tokens_revoked", {"tokens": tokens}), ("app_uninstalled", {})):
        backend.events.fire(name, {"type": name, "event_ts": backend.event_ts(), **extra})
    return _installed(backend, Installation.UNINSTALLED)


async def revoke(backend: Backend, _given: Json) -> Json:
    """Revoke the bot's token while the app stays."""
    tokens = {"oauth": [], "bot": [BOT_USER]}
    backend.events.fire("tokens_revoked", {"type": "tokens_revoked", "tokens": tokens, "event_ts": backend.event_ts()})
    return _installed(backend, Installation.REVOKED)


async def install(backend: Backend, _given: Json) -> Json:
    """Put the app back, with the same token."""
    return _installed(backend, Installation.INSTALLED)


def _installed(backend: Backend, installation: Installation) -> Json:
    backend.workspace.installation = installation
    backend.publish("app", {"installation": str(installation)})
    return {"installation": str(installation)}


def _no_direct(channel: Channel) -> Channel:
    if channel.is_direct:
        raise ActError("method_not_supported_for_channel_type")
    return channel


def _open_channel(channel: Channel) -> Channel:
    if channel.archived:
        raise ActError("is_archived")
    return channel
