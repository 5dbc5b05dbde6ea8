"""The validator against whatever JSON, and against what slack_sdk's typed models let through."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from playground.blockkit import MSG_BLOCKS_TOO_LONG, Violation, validate_message, validate_view, view_size
from tests.playground.blockkit import sdk_models as sdk
from tests.playground.blockkit.samples import Json, said
from tests.playground.blockkit.views import FORM, HOME, POST

NAMES = st.sampled_from(
    ["type", "text", "blocks", "elements", "element", "accessory", "options", "option_groups", "initial_option",
     "initial_options", "action_id", "block_id", "fields", "rows", "label", "confirm", "min_value", "child_blocks"]
)  # fmt: skip
KINDS = st.sampled_from(
    ["modal", "home", "section", "input", "actions", "container", "carousel", "card", "table", "plain_text", "mrkdwn",
     "button", "static_select", "checkboxes", "number_input", "overflow", "rich_text", "rich_text_list", "markdown"]
)  # fmt: skip
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | KINDS
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES | st.text(max_size=3), inner, max_size=6),
    max_leaves=25,
)
QUIETLY = settings(deadline=None, database=None)


def places(value: object) -> Iterator[tuple[Any, Any]]:
    """Every (container, key) of a JSON value."""
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from places(value[key])


def well_formed(found: list[Violation], start: str) -> bool:
    return all(
        violation.pointer.startswith(start)
        and violation.message == f"{violation.reason} [json-pointer:{violation.pointer}]"
        for violation in found
    )


@QUIETLY
@given(ANYTHING)
def test_any_json_is_answered_and_never_raised_over(value: object) -> None:
    assert well_formed(validate_message(value), "/blocks")
    assert well_formed(validate_message([value]), "/blocks")
    assert well_formed(validate_view(value), "/view")
    assert view_size(value) == len(
        json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    )


@QUIETLY
@given(st.data())
def test_a_real_view_with_anything_put_anywhere_is_answered(data: st.DataObject) -> None:
    page: Json = deepcopy(data.draw(st.sampled_from([FORM, HOME, {"blocks": POST}])))
    holder, key = data.draw(st.sampled_from(list(places(page))))
    holder[key] = data.draw(ANYTHING)
    assert well_formed(validate_view(page), "/view")
    assert well_formed(validate_message(page.get("blocks")), "/blocks")


def test_json_as_deep_as_it_can_be_read_is_answered() -> None:
    deep = json.loads("[" * 500 + "]" * 500)
    select = {"type": "static_select", "options": [deep], "initial_option": {"text": deep}}
    assert validate_message([{"type": "actions", "elements": [select]}]) != []


@QUIETLY
@given(sdk.message_blocks())
def test_a_message_of_typed_models_within_their_limits_is_taken(blocks: list[Json]) -> None:
    # The models don't know that the texts of a message have a limit together.
    assert {violation.code for violation in validate_message(blocks)} <= {MSG_BLOCKS_TOO_LONG}


@QUIETLY
@given(sdk.modals())
def test_a_modal_of_typed_models_within_their_limits_is_taken(view: Json) -> None:
    assert said(validate_view(view)) == []


@QUIETLY
@given(sdk.homes())
def test_a_home_of_typed_models_within_their_limits_is_taken(view: Json) -> None:
    assert said(validate_view(view)) == []
