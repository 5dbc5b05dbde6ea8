"""Which types, fields and values Slack knows, and where."""

from typing import Any

import pytest

from tests.playground.blockkit.samples import (
    Json,
    actions,
    button,
    card,
    confirm,
    container,
    image,
    labelled,
    mrkdwn,
    of_home,
    of_message,
    of_modal,
    plain,
    section,
    select,
    table,
    text_input,
)

RICH_TEXT = {
    "type": "rich_text",
    "elements": [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": "안녕", "style": {"bold": True}}]}
    ],
}
ALERT = {"type": "alert", "text": plain(), "level": "warning"}
CAROUSEL = {"type": "carousel", "elements": [card()]}
EVERYWHERE = [section(), {"type": "divider"}, actions(button()), image(), card(), RICH_TEXT, labelled(text_input())]


def pick(kind: str, **fields: Any) -> Json:
    return {"type": kind, **fields}


def unsupported(kind: str, pointer: str) -> list[str]:
    return [f"unsupported type: {kind} [json-pointer:{pointer}]"]


@pytest.mark.parametrize("block", EVERYWHERE, ids=lambda block: str(block["type"]))
def test_these_blocks_stand_on_every_surface(block: Json) -> None:
    assert of_message(block) == of_modal(block) == of_home(block) == []


@pytest.mark.parametrize(
    ("block", "message", "in_modal", "in_home"),
    [
        (ALERT, False, True, False),
        (CAROUSEL, True, False, True),
        (container(section()), True, False, False),
        (table(), True, False, False),
        ({"type": "markdown", "text": "# 글"}, True, False, False),
        ({"type": "file", "external_id": "F1", "source": "remote"}, True, False, False),
        ({"type": "context_actions", "elements": [pick("icon_button", icon="trash", text=plain())]},
         True, False, False),
    ],
)  # fmt: skip
def test_other_blocks_have_their_surfaces(block: Json, message: bool, in_modal: bool, in_home: bool) -> None:  # noqa: FBT001 - a table of yes and no
    kind = block["type"]
    assert of_message(block) == ([] if message else unsupported(kind, "/blocks/0/type"))
    assert of_modal(block) == ([] if in_modal else unsupported(kind, "/view/blocks/0/type"))
    assert of_home(block) == ([] if in_home else unsupported(kind, "/view/blocks/0/type"))


@pytest.mark.parametrize("kind", ["email_text_input", "url_text_input", "file_input"])
def test_checked_inputs_are_for_modals(kind: str) -> None:
    block = labelled(pick(kind))
    assert of_modal(block) == []
    assert of_message(block) == unsupported(kind, "/blocks/0/element/type")
    assert of_home(block) == unsupported(kind, "/view/blocks/0/element/type")


def test_a_home_has_no_datetimepicker_and_a_message_no_rich_text_input() -> None:
    assert of_home(actions(pick("datetimepicker"))) == unsupported("datetimepicker", "/view/blocks/0/elements/0/type")
    assert of_message(actions(pick("datetimepicker"))) == []
    rich = labelled(pick("rich_text_input", initial_value=RICH_TEXT))
    assert of_message(rich) == unsupported("rich_text_input", "/blocks/0/element/type")
    assert of_modal(rich) == of_home(rich) == []


@pytest.mark.parametrize(
    ("block", "kind", "pointer"),
    [
        ({"type": "call"}, "call", "/blocks/0/type"),
        (actions(select(type="multi_static_select")), "multi_static_select", "/blocks/0/elements/0/type"),
        (actions(text_input()), "plain_text_input", "/blocks/0/elements/0/type"),
        (section(accessory=text_input()), "plain_text_input", "/blocks/0/accessory/type"),
        (section(accessory=pick("datetimepicker")), "datetimepicker", "/blocks/0/accessory/type"),
        (labelled(button()), "button", "/blocks/0/element/type"),
        (labelled(pick("overflow")), "overflow", "/blocks/0/element/type"),
        ({"type": "context", "elements": [button()]}, "button", "/blocks/0/elements/0/type"),
        ({"type": "header", "text": mrkdwn()}, "mrkdwn", "/blocks/0/text/type"),
        (actions(button(text=mrkdwn())), "mrkdwn", "/blocks/0/elements/0/text/type"),
        (labelled(text_input(), label=mrkdwn()), "mrkdwn", "/blocks/0/label/type"),
        (labelled(text_input(placeholder=mrkdwn())), "mrkdwn", "/blocks/0/element/placeholder/type"),
        (actions(select(options=[{"text": mrkdwn(), "value": "1"}])), "mrkdwn",
         "/blocks/0/elements/0/options/0/text/type"),
        (actions(button(confirm=confirm(title=mrkdwn()))), "mrkdwn", "/blocks/0/elements/0/confirm/title/type"),
        (container(card()), "card", "/blocks/0/child_blocks/0/type"),
        ({"type": "carousel", "elements": [section()]}, "section", "/blocks/0/elements/0/type"),
        ({"type": "rich_text", "elements": [pick("text", text="x")]}, "text", "/blocks/0/elements/0/type"),
    ],
)  # fmt: skip
def test_every_place_has_its_types(block: Json, kind: str, pointer: str) -> None:
    assert of_message(block) == unsupported(kind, pointer)


def test_choices_may_be_mrkdwn() -> None:
    choices = [{"text": mrkdwn(), "value": "1", "description": mrkdwn()}]
    assert of_message(actions(pick("checkboxes", options=choices), pick("radio_buttons", options=choices))) == []


@pytest.mark.parametrize(
    ("block", "field", "pointer"),
    [
        (pick("header"), "text", "/blocks/0"),
        (pick("input", label=plain()), "element", "/blocks/0"),
        (pick("input", element=text_input()), "label", "/blocks/0"),
        (pick("image", image_url="u"), "alt_text", "/blocks/0"),
        (actions(pick("button")), "text", "/blocks/0/elements/0"),
        (actions(pick("overflow")), "options", "/blocks/0/elements/0"),
        (actions(select(options=[{"text": plain()}])), "value", "/blocks/0/elements/0/options/0"),
        (actions(button(confirm={"title": plain(), "text": plain(), "confirm": plain()})), "deny",
         "/blocks/0/elements/0/confirm"),
        (section(text={"type": "mrkdwn"}), "text", "/blocks/0/text"),
        (section(text={"text": "글"}), "type", "/blocks/0/text"),
        ({"text": plain()}, "type", "/blocks/0"),
    ],
)  # fmt: skip
def test_required_fields_are_missed_at_their_object(block: Json, field: str, pointer: str) -> None:
    assert of_message(block) == [f"missing required field: {field} [json-pointer:{pointer}]"]


@pytest.mark.parametrize(
    ("block", "field", "pointer"),
    [
        (section(colour="red"), "colour", "/blocks/0"),
        (actions(button(disabled=True)), "disabled", "/blocks/0/elements/0"),
        (section(text={**mrkdwn(), "emoji": True}), "emoji", "/blocks/0/text"),
        (section(text={**plain(), "verbatim": True}), "verbatim", "/blocks/0/text"),
        (actions(select(options=[{"text": plain(), "value": "1", "url": "https://a.b"}])), "url",
         "/blocks/0/elements/0/options/0"),
        (labelled(text_input(confirm=confirm())), "confirm", "/blocks/0/element"),
    ],
)  # fmt: skip
def test_unknown_fields_are_named_at_their_object(block: Json, field: str, pointer: str) -> None:
    assert of_message(block) == [f"invalid additional property: {field} [json-pointer:{pointer}]"]


@pytest.mark.parametrize(
    ("block", "expected", "pointer"),
    [
        ("글", "an object", "/blocks/0"),
        (section(text="글"), "an object", "/blocks/0/text"),
        (section(text={"type": "mrkdwn", "text": 3}), "a string", "/blocks/0/text/text"),
        (section(text={"type": ["mrkdwn"], "text": "글"}), "a string", "/blocks/0/text/type"),
        (section(block_id=None), "a string", "/blocks/0/block_id"),
        (section(expand="yes"), "a boolean", "/blocks/0/expand"),
        (section(accessory=None), "an object", "/blocks/0/accessory"),
        (pick("actions", elements={}), "an array", "/blocks/0/elements"),
        (labelled(text_input(min_length="1")), "an integer", "/blocks/0/element/min_length"),
        (labelled(text_input(min_length=True)), "an integer", "/blocks/0/element/min_length"),
        (pick("table", rows=[[pick("raw_number", value="3")]]), "a number", "/blocks/0/rows/0/0/value"),
    ],
)
def test_values_have_the_right_json_type(block: object, expected: str, pointer: str) -> None:
    assert of_message(block) == [f"must provide {expected} [json-pointer:{pointer}]"]


@pytest.mark.parametrize(
    ("block", "pointer"),
    [
        (actions(button(style="blue")), "/blocks/0/elements/0/style"),
        (actions(button(confirm=confirm(style="default"))), "/blocks/0/elements/0/confirm/style"),
        (labelled(text_input(dispatch_action_config={"trigger_actions_on": ["on_leave"]})),
         "/blocks/0/element/dispatch_action_config/trigger_actions_on/0"),
        (actions(pick("conversations_select", filter={"include": ["dm"]})),
         "/blocks/0/elements/0/filter/include/0"),
        (container(section(), width="huge"), "/blocks/0/width"),
    ],
)  # fmt: skip
def test_some_strings_are_one_of_a_few(block: Json, pointer: str) -> None:
    assert of_message(block) == [f"must be a valid enum value [json-pointer:{pointer}]"]


@pytest.mark.parametrize(
    ("kind", "field", "good", "bad", "form"),
    [
        ("datepicker", "initial_date", "2028-02-29", "2026-02-29", "YYYY-MM-DD"),
        ("datepicker", "initial_date", "2026-07-01", "2026-7-1", "YYYY-MM-DD"),
        ("timepicker", "initial_time", "00:09", "24:00", "HH:mm"),
        ("timepicker", "initial_time", "23:59", "9:30", "HH:mm"),
        ("timepicker", "initial_time", "19:09", "19:60", "HH:mm"),
        ("timepicker", "initial_time", "20:00", "1０:00", "HH:mm"),
    ],
)
def test_dates_and_times_have_their_form(kind: str, field: str, good: str, bad: str, form: str) -> None:
    assert of_message(actions(pick(kind, **{field: good}))) == []
    assert of_message(actions(pick(kind, **{field: bad}))) == [
        f"must be in the format {form} [json-pointer:/blocks/0/elements/0/{field}]"
    ]
