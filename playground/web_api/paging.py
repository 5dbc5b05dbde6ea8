"""Cursors: opaque to the app, and refused when they aren't ours."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from playground.model import Json
from playground.web_api.errors import ApiError

Item = TypeVar("Item")


def page(items: Sequence[Item], cursor: str, limit: int, mark: str) -> tuple[list[Item], Json]:
    """Return one page and the ``response_metadata`` that leads to the next; ``mark`` names what is listed."""
    start = _position(cursor, mark) if cursor else 0
    rest = start + limit < len(items)
    return list(items[start : start + limit]), {"next_cursor": _cursor(start + limit, mark) if rest else ""}


def encode_cursor(text: str) -> str:
    """Return a text as a cursor."""
    return base64.b64encode(text.encode()).decode()


def decode_cursor(cursor: str, mark: str) -> str:
    """Return what follows the mark in a cursor of ours; ``invalid_cursor`` for any other."""
    try:
        text = base64.b64decode(cursor, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError) as broken:
        raise ApiError("invalid_cursor") from broken
    found, _, rest = text.partition(":")
    if found != mark or not rest:
        raise ApiError("invalid_cursor")
    return rest


def _cursor(position: int, mark: str) -> str:
    return encode_cursor(f"{mark}:{position}")


def _position(cursor: str, mark: str) -> int:
    try:
        return int(decode_cursor(cursor, mark))
    except ValueError as broken:
        raise ApiError("invalid_cursor") from broken
