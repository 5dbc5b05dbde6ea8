"""Filling in a modal by field name, and what Slack's client says of what was filled in."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from playground.acts.validation import input_errors
from playground.driver import SlackDriver
from playground.driver_values import state_values
from playground.elements import placed_elements, state_of, with_ids
from tests.playground.shapes import plain


def option(value: str) -> dict[str, Any]:
    return {"text": plain(value), "value": value}


OPTIONS = [option("SEOCHO"), option("GAEPO")]
ELEMENTS: dict[str, dict[str, Any]] = {
    "title": {"type": "plain_text_input", "initial_value": "치킨", "max_length": 5},
    "capacity": {"type": "number_input", "is_decimal_allowed": False, "min_value": "2", "max_value": "20"},
    "mail": {"type": "email_text_input"},
    "link": {"type": "url_text_input"},
    "category": {"type": "static_select", "options": OPTIONS},
    "places": {"type": "multi_static_select", "options": OPTIONS, "max_selected_items": 1},
    "way": {"type": "radio_buttons", "options": OPTIONS, "initial_option": OPTIONS[0]},
    "options": {"type": "checkboxes", "options": OPTIONS},
    "meets_at": {"type": "datetimepicker"},
    "day": {"type": "datepicker"},
    "hour": {"type": "timepicker"},
    "blocked": {"type": "multi_users_select"},
    "channel": {"type": "conversations_select"},
}


def view(*names: str, optional: bool = True) -> dict[str, Any]:
    """A modal as the playground shows it."""
    blocks = [
        {
            "type": "input",
            "block_id": name,
            "label": plain(name),
            "optional": optional,
            "element": {"action_id": name, **ELEMENTS[name]},
        }
        for name in names or ELEMENTS
    ]
    return {"id": "V0", "blocks": blocks, "state": {"values": state_of(blocks, {})}}


MOMENT = datetime(2026, 7, 3, 3, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "given", "state"),
    [
        ("title", "피자", {"type": "plain_text_input", "value": "피자"}),
        ("capacity", 4, {"type": "number_input", "value": "4"}),
        ("category", "GAEPO", {"type": "static_select", "selected_option": OPTIONS[1]}),
        ("places", ["GAEPO"], {"type": "multi_static_select", "selected_options": [OPTIONS[1]]}),
        ("options", [], {"type": "checkboxes", "selected_options": []}),
        ("way", "GAEPO", {"type": "radio_buttons", "selected_option": OPTIONS[1]}),
        ("meets_at", MOMENT, {"type": "datetimepicker", "selected_date_time": 1_783_049_400}),
        ("day", date(2026, 7, 3), {"type": "datepicker", "selected_date": "2026-07-03"}),
        ("hour", time(12, 30), {"type": "timepicker", "selected_time": "12:30"}),
        ("blocked", ["U0SUA"], {"type": "multi_users_select", "selected_users": ["U0SUA"]}),
        ("channel", "C0MEAL", {"type": "conversations_select", "selected_conversation": "C0MEAL"}),
        ("title", None, {"type": "plain_text_input", "value": None}),
        ("blocked", None, {"type": "multi_users_select", "selected_users": []}),
    ],
)
def test_a_field_is_filled_in_by_its_name(name: str, given: Any, state: Any) -> None:
    assert state_values(view(), {name: given})[name][name] == state


def test_what_is_not_named_keeps_its_initial_value() -> None:
    values = state_values(view("title", "way", "mail"), {"mail": "a@b.kr"})
    assert values["title"]["title"]["value"] == "치킨"
    assert values["way"]["way"]["selected_option"] == OPTIONS[0]


@pytest.mark.parametrize(("name", "given"), [("nowhere", "x"), ("category", "MOON"), ("options", ["MOON"])])
def test_what_the_view_does_not_have_cannot_be_filled_in(name: str, given: Any) -> None:
    with pytest.raises(KeyError):
        state_values(view(), {name: given})


@pytest.mark.parametrize(
    ("name", "given", "error"),
    [
        ("title", "여섯 글자야", "too_long"),
        ("title", None, "required"),
        ("options", [], "required"),
        ("capacity", "many", "not_a_number"),
        ("capacity", "2.5", "not_a_number"),
        ("capacity", 1, "too_small"),
        ("capacity", 21, "too_large"),
        ("mail", "nobody", "not_an_email"),
        ("link", "42.fr", "not_a_url"),
        ("places", ["SEOCHO", "GAEPO"], "too_many"),
    ],
)
def test_slacks_client_names_what_is_wrong(name: str, given: Any, error: str) -> None:
    shown = view(name, optional=False)
    assert input_errors(shown["blocks"], state_values(shown, {name: given})) == {name: error}


def test_slacks_client_takes_what_is_right() -> None:
    filled = {"capacity": 4, "mail": "a@b.kr", "link": "https://42.fr", "places": ["GAEPO"], "category": "SEOCHO"}
    assert input_errors(view()["blocks"], state_values(view(), filled)) == {}


def test_a_choice_that_is_not_offered_and_a_field_that_is_not_there_are_wrong() -> None:
    shown = view("category")
    forged = {"category": {"category": {"type": "static_select", "selected_option": option("MOON")}}}
    assert input_errors(shown["blocks"], forged) == {"category": "option_not_found"}
    assert input_errors(shown["blocks"], {"other": {"other": {}}}) == {"other": "unknown_field"}


def test_whatever_brings_no_id_gets_one() -> None:
    button = {"type": "button", "text": plain("+")}
    blocks = with_ids([{"type": "actions", "elements": [button]}, {"type": "section", "accessory": button}])
    ids = [blocks[0]["block_id"], blocks[0]["elements"][0]["action_id"], blocks[1]["accessory"]["action_id"]]
    assert all(ids)
    assert len(set(ids)) == 3


def test_buttons_on_cards_and_in_containers_are_found() -> None:
    button = {"type": "button", "text": plain("+"), "value": "v"}
    section = {"type": "section", "text": plain("x"), "accessory": {**button, "action_id": "deep"}}
    blocks = with_ids(
        [
            {"type": "carousel", "elements": [{"type": "card", "title": plain("x"), "actions": [button]}]},
            {"type": "container", "title": plain("x"), "child_blocks": [section]},
            {
                "type": "rich_text",
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}],
            },
        ]
    )
    found = list(placed_elements(blocks))
    assert [one.element["value"] for one in found] == ["v", "v"]
    assert all(one.block["block_id"] and one.element["action_id"] for one in found)
    assert "block_id" not in blocks[2]["elements"][0]


async def test_waiting_gives_up_at_its_deadline(slack: SlackDriver) -> None:
    async def never() -> bool:
        return False

    with pytest.raises(TimeoutError):
        await slack.wait_for(never, seconds=0.01)
