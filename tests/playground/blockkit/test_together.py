"""Rules that several fields, or all blocks, hold together."""

import pytest

from playground.blockkit import FAILED_CONSTRAINT, MSG_BLOCKS_TOO_LONG, Constraint, validate_message, validate_view
from tests.playground.blockkit.samples import (
    Json,
    actions,
    button,
    card,
    container,
    image,
    labelled,
    letters,
    modal,
    mrkdwn,
    of_message,
    of_modal,
    option,
    options,
    plain,
    said,
    section,
    select,
    table,
    text_input,
)

ELEMENT = "/view/blocks/0/element"
OUTSIDE = "must be one of the provided options"


def number(**fields: object) -> Json:
    return labelled({"type": "number_input", "is_decimal_allowed": False, **fields})


def test_a_block_id_stands_once_in_a_message_and_in_a_view() -> None:
    twice = [section(block_id="가"), section(block_id="나"), section(block_id="가")]
    assert of_message(*twice) == ['`block_id` "가" already exists [json-pointer:/blocks/2/block_id]']
    assert of_modal(*twice) == ['`block_id` "가" already exists [json-pointer:/view/blocks/2/block_id]']


def test_blocks_inside_others_share_the_ids_of_the_message() -> None:
    inside = container(section(block_id="가"))
    carousel = {"type": "carousel", "elements": [card(block_id="가")]}
    assert of_message(section(block_id="가"), inside, carousel) == [
        '`block_id` "가" already exists [json-pointer:/blocks/1/child_blocks/0/block_id]',
        '`block_id` "가" already exists [json-pointer:/blocks/2/elements/0/block_id]',
    ]


def test_an_action_id_stands_once_in_a_block_but_again_in_another() -> None:
    join = button(action_id="join")
    assert of_message(actions(join, button(action_id="leave"), join)) == [
        '`action_id` "join" already exists [json-pointer:/blocks/0/elements/2/action_id]'
    ]
    assert of_message(actions(join), actions(join), section(accessory=join)) == []


def test_only_one_element_of_a_view_takes_the_focus() -> None:
    focused = labelled(text_input(focus_on_load=True))
    assert of_modal(focused, labelled(text_input(focus_on_load=False))) == []
    assert of_modal(section(), focused, focused) == [
        "only one element can set `focus_on_load` [json-pointer:/view/blocks/2/element/focus_on_load]"
    ]


def test_a_modal_with_inputs_needs_submit() -> None:
    complete = modal(section(), labelled(text_input()))
    assert validate_view(complete) == []
    del complete["submit"]
    assert said(validate_view(complete)) == [
        "must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/1/input]"
    ]


def test_a_section_has_text_or_fields() -> None:
    assert of_message({"type": "section"}) == ["must define either `text` or `fields` [json-pointer:/blocks/0/type]"]
    assert of_message({"type": "section", "fields": [plain()]}) == []


def test_an_image_has_one_source() -> None:
    nowhere = {"type": "image", "alt_text": "그림"}
    assert of_message(nowhere) == ["must define either `image_url` or `slack_file` [json-pointer:/blocks/0]"]
    assert of_message({**nowhere, "slack_file": {"id": "F1"}}) == []
    assert of_message(image(slack_file={"id": "F1"})) == [
        "must define only one of `image_url` or `slack_file` [json-pointer:/blocks/0]"
    ]


def test_a_static_select_has_options_or_groups() -> None:
    groups = [{"label": plain(), "options": options(1)}]
    both = select(option_groups=groups)
    assert of_message(actions(both)) == [
        "must define only one of `options` or `option_groups` [json-pointer:/blocks/0/elements/0]"
    ]
    assert of_message(actions({"type": "static_select"})) == [
        "must define either `options` or `option_groups` [json-pointer:/blocks/0/elements/0]"
    ]
    assert of_message(actions({"type": "static_select", "option_groups": groups})) == []


@pytest.mark.parametrize("kind", ["static_select", "radio_buttons"])
def test_an_initial_option_equals_one_of_the_options(kind: str) -> None:
    assert of_modal(labelled(select(type=kind, initial_option=option(1)))) == []
    for other in (option(2), option(1, description=plain()), option(1, text={**plain("선택 1"), "emoji": True})):
        assert of_modal(labelled(select(type=kind, initial_option=other))) == [
            f"{OUTSIDE} [json-pointer:{ELEMENT}/initial_option]"
        ]


@pytest.mark.parametrize("kind", ["multi_static_select", "checkboxes"])
def test_initial_options_are_some_of_the_options_and_never_none(kind: str) -> None:
    assert of_modal(labelled(select(type=kind, initial_options=options(2)))) == []
    for others in ([option(0), option(5)], []):
        assert of_modal(labelled(select(type=kind, initial_options=others))) == [
            f"{OUTSIDE} [json-pointer:{ELEMENT}/initial_options]"
        ]


def test_an_initial_option_is_looked_for_in_the_groups_too() -> None:
    grouped = {"type": "static_select", "option_groups": [{"label": plain(), "options": options(3)}]}
    assert of_modal(labelled({**grouped, "initial_option": option(2)})) == []
    assert of_modal(labelled({**grouped, "initial_option": option(3)})) == [
        f"{OUTSIDE} [json-pointer:{ELEMENT}/initial_option]"
    ]


def test_a_number_input_says_whether_decimals_are_allowed() -> None:
    assert of_modal(labelled({"type": "number_input"})) == [
        f"missing required field: is_decimal_allowed [json-pointer:{ELEMENT}]"
    ]
    assert of_modal(number(initial_value="1.5")) == [f"must provide an integer [json-pointer:{ELEMENT}/initial_value]"]
    assert of_modal(number(is_decimal_allowed=True, initial_value="1.5")) == []


@pytest.mark.parametrize(
    ("fields", "smaller", "larger"),
    [
        ({"min_value": "10", "max_value": "9"}, "min_value", "max_value"),
        ({"min_value": "2", "initial_value": "1"}, "min_value", "initial_value"),
        ({"initial_value": "3", "max_value": "-2"}, "initial_value", "max_value"),
    ],
)
def test_the_values_of_a_number_input_are_in_order(fields: Json, smaller: str, larger: str) -> None:
    assert of_modal(number(**fields)) == [
        f"`{smaller}` cannot be greater than `{larger}` [json-pointer:{ELEMENT}/{smaller}]"
    ]


def test_numbers_of_a_number_input_are_text() -> None:
    assert of_modal(number(min_value=1)) == [f"must provide a string [json-pointer:{ELEMENT}/min_value]"]
    assert of_modal(number(min_value="one")) == [f"must be in the format number [json-pointer:{ELEMENT}/min_value]"]


def test_the_lengths_of_a_text_input_are_in_order() -> None:
    assert of_modal(labelled(text_input(min_length=5, max_length=5))) == []
    assert of_modal(labelled(text_input(min_length=6, max_length=5))) == [
        f"`min_length` cannot be greater than `max_length` [json-pointer:{ELEMENT}/min_length]"
    ]


def test_a_file_input_dispatches_nothing() -> None:
    assert of_modal(labelled({"type": "file_input"}, dispatch_action=False)) == []
    assert of_modal(labelled({"type": "file_input"}, dispatch_action=True)) == [
        f"unsupported type: file_input [json-pointer:{ELEMENT}/type]"
    ]


def test_a_card_shows_something_and_has_one_icon() -> None:
    assert of_message({"type": "card", "subtitle": plain()}) == [
        "must define either `hero_image` or `title` or `actions` or `body` [json-pointer:/blocks/0]"
    ]
    assert of_message(card(icon=image(), slack_icon={"name": "star"})) == [
        "must define only one of `icon` or `slack_icon` [json-pointer:/blocks/0]"
    ]


def test_a_container_has_a_title_and_no_divider_when_it_folds() -> None:
    untitled = {"type": "container", "child_blocks": [section()]}
    assert of_message(untitled) == ["must define either `title` or `rich_text_title` [json-pointer:/blocks/0]"]
    assert of_message(container(section(), is_collapsible=True, has_header_divider=True)) == [
        "must define only one of `is_collapsible` or `has_header_divider` [json-pointer:/blocks/0]"
    ]


def test_a_message_has_one_table() -> None:
    assert of_message(table()) == []
    assert of_message(table(), container(table())) == ["only_one_table_allowed [json-pointer:/blocks/1/child_blocks/0]"]


def test_markdown_blocks_share_their_12000_characters() -> None:
    half = {"type": "markdown", "text": letters(6000)}
    assert of_message(half, half) == []
    assert of_message(half, {"type": "markdown", "text": letters(6001)}) == [
        "all markdown blocks together must be less than 12001 characters [json-pointer:/blocks]"
    ]


def test_all_texts_of_a_message_share_13000_characters() -> None:
    full = [section(text=mrkdwn(letters(2600))) for _ in range(5)]
    assert of_message(*full) == []
    [found] = validate_message([*full, section(text=mrkdwn("!"))])
    assert (found.pointer, found.code) == ("/blocks", MSG_BLOCKS_TOO_LONG)
    assert found.reason == "all blocks together must be less than 13001 characters"


def test_a_view_may_be_longer_than_a_message() -> None:
    assert of_modal(*[section(text=mrkdwn(letters(3000))) for _ in range(6)]) == []


def test_a_violation_says_its_rule_apart_from_its_words() -> None:
    [found] = validate_message([section(text={"type": "html", "text": "글"})])
    assert (found.pointer, found.code) == ("/blocks/0/text/type", FAILED_CONSTRAINT)
    assert found.constraint == Constraint("enum", ("plain_text", "mrkdwn"))
    assert found.reason == "unsupported type: html"


def test_every_fault_is_told_not_the_first_alone() -> None:
    assert of_message({"type": "header"}, section(text=plain("")), {"type": "nope"}) == [
        "missing required field: text [json-pointer:/blocks/0]",
        "must be more than 0 characters [json-pointer:/blocks/1/text/text]",
        "unsupported type: nope [json-pointer:/blocks/2/type]",
    ]
