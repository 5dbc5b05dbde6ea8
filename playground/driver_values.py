"""Turns what a test says a person filled in into Slack's state objects."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date, datetime, time
from typing import Any

from playground.elements import STATE_KEYS, Placed, options_of, placed_elements
from playground.model import Json


def state_values(view: Json, given: Mapping[str, Any]) -> Json:
    """Return ``state.values`` of a view with some fields filled in, each named by its ``block_id`` or ``action_id``.

    Choices are given by their values, moments as datetimes, None empties a field. Raises KeyError for a field or
    a choice that the view doesn't have.
    """
    values: Json = deepcopy(view["state"]["values"])
    for name, value in given.items():
        placed = _field(view, name)
        values[placed.block["block_id"]][placed.element["action_id"]] = option_state(placed.element, value)
    return values


def option_state(element: Json, value: Any) -> Json:
    """Return the state object of an element in which ``value`` was chosen or typed."""
    type_ = element["type"]
    key = "selected_option" if type_ == "overflow" else STATE_KEYS[type_][0]
    return {"type": type_, key: _stated(element, key, value)}


def _field(view: Json, name: str) -> Placed:
    for placed in placed_elements(view["blocks"]):
        stateful = placed.element["type"] in STATE_KEYS
        if stateful and name in (placed.block.get("block_id"), placed.element["action_id"]):
            return placed
    raise KeyError(f"the view has no field {name}")


def _stated(element: Json, key: str, value: Any) -> Any:
    if value is None:
        return [] if key.endswith("s") else None
    if key == "selected_option":
        return _option(element, value)
    if key == "selected_options":
        return [_option(element, one) for one in value]
    return list(value) if key.endswith("s") else _written(key, value)


def _written(key: str, value: Any) -> Any:
    match value:
        case datetime():
            return int(value.timestamp())
        case date():
            return value.isoformat()
        case time():
            return value.strftime("%H:%M")
        case _:
            return str(value) if key == "value" else value


def _option(element: Json, value: str) -> Json:
    for option in options_of(element):
        if option["value"] == value:
            return option
    raise KeyError(f"{element['action_id']} offers no {value}")
