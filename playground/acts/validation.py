"""What Slack's client checks before it lets a modal be submitted."""

import re
from collections.abc import Iterator
from typing import Any, Final

from playground.elements import STATE_KEYS, Placed, options_of, placed_elements, state_of
from playground.model import Json

_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL: Final = re.compile(r"https?://\S+")
_TEXTS: Final = frozenset({"plain_text_input", "email_text_input", "url_text_input", "number_input"})
_LONGEST: Final = 3000


def input_errors(blocks: list[Json], values: Json) -> dict[str, str]:
    """Return, by ``block_id``, the code of what is wrong with an input; nothing when it may be submitted.

    Codes: ``required``, ``too_short``, ``too_long``, ``not_a_number``, ``too_small``, ``too_large``,
    ``not_an_email``, ``not_a_url``, ``option_not_found``, ``too_many``, ``unknown_field``.
    """
    errors = dict(_unknown(blocks, values))
    state = state_of(blocks, values)
    for placed in placed_elements(blocks):
        if placed.element["type"] not in STATE_KEYS:
            continue
        block_id = placed.block["block_id"]
        value = state[block_id][placed.element["action_id"]].get(STATE_KEYS[placed.element["type"]][0])
        code = _wrong(placed, value)
        if code:
            errors[block_id] = code
    return errors


def _unknown(blocks: list[Json], values: Json) -> Iterator[tuple[str, str]]:
    known = {(placed.block["block_id"], placed.element["action_id"]) for placed in placed_elements(blocks)}
    for block_id, actions in values.items():
        if any((block_id, action_id) not in known for action_id in actions):
            yield block_id, "unknown_field"


def _wrong(placed: Placed, value: Any) -> str | None:
    if value in (None, "", []):
        due = placed.in_input and not placed.block.get("optional", False)
        return "required" if due else None
    element = placed.element
    if element["type"] in _TEXTS:
        return _wrong_text(element, value)
    if isinstance(value, list) and len(value) > element.get("max_selected_items", len(value)):
        return "too_many"
    return _wrong_option(element, value)


def _wrong_option(element: Json, value: Any) -> str | None:
    if "options" not in element and "option_groups" not in element:
        return None
    offered = {option["value"] for option in options_of(element)}
    chosen = value if isinstance(value, list) else [value]
    return None if all(option.get("value") in offered for option in chosen) else "option_not_found"


def _wrong_text(element: Json, value: str) -> str | None:
    match element["type"]:
        case "number_input":
            return _wrong_number(element, value)
        case "email_text_input":
            return None if _EMAIL.fullmatch(value) else "not_an_email"
        case "url_text_input":
            return None if _URL.fullmatch(value) else "not_a_url"
    if len(value) < element.get("min_length", 0):
        return "too_short"
    return "too_long" if len(value) > element.get("max_length", _LONGEST) else None


def _wrong_number(element: Json, value: str) -> str | None:
    pattern = r"-?\d+(\.\d+)?" if element.get("is_decimal_allowed") else r"-?\d+"
    if not re.fullmatch(pattern, value):
        return "not_a_number"
    number = float(value)
    if number < float(element.get("min_value", number)):
        return "too_small"
    return "too_large" if number > float(element.get("max_value", number)) else None
