"""What a message may carry: text, blocks, metadata, and where it goes in a thread."""

import json
from typing import Any, Final

from playground.blockkit import MSG_BLOCKS_TOO_LONG, validate_message
from playground.elements import with_ids
from playground.model import Channel, Json
from playground.web_api.arguments import Arguments
from playground.web_api.errors import ApiError, refused

TEXT_CUT: Final = 40_000
"""``chat.postMessage`` cuts longer text (its page: "Truncating content")."""
UPDATE_TEXT: Final = 4_000
"""``chat.update`` refuses longer text with ``msg_too_long`` (its page)."""
MARKDOWN_TEXT: Final = 12_000
METADATA_BYTES: Final = 16_000
"""About Slack's limit of message metadata; beyond it ``metadata_too_large``."""
_SCALARS: Final = (str, int, float, bool)


def read_blocks(args: Arguments) -> list[Json] | None:
    """Return the blocks, checked, each with its ids; None when the argument wasn't given."""
    blocks = args.structure("blocks", "invalid_blocks_format")
    return None if blocks is None else checked_blocks(blocks)


def checked_blocks(blocks: Any) -> list[Json]:
    """Return the blocks of a message as Slack stores them, or refuse them as Slack does."""
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise ApiError("invalid_blocks_format")
    violations = validate_message(blocks)
    if any(violation.code == MSG_BLOCKS_TOO_LONG for violation in violations):
        raise refused(MSG_BLOCKS_TOO_LONG, violations)
    if violations:
        raise refused("invalid_blocks", violations)
    return with_ids(blocks)


def read_text(args: Arguments) -> str:
    """Return the text, from ``text`` or ``markdown_text``, which exclude one another."""
    if "markdown_text" not in args:
        return args.text("text")
    if "text" in args or "blocks" in args:
        raise ApiError("markdown_text_conflict")
    text = args.text("markdown_text")
    if len(text) > MARKDOWN_TEXT:
        raise ApiError("msg_too_long")
    return text


def read_metadata(args: Arguments) -> Json | None:
    """Return the metadata, None when it wasn't given, empty when it is to be taken away."""
    metadata = args.structure("metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    if metadata == {}:
        return {}
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_payload"), dict):
        raise ApiError("invalid_metadata_format")
    if not isinstance(metadata.get("event_type"), str) or not metadata["event_type"]:
        raise ApiError("invalid_metadata_format")
    if not all(_flat(value) for value in metadata["event_payload"].values()):
        raise ApiError("invalid_metadata_schema")
    if len(json.dumps(metadata, ensure_ascii=False).encode()) > METADATA_BYTES:
        raise ApiError("metadata_too_large")
    return {"event_type": metadata["event_type"], "event_payload": metadata["event_payload"]}


def read_thread(args: Arguments, channel: Channel) -> str | None:
    """Return the root's ``ts`` for a reply.

    A ``thread_ts`` that isn't there is taken for none, as Slack does; a reply's stands for its root's.
    """
    ts = args.text("thread_ts")
    message = channel.messages.get(ts)
    if not ts or message is None:
        return None
    if message.subtype in ("channel_join", "group_join", "tombstone"):
        raise ApiError("cannot_reply_to_message")
    return message.thread_ts or message.ts


def require_content(text: str, blocks: list[Json] | None) -> None:
    """Refuse with ``no_text`` a message that says nothing."""
    if not text.strip() and not blocks:
        raise ApiError("no_text")


def _flat(value: Any) -> bool:
    if isinstance(value, list):
        return all(isinstance(one, _SCALARS) for one in value)
    return isinstance(value, _SCALARS)
