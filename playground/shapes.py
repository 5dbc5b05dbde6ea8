"""People, conversations, messages and views as Slack's Web API and payloads show them."""

from pathlib import PurePath
from typing import Any, Final

from playground.files import StoredFile
from playground.model import APP_ID, BOT_ID, BOT_USER, TEAM_DOMAIN, TEAM_ID, Channel, Json, Kind, Message, Person, View
from playground.workspace import others, replies_to

_SEOUL_OFFSET: Final = 9 * 3600
_SHOWN_REPLIERS: Final = 5


def user_object(person: Person, *, with_locale: bool = False) -> Json:
    """Return Slack's user object; the locale only where it was asked for."""
    shown: Json = {
        "id": person.id,
        "team_id": TEAM_ID,
        "name": person.name,
        "deleted": person.deleted,
        "color": person.color,
        "real_name": person.real_name,
        "tz": "Asia/Seoul",
        "tz_label": "Korea Standard Time",
        "tz_offset": _SEOUL_OFFSET,
        "profile": _profile(person),
        "is_admin": person.is_admin,
        "is_owner": person.is_owner,
        "is_primary_owner": person.is_owner,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": person.updated,
    }
    if with_locale:
        shown["locale"] = person.locale
    return shown


def _profile(person: Person) -> Json:
    profile = {
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.name,
        "display_name_normalized": person.name,
        "status_text": "",
        "status_emoji": "",
        "team": TEAM_ID,
    }
    return profile | ({"bot_id": BOT_ID, "api_app_id": APP_ID} if person.is_bot else {})


def channel_object(channel: Channel, viewer: str) -> Json:
    """Return Slack's conversation object as ``viewer`` gets it."""
    if channel.kind is Kind.IM:
        return _im_object(channel, viewer)
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind is Kind.CHANNEL,
        "is_group": channel.kind in (Kind.PRIVATE, Kind.MPIM),
        "is_im": False,
        "is_mpim": channel.kind is Kind.MPIM,
        "is_private": channel.kind is not Kind.CHANNEL,
        "created": channel.created,
        "creator": channel.creator,
        "is_archived": channel.archived,
        "is_general": channel.id == "C0GENERAL",
        "is_member": viewer in channel.members,
        "is_shared": False,
        "is_ext_shared": False,
        "is_org_shared": False,
        "unlinked": 0,
        "context_team_id": TEAM_ID,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": channel.purpose, "creator": "", "last_set": 0},
        "previous_names": [],
    }


def _im_object(channel: Channel, viewer: str) -> Json:
    partner = (others(channel, viewer) or [viewer])[0]
    return {
        "id": channel.id,
        "created": channel.created,
        "is_im": True,
        "is_org_shared": False,
        "is_archived": channel.archived,
        "context_team_id": TEAM_ID,
        "user": partner,
        "is_open": True,
        "priority": 0,
    }


def message_object(message: Message, *, with_metadata: bool = True) -> Json:
    """Return Slack's message object, without what its thread adds."""
    shown: Json = {"type": "message", "ts": message.ts, "text": message.text, "team": TEAM_ID, **message.extra}
    optional: Json = {
        "subtype": message.subtype,
        "user": message.user,
        "bot_id": message.bot_id,
        "app_id": APP_ID if message.bot_id else None,
        "username": message.username,
        "thread_ts": message.thread_ts,
        "blocks": message.blocks,
        "metadata": message.metadata if with_metadata else None,
        "edited": {"user": message.user, "ts": message.edited_ts} if message.edited_ts else None,
        "bot_profile": _bot_profile() if message.bot_id else None,
    }
    return shown | {key: value for key, value in optional.items() if value is not None}


def _bot_profile() -> Json:
    return {"id": BOT_ID, "app_id": APP_ID, "user_id": BOT_USER, "name": "42Partner", "deleted": False}


def thread_facts(channel: Channel, message: Message) -> Json:
    """Return what a thread adds to its root message; nothing for any other."""
    is_root = message.thread_ts == message.ts
    replies = replies_to(channel, message.ts) if is_root else []
    if not replies:
        return {"thread_ts": message.thread_ts} if message.thread_ts else {}
    repliers = list(dict.fromkeys(reply.user for reply in replies if reply.user))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len(repliers),
        "reply_users": repliers[:_SHOWN_REPLIERS],
        "latest_reply": replies[-1].ts,
        "is_locked": False,
        "subscribed": False,
    }


def file_object(file: StoredFile, base_url: str) -> Json:
    """Return Slack's file object; its addresses want the ``user`` who looks, as all that the page's windows ask."""
    address = f"{base_url}ui/file?file={file.id}"
    shown: Json = {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype,
        "filetype": file.snippet_type or PurePath(file.name).suffix.removeprefix(".") or "binary",
        "user": file.user,
        "user_team": TEAM_ID,
        "editable": bool(file.snippet_type),
        "size": file.size,
        "mode": "snippet" if file.snippet_type else "hosted",
        "is_external": False,
        "is_public": False,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": address,
        "url_private_download": address,
        "permalink": address,
        "file_access": "visible",
    }
    return shown | ({"alt_txt": file.alt_txt} if file.alt_txt else {})


_VIEW_DEFAULTS: Final[dict[str, Any]] = {
    "callback_id": "",
    "private_metadata": "",
    "title": {"type": "plain_text", "text": "View Title", "emoji": True},
    "submit": None,
    "close": None,
    "clear_on_close": False,
    "notify_on_close": False,
    "submit_disabled": False,
    "external_id": "",
}


def view_object(view: View) -> Json:
    """Return Slack's view object, with the state of its inputs."""
    return {
        **_VIEW_DEFAULTS,
        **view.body,
        "id": view.id,
        "team_id": TEAM_ID,
        "state": {"values": view.values},
        "hash": view.hash,
        "root_view_id": view.root_view_id,
        "previous_view_id": view.previous_view_id,
        "app_id": APP_ID,
        "app_installed_team_id": TEAM_ID,
        "bot_id": BOT_ID,
    }


def team_facts() -> Json:
    """Return the team as payloads of interactivity name it."""
    return {"id": TEAM_ID, "domain": TEAM_DOMAIN}


def user_facts(person: Person) -> Json:
    """Return the person as payloads of interactivity name them."""
    return {"id": person.id, "username": person.name, "name": person.name, "team_id": TEAM_ID}


def channel_name_in_payloads(channel: Channel) -> str:
    """Return the name by which commands and interactivity call a conversation."""
    match channel.kind:
        case Kind.IM:
            return "directmessage"
        case Kind.PRIVATE:
            return "privategroup"
        case _:
            return channel.name
