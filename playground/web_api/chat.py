"""``chat.*``: messages of the bot."""

from typing import Final

from playground.messages import bot_message, change, delete, post, whisper
from playground.model import BOT_ID, BOT_USER, Channel, Json, Kind, Message
from playground.shapes import message_object
from playground.web_api.call import Call, Handler
from playground.web_api.content import (
    TEXT_CUT,
    UPDATE_TEXT,
    read_blocks,
    read_metadata,
    read_text,
    read_thread,
    require_content,
)
from playground.web_api.errors import ApiError


def post_message(call: Call) -> Json:
    """Post into a conversation the bot is in."""
    channel = _postable(call)
    text, blocks = read_text(call.args), read_blocks(call.args)
    metadata, thread_ts = read_metadata(call.args), read_thread(call.args, channel)
    require_content(text, blocks)
    broadcast = call.args.flag("reply_broadcast") and thread_ts is not None
    message = bot_message(
        channel,
        call.backend.ts(channel),
        text[:TEXT_CUT],
        blocks=blocks,
        metadata=metadata or None,
        thread_ts=thread_ts,
        subtype="thread_broadcast" if broadcast else None,
        broadcast=broadcast,
    )
    post(call.backend, channel, message)
    answer: Json = {"channel": channel.id, "ts": message.ts, "message": message_object(message)}
    if len(text) > TEXT_CUT:
        answer |= {"warning": "message_truncated", "response_metadata": {"warnings": ["message_truncated"]}}
    return answer


def post_ephemeral(call: Call) -> Json:
    """Show a message to one member of a conversation the bot is in."""
    channel = _postable(call)
    user = call.args.text("user")
    if user not in channel.members or call.backend.workspace.people[user].deleted:
        raise ApiError("user_not_in_channel")
    text, blocks = read_text(call.args), read_blocks(call.args)
    thread_ts = read_thread(call.args, channel)
    require_content(text, blocks)
    if len(text) > TEXT_CUT:
        raise ApiError("msg_too_long")
    ts = call.backend.ts(channel)
    message = bot_message(channel, ts, text, blocks=blocks, thread_ts=thread_ts, ephemeral_to=user)
    whisper(call.backend, channel, message)
    return {"message_ts": ts}


def update(call: Call) -> Json:
    """Edit one of the bot's own messages.

    Text alone takes former blocks away and marks the message as edited; blocks don't mark it; metadata left out
    stays (Slack: the page of ``chat.update``).
    """
    channel, message = _own(call, "cant_update_message")
    text, blocks, metadata = read_text(call.args), read_blocks(call.args), read_metadata(call.args)
    if channel.archived:
        raise ApiError("is_inactive")
    if len(text) > UPDATE_TEXT:
        raise ApiError("msg_too_long")
    if not text and blocks is None and metadata is None:
        raise ApiError("no_text")
    if text or blocks is not None:
        message.text, message.blocks = text, blocks or None
    if metadata is not None:
        message.metadata = metadata or None
    if blocks is None and text:
        message.edited_ts = call.backend.event_ts()
    change(call.backend, channel, message)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": message_object(message)}


def remove(call: Call) -> Json:
    """Delete one of the bot's own messages."""
    channel, message = _own(call, "cant_delete_message")
    delete(call.backend, channel, message)
    return {"channel": channel.id, "ts": message.ts}


def permalink(call: Call) -> Json:
    """Return the address at which the playground's page opens the message."""
    channel, message = _message(call, "message_ts")
    link = f"{call.backend.url}archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def _postable(call: Call) -> Channel:
    channel = _addressed(call)
    if channel.archived:
        raise ApiError("is_archived")
    if BOT_USER not in channel.members and "chat:write.public" not in call.backend.profile.scopes:
        raise ApiError("not_in_channel")
    profile = call.backend.profile
    if channel.kind is Kind.IM and not (profile.messages_tab or profile.messages_tab_read_only):
        raise ApiError("messages_tab_disabled")
    return channel


def _addressed(call: Call) -> Channel:
    """Return the conversation; a person's id stands for the direct message with them, ``#name`` for a channel."""
    given = call.args.text("channel")
    workspace = call.backend.workspace
    if given in workspace.people and given != BOT_USER:
        known = workspace.direct_between(frozenset({given, BOT_USER}))
        if known is None and workspace.people[given].deleted:
            raise ApiError("channel_not_found")
        return known or _direct(call, given)
    named = workspace.named(given.removeprefix("#"))
    if named is not None and named.kind is Kind.CHANNEL:
        return named
    return call.channel()


def _direct(call: Call, user: str) -> Channel:
    from playground.conversations import open_direct  # noqa: PLC0415 - conversations post, too

    return open_direct(call.backend, [BOT_USER, user], BOT_USER)[0]


def _message(call: Call, argument: str) -> tuple[Channel, Message]:
    channel = call.channel()
    message = channel.messages.get(call.args.text(argument))
    if message is None or message.deleted:
        raise ApiError("message_not_found")
    return channel, message


def _own(call: Call, refusal: str) -> tuple[Channel, Message]:
    channel, message = _message(call, "ts")
    if message.bot_id != BOT_ID:
        raise ApiError(refusal)
    return channel, message


HANDLERS: Final[dict[str, Handler]] = {
    "chat.postMessage": post_message,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": remove,
    "chat.getPermalink": permalink,
}
