import json

import pytest

from playground.blockkit import MAX_VIEW_BYTES, validate_message, validate_view, view_size
from tests.playground.blockkit.samples import Json, home, modal, of_home, of_modal, plain, said, section
from tests.playground.blockkit.views import FORM, HOME, POST


@pytest.mark.parametrize("view", [FORM, HOME], ids=["modal", "home"])
def test_a_realistic_view_is_taken(view: Json) -> None:
    assert validate_view(view) == []


def test_a_realistic_message_is_taken() -> None:
    assert validate_message(POST) == []


def test_one_wrong_field_deep_in_a_realistic_view_is_found_at_its_place() -> None:
    view = json.loads(json.dumps(FORM))
    view["blocks"][1]["element"]["options"][1]["text"]["text"] = "서초 클러스터 " * 10
    assert said(validate_view(view)) == [
        "must be less than 76 characters [json-pointer:/view/blocks/1/element/options/1/text/text]",
        "must be one of the provided options [json-pointer:/view/blocks/1/element/initial_option]",
    ]


@pytest.mark.parametrize("field", ["title", "blocks"])
def test_a_modal_misses_its_title_and_blocks(field: str) -> None:
    view = modal(section())
    del view[field]
    assert said(validate_view(view)) == [f"missing required field: {field} [json-pointer:/view]"]


def test_a_home_misses_its_blocks() -> None:
    view = home(section())
    del view["blocks"]
    assert said(validate_view(view)) == ["missing required field: blocks [json-pointer:/view]"]


@pytest.mark.parametrize("field", ["title", "submit", "close"])
def test_a_home_has_no_words_around_it(field: str) -> None:
    assert of_home(section(), **{field: plain()}) == [f"invalid additional property: {field} [json-pointer:/view]"]


@pytest.mark.parametrize("field", ["id", "hash", "state", "team_id", "submit_disabled"])
def test_what_slack_adds_to_a_view_is_not_sent_back(field: str) -> None:
    assert of_modal(section(), **{field: "x"}) == [f"invalid additional property: {field} [json-pointer:/view]"]


def test_a_view_has_a_type_that_is_known() -> None:
    assert said(validate_view({})) == ["missing required field: type [json-pointer:/view]"]
    assert said(validate_view({"type": "dialog"})) == ["unsupported type: dialog [json-pointer:/view/type]"]
    assert said(validate_view("modal")) == ["must provide an object [json-pointer:/view]"]


def test_blocks_that_are_no_array_are_refused() -> None:
    assert said(validate_message({"blocks": []})) == ["must provide an array [json-pointer:/blocks]"]
    assert said(validate_view({"type": "home", "blocks": "[]"})) == [
        "must provide an array [json-pointer:/view/blocks]"
    ]


def test_the_size_of_a_view_is_counted_in_bytes_of_compact_json() -> None:
    assert view_size({"type": "home", "blocks": []}) == len('{"type":"home","blocks":[]}')
    assert view_size("밥") == len('"밥"'.encode())
    assert MAX_VIEW_BYTES == 250_000
    assert view_size(FORM) < MAX_VIEW_BYTES < view_size(home(*[section(text=plain("밥" * 3000))] * 28))
