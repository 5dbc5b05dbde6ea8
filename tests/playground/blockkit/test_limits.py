import pytest

from tests.playground.blockkit.limit import Limit
from tests.playground.blockkit.limits_of_blocks import OF_BLOCKS, bullets, inline
from tests.playground.blockkit.limits_of_elements import OF_ELEMENTS
from tests.playground.blockkit.samples import (
    Json,
    actions,
    button,
    card,
    labelled,
    letters,
    of_home,
    of_message,
    of_modal,
    option,
    options,
    plain,
    section,
    select,
    table,
    text_input,
)


def raw_number(text: str) -> Json:
    return {"type": "table", "rows": [[{"type": "raw_number", "value": 1, "text": text}]]}


def external_picks(count: int) -> Json:
    return section(accessory={"type": "multi_external_select", "initial_options": options(count)})


IN_MODALS = [
    Limit(
        "minimum length",
        3000,
        lambda n: labelled(text_input(min_length=n)),
        "/view/blocks/0/element/min_length",
        "",
    ),
    Limit(
        "maximum length",
        3000,
        lambda n: labelled(text_input(max_length=n)),
        "/view/blocks/0/element/max_length",
        "",
    ),
    Limit(
        "initial value",
        3000,
        lambda n: labelled(text_input(initial_value=letters(n))),
        "/view/blocks/0/element/initial_value",
    ),
    Limit(
        "files",
        10,
        lambda n: labelled({"type": "file_input", "max_files": n}),
        "/view/blocks/0/element/max_files",
        "",
    ),
    Limit(
        "ten digits of a time",
        9_999_999_999,
        lambda n: labelled({"type": "datetimepicker", "initial_date_time": n}),
        "/view/blocks/0/element/initial_date_time",
        "",
    ),
    Limit("alert", 200, lambda n: {"type": "alert", "text": plain(letters(n))}, "/view/blocks/0/text/text"),
]


@pytest.mark.parametrize("limit", [*OF_BLOCKS, *OF_ELEMENTS], ids=lambda limit: limit.name)
def test_a_message_may_reach_the_limit_and_not_pass_it(limit: Limit) -> None:
    assert of_message(limit.build(limit.most)) == []
    assert of_message(limit.build(limit.most + 1)) == [limit.message]


@pytest.mark.parametrize("limit", IN_MODALS, ids=lambda limit: limit.name)
def test_a_modal_may_reach_the_limit_and_not_pass_it(limit: Limit) -> None:
    assert of_modal(limit.build(limit.most)) == []
    assert of_modal(limit.build(limit.most + 1)) == [limit.message]


@pytest.mark.parametrize("field", ["title", "submit", "close"])
def test_the_words_around_a_modal_have_24_characters(field: str) -> None:
    assert of_modal(section(), **{field: plain(letters(24))}) == []
    assert of_modal(section(), **{field: plain(letters(25))}) == [
        f"must be less than 25 characters [json-pointer:/view/{field}/text]"
    ]


@pytest.mark.parametrize(("field", "most"), [("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)])
def test_what_a_view_carries_is_limited(field: str, most: int) -> None:
    for found in (of_modal, of_home):
        assert found(section(), **{field: letters(most)}) == []
        assert found(section(), **{field: letters(most + 1)}) == [
            f"must be less than {most + 1} characters [json-pointer:/view/{field}]"
        ]


def test_a_message_has_50_blocks_and_a_view_100() -> None:
    divider = {"type": "divider"}
    assert of_message(*[divider] * 50) == []
    assert of_message(*[divider] * 51) == ["no more than 50 items allowed [json-pointer:/blocks]"]
    for found in (of_modal, of_home):
        assert found(*[divider] * 100) == []
        assert found(*[divider] * 101) == ["no more than 100 items allowed [json-pointer:/view/blocks]"]


def test_a_view_has_at_least_one_block_but_a_message_may_drop_all() -> None:
    assert of_modal() == of_home() == ["must provide at least 1 items [json-pointer:/view/blocks]"]
    assert of_message() == []


EMPTY = [
    ("text", section(text=plain("")), "/blocks/0/text/text", "must be more than 0 characters"),
    ("option value", section(accessory=select(options=[option(value="")])), "/blocks/0/accessory/options/0/value",
     "must be more than 0 characters"),
    ("action_id", actions(button(action_id="")), "/blocks/0/elements/0/action_id", "must be more than 0 characters"),
    ("actions", actions(), "/blocks/0/elements", "must provide at least 1 items"),
    ("context", {"type": "context", "elements": []}, "/blocks/0/elements", "must provide at least 1 items"),
    ("options", section(accessory=select(options=[])), "/blocks/0/accessory/options", "must provide at least 1 items"),
    ("table", {"type": "table", "rows": []}, "/blocks/0/rows", "must provide at least 1 items"),
    ("carousel", {"type": "carousel", "elements": []}, "/blocks/0/elements", "must provide at least 1 items"),
]  # fmt: skip


@pytest.mark.parametrize(("block", "pointer", "reason"), [row[1:] for row in EMPTY], ids=[row[0] for row in EMPTY])
def test_what_has_to_hold_something_cannot_be_empty(block: Json, pointer: str, reason: str) -> None:
    assert of_message(block) == [f"{reason} [json-pointer:{pointer}]"]


@pytest.mark.parametrize(
    ("element", "field", "least"),
    [
        ({"type": "datetimepicker"}, "initial_date_time", 1_000_000_000),
        ({"type": "file_input"}, "max_files", 1),
        (text_input(), "min_length", 0),
        (text_input(), "max_length", 1),
        (select(type="multi_static_select"), "max_selected_items", 1),
        ({"type": "external_select"}, "min_query_length", 0),
        ({"type": "multi_external_select"}, "min_query_length", 0),
        ({"type": "rich_text_input"}, "min_lines", 1),
        ({"type": "rich_text_input"}, "max_lines", 1),
    ],
)
def test_numbers_have_a_least_value(element: Json, field: str, least: int) -> None:
    assert of_modal(labelled({**element, field: least})) == []
    assert of_modal(labelled({**element, field: least - 1})) == [
        f"must be more than {least - 1} [json-pointer:/view/blocks/0/element/{field}]"
    ]


@pytest.mark.parametrize(
    ("fields", "field", "least"),
    [({"indent": 0}, "indent", 0), ({"offset": 0}, "offset", 0), ({"border": 0}, "border", 0)],
)
def test_numbers_of_a_list_start_at_nothing(fields: Json, field: str, least: int) -> None:
    assert of_message(bullets(**fields)) == []
    assert of_message(bullets(**{field: least - 1})) == [
        f"must be more than {least - 1} [json-pointer:/blocks/0/elements/0/{field}]"
    ]


ONE_AT_LEAST = [
    (card(actions=[button()]), card(actions=[]), "/blocks/0/actions"),
    (inline(type="text", text="글"), inline(type="text", text=""), "/blocks/0/elements/0/elements/0/text"),
    (inline(type="link", url="u"), inline(type="link", url=""), "/blocks/0/elements/0/elements/0/url"),
    ({"type": "markdown", "text": "글"}, {"type": "markdown", "text": ""}, "/blocks/0/text"),
    ({"type": "file", "source": "remote", "external_id": "F"}, {"type": "file", "source": "remote", "external_id": ""},
     "/blocks/0/external_id"),
    (table(), {"type": "table", "rows": [[]]}, "/blocks/0/rows/0"),
    (raw_number("1"), raw_number(""), "/blocks/0/rows/0/0/text"),
    (external_picks(1), external_picks(0), "/blocks/0/accessory/initial_options"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "none", "pointer"), ONE_AT_LEAST, ids=[row[2] for row in ONE_AT_LEAST])
def test_one_is_enough_and_none_too_few(one: Json, none: Json, pointer: str) -> None:
    assert of_message(one) == []
    assert of_message(none) in (
        [f"must be more than 0 characters [json-pointer:{pointer}]"],
        [f"must provide at least 1 items [json-pointer:{pointer}]"],
    )


def test_skin_tones_start_at_one() -> None:
    assert of_message(inline(type="emoji", name="wave", skin_tone=1)) == []
    assert of_message(inline(type="emoji", name="wave", skin_tone=0)) == [
        "must be more than 0 [json-pointer:/blocks/0/elements/0/elements/0/skin_tone]"
    ]


def test_a_file_input_names_one_ending_at_least() -> None:
    assert of_modal(labelled({"type": "file_input", "filetypes": ["pdf"]})) == []
    assert of_modal(labelled({"type": "file_input", "filetypes": []})) == [
        "must provide at least 1 items [json-pointer:/view/blocks/0/element/filetypes]"
    ]
