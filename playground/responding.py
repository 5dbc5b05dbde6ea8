"""What an app says in answer to an act: to a command at once, or to a ``response_url``."""

from typing import Any, Final

from playground.backend import Backend
from playground.messages import (
    bot_message,
    change,
    change_whisper,
    delete,
    dismiss_whisper,
    find_whisper,
    post,
    whisper,
)
from playground.model import BOT_ID, Channel, Json, Message
from playground.response_urls import ResponseUrl
from playground.web_api.arguments import Arguments
from playground.web_api.content import TEXT_CUT, checked_blocks, read_metadata, require_content
from playground.web_api.errors import ApiError

IN_CHANNEL: Final = "in_channel"


def respond(backend: Backend, url: ResponseUrl, body: Any) -> None:
    """Show, replace or take away a message as the app asks; ephemeral unless it says ``in_channel``.

    Raises ApiError for a message that Slack wouldn't take.
    """
    body = {"text": body} if isinstance(body, str) else body
    if not isinstance(body, dict):
        raise ApiError("invalid_payload")
    channel = backend.workspace.channels.get(url.channel)
    if channel is None:
        raise ApiError("channel_not_found")
    source = _source(backend, url, channel)
    if body.get("delete_original"):
        _take_away(backend, channel, source)
        return
    text, blocks = _content(body)
    if body.get("replace_original") and source is not None:
        _replace(backend, channel, source, text, blocks)
    else:
        _say(backend, channel, url, body, text, blocks)


def _content(body: Json) -> tuple[str, list[Json] | None]:
    text, blocks = body.get("text") or "", body.get("blocks")
    if not isinstance(text, str):
        raise ApiError("invalid_payload")
    stored = None if blocks is None else checked_blocks(blocks)
    require_content(text, stored)
    return text[:TEXT_CUT], stored


def _source(backend: Backend, url: ResponseUrl, channel: Channel) -> Message | None:
    if url.source_ts is None:
        return None
    return channel.messages.get(url.source_ts) or find_whisper(backend, url.user, channel.id, url.source_ts)


def _take_away(backend: Backend, channel: Channel, source: Message | None) -> None:
    if source is None:
        return
    if source.ephemeral_to is not None:
        dismiss_whisper(backend, source)
    elif source.bot_id == BOT_ID:
        delete(backend, channel, source)


def _replace(backend: Backend, channel: Channel, source: Message, text: str, blocks: list[Json] | None) -> None:
    source.text, source.blocks = text, blocks
    if source.ephemeral_to is not None:
        change_whisper(backend, channel, source)
    else:
        if blocks is None:  # as in chat.update: only a change of plain text is marked
            source.edited_ts = backend.event_ts()
        change(backend, channel, source)


def _say(
    backend: Backend, channel: Channel, url: ResponseUrl, body: Json, text: str, blocks: list[Json] | None
) -> None:
    ts, thread_ts = backend.ts(channel), body.get("thread_ts") or url.thread_ts
    if body.get("response_type") == IN_CHANNEL:
        metadata = read_metadata(Arguments(body))
        message = bot_message(channel, ts, text, blocks=blocks, thread_ts=thread_ts, metadata=metadata or None)
        post(backend, channel, message)
    else:
        whisper(
            backend,
            channel,
            bot_message(channel, ts, text, blocks=blocks, thread_ts=thread_ts, ephemeral_to=url.user),
        )
