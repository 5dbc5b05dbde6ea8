"""The interactive elements inside blocks: finding them, and the state each is in."""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from playground.model import Json

STATE_KEYS: Final[dict[str, tuple[str, str, Any]]] = {
    "plain_text_input": ("value", "initial_value", None),
    "email_text_input": ("value", "initial_value", None),
    "url_text_input": ("value", "initial_value", None),
    "number_input": ("value", "initial_value", None),
    "rich_text_input": ("rich_text_value", "initial_value", None),
    "static_select": ("selected_option", "initial_option", None),
    "external_select": ("selected_option", "initial_option", None),
    "users_select": ("selected_user", "initial_user", None),
    "conversations_select": ("selected_conversation", "initial_conversation", None),
    "channels_select": ("selected_channel", "initial_channel", None),
    "multi_static_select": ("selected_options", "initial_options", []),
    "multi_external_select": ("selected_options", "initial_options", []),
    "multi_users_select": ("selected_users", "initial_users", []),
    "multi_conversations_select": ("selected_conversations", "initial_conversations", []),
    "multi_channels_select": ("selected_channels", "initial_channels", []),
    "datepicker": ("selected_date", "initial_date", None),
    "timepicker": ("selected_time", "initial_time", None),
    "datetimepicker": ("selected_date_time", "initial_date_time", None),
    "radio_buttons": ("selected_option", "initial_option", None),
    "checkboxes": ("selected_options", "initial_options", []),
}
"""By type of element: where its state is kept, what it starts from, and what it is when empty."""

_NESTED: Final = ("elements", "actions", "child_blocks")


@dataclass(frozen=True, slots=True)
class Placed:
    """An element and the block it stands in."""

    block: Json
    element: Json

    @property
    def in_input(self) -> bool:
        """Whether it is the element of an input block."""
        return bool(self.block["type"] == "input")


def placed_elements(blocks: Iterable[Json]) -> Iterator[Placed]:
    """Yield every element that can be acted on, with its block, in reading order."""
    for block in blocks:
        for name in ("element", "accessory"):
            if isinstance(block.get(name), dict) and "action_id" in block[name]:
                yield Placed(block, block[name])
        for name in _NESTED:
            inner = [one for one in block.get(name) or () if isinstance(one, dict)]
            yield from (Placed(block, one) for one in inner if "action_id" in one)
            yield from placed_elements(one for one in inner if "action_id" not in one)


def find_element(
    blocks: Iterable[Json], action_id: str, block_id: str | None = None, value: str | None = None
) -> Placed | None:
    """Return the element of that id, in that block and of that value if they are named."""
    return next(
        (
            placed
            for placed in placed_elements(blocks)
            if placed.element.get("action_id") == action_id
            and block_id in (None, placed.block.get("block_id"))
            and value in (None, placed.element.get("value"))
        ),
        None,
    )


def options_of(element: Json) -> list[Json]:
    """Return all options of a menu, those in groups included."""
    grouped = [option for group in element.get("option_groups") or [] for option in group["options"]]
    return [*(element.get("options") or []), *grouped]


def with_ids(blocks: list[Json]) -> list[Json]:
    """Return the blocks as Slack stores them: whoever brought no ``block_id`` or ``action_id`` gets one."""
    return [_with_ids(block) for block in blocks]


_RICH_TEXT: Final = frozenset({"rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"})
_INTERACTIVE: Final = frozenset(STATE_KEYS) | {
    "button",
    "overflow",
    "workflow_button",
    "feedback_buttons",
    "icon_button",
}


def _with_ids(block: Json) -> Json:
    stored = {"block_id": block.get("block_id") or secrets.token_urlsafe(4), **block}
    for name in ("element", "accessory"):
        if isinstance(stored.get(name), dict):
            stored[name] = _with_action_id(stored[name])
    for name in _NESTED:
        if isinstance(stored.get(name), list):
            stored[name] = [_inner(one) if isinstance(one, dict) else one for one in stored[name]]
    return stored


def _inner(one: Json) -> Json:
    """Give ids to what stands inside a block: a card or a container's child is itself a block."""
    is_block = any(name in one for name in (*_NESTED, "accessory")) and one.get("type") not in _RICH_TEXT
    return _with_ids(one) if is_block else _with_action_id(one)


def _with_action_id(element: Json) -> Json:
    if element.get("type") not in _INTERACTIVE:
        return element
    return {"action_id": secrets.token_urlsafe(4), **element}


def initial_state(element: Json) -> Json | None:
    """Return the state in which an element starts; None for one that has none, as a button."""
    keys = STATE_KEYS.get(element["type"])
    if keys is None:
        return None
    key, initial, empty = keys
    return {"type": element["type"], key: element.get(initial, empty)}


def state_of(blocks: Iterable[Json], known: Json) -> Json:
    """Return ``state.values``: what is known of an element of the same ids and type, else how it starts."""
    values: Json = {}
    for placed in placed_elements(blocks):
        block_id, action_id = placed.block.get("block_id"), placed.element["action_id"]
        state = initial_state(placed.element)
        if state is not None and block_id is not None:
            given = known.get(block_id, {}).get(action_id)
            same = isinstance(given, dict) and given.get("type") == state["type"]
            values.setdefault(block_id, {})[action_id] = {**state, **given} if same and given else state
    return values
