"""``conversations.*`` that open, change and name conversations, and ``users.conversations``."""

import re
from typing import Final

from playground import conversations as happenings
from playground.model import BOT_USER, Channel, Json, Kind
from playground.shapes import channel_object
from playground.web_api.call import Call, Handler, require_member
from playground.web_api.errors import ApiError
from playground.web_api.scopes import manage_scopes, require_kind

_MOST_TO_OPEN: Final = 8
_NAME_LENGTH: Final = 80
_TOPIC_LENGTH: Final = 250
_UNALLOWED: Final = re.compile(r"[\s.,!@#$%^&*()+=\[\]{};:'\"\\|<>/?~`]")


def open_(call: Call) -> Json:
    """Open a direct message: the same people always share one."""
    channel, known = _resumed(call) if "channel" in call.args else _opened(call)
    shown = channel_object(channel, BOT_USER) if call.args.flag("return_im") else {"id": channel.id}
    return {"channel": shown} | ({"no_op": True, "already_open": True} if known else {})


def _resumed(call: Call) -> tuple[Channel, bool]:
    channel = call.channel()
    if not channel.is_direct:
        raise ApiError("method_not_supported_for_channel_type")
    call.require_scope("im:write" if channel.kind is Kind.IM else "mpim:write")
    return channel, True


def _opened(call: Call) -> tuple[Channel, bool]:
    users = [user for user in dict.fromkeys(call.args.names("users")) if user != BOT_USER]
    if not call.args.names("users"):
        raise ApiError("users_list_not_supplied")
    if not users:
        raise ApiError("cannot_dm_bot")
    if len(users) > _MOST_TO_OPEN:
        raise ApiError("too_many_users")
    call.require_scope("im:write" if len(users) == 1 else "mpim:write")
    if any(call.person(user).deleted for user in users):
        raise ApiError("user_disabled")
    if (
        call.args.flag("prevent_creation")
        and call.backend.workspace.direct_between(frozenset({*users, BOT_USER})) is None
    ):
        raise ApiError("channel_not_found")
    return happenings.open_direct(call.backend, [BOT_USER, *users], BOT_USER)


def create(call: Call) -> Json:
    """Make a channel; its name is unique among all, archived ones included."""
    private = call.args.flag("is_private")
    call.require_scope("groups:write") if private else call.require_scope("channels:manage", "channels:write")
    name = call.args.text("name")
    _check_name(name)
    if call.backend.workspace.named(name) is not None:
        raise ApiError("name_taken")
    channel = happenings.create(call.backend, name, BOT_USER, private=private)
    return {"channel": channel_object(channel, BOT_USER)}


def _check_name(name: str) -> None:
    if not name:
        raise ApiError("invalid_name_required")
    if len(name) > _NAME_LENGTH:
        raise ApiError("invalid_name_maxlength")
    if name != name.lower() or _UNALLOWED.search(name):
        raise ApiError("invalid_name_specials")
    if not any(sign.isalnum() for sign in name):
        raise ApiError("invalid_name_punctuation")


def join(call: Call) -> Json:
    """Let the bot into a public channel."""
    channel = call.channel()
    if channel.kind is not Kind.CHANNEL:
        raise ApiError("method_not_supported_for_channel_type")
    if channel.archived:
        raise ApiError("is_archived")
    if BOT_USER in channel.members:
        warned = {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
        return {"channel": channel_object(channel, BOT_USER), **warned}
    happenings.join(call.backend, channel, BOT_USER)
    return {"channel": channel_object(channel, BOT_USER)}


def invite(call: Call) -> Json:
    """Add people to a channel the bot is in; one who can't be added stops all, unless ``force`` is set."""
    channel = call.channel()
    if channel.is_direct:
        raise ApiError("method_not_supported_for_channel_type")
    call.require_scope(*manage_scopes(channel, ".invites"))
    require_member(channel)
    if channel.archived:
        raise ApiError("is_archived")
    users = list(dict.fromkeys(call.args.names("users")))
    if not users:
        raise ApiError("no_user")
    _invite(call, channel, users)
    return {"channel": channel_object(channel, BOT_USER)}


def _invite(call: Call, channel: Channel, users: list[str]) -> None:
    refusals = {user: refusal for user in users if (refusal := _why_not(call, channel, user))}
    welcome = [user for user in users if user not in refusals]
    if refusals and not (call.args.flag("force") and welcome):
        errors = [{"user": user, "ok": False, "error": refusal} for user, refusal in refusals.items()]
        raise ApiError(errors[0]["error"], errors=errors)  # type: ignore[arg-type]
    for user in welcome:
        happenings.join(call.backend, channel, user, inviter=BOT_USER)


def _why_not(call: Call, channel: Channel, user: str) -> str | None:
    person = call.backend.workspace.people.get(user)
    if person is None:
        return "user_not_found"
    if user == BOT_USER:
        return "cant_invite_self"
    if user in channel.members:
        return "already_in_channel"
    return "cant_invite" if person.deleted else None


def archive(call: Call) -> Json:
    """Close a channel the bot is in."""
    channel = call.channel()
    if channel.is_direct:
        raise ApiError("method_not_supported_for_channel_type")
    call.require_scope(*manage_scopes(channel, None))
    require_member(channel)
    if channel.archived:
        raise ApiError("already_archived")
    happenings.archive(call.backend, channel, BOT_USER)
    return {}


def set_topic(call: Call) -> Json:
    """Set the topic of a channel the bot is in."""
    channel = _describable(call, "topic")
    channel.topic = call.args.text("topic")
    happenings.announce(call.backend, channel)
    return {"channel": channel_object(channel, BOT_USER)}


def set_purpose(call: Call) -> Json:
    """Set the purpose of a channel the bot is in."""
    channel = _describable(call, "purpose")
    channel.purpose = call.args.text("purpose")
    happenings.announce(call.backend, channel)
    return {"purpose": channel.purpose}


def _describable(call: Call, field: str) -> Channel:
    channel = call.channel()
    if channel.kind is Kind.IM:
        raise ApiError("method_not_supported_for_channel_type")
    call.require_scope(*manage_scopes(channel, ".topic"))
    require_member(channel)
    if channel.archived:
        raise ApiError("is_archived")
    if len(call.args.text(field)) > _TOPIC_LENGTH:
        raise ApiError("too_long")
    return channel


def info(call: Call) -> Json:
    """Describe a conversation."""
    channel = call.channel()
    require_kind(call, channel, "read")
    shown = channel_object(channel, BOT_USER)
    if call.args.flag("include_num_members"):
        shown["num_members"] = len(channel.members)
    if call.args.flag("include_locale"):
        shown["locale"] = "ko-KR"
    return {"channel": shown}


HANDLERS: Final[dict[str, Handler]] = {
    "conversations.open": open_,
    "conversations.create": create,
    "conversations.join": join,
    "conversations.invite": invite,
    "conversations.archive": archive,
    "conversations.setTopic": set_topic,
    "conversations.setPurpose": set_purpose,
    "conversations.info": info,
}
