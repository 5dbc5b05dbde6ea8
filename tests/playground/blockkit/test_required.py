import pytest

from tests.playground.blockkit.complete import COMPLETE, Complete
from tests.playground.blockkit.samples import Json, labelled, of_message, of_modal, plain

MODALS_ONLY = {"alert", "number_input", "rich_text_input"}

every_kind = pytest.mark.parametrize("kind", COMPLETE, ids=lambda kind: kind.name)


def faults(kind: Complete, value: Json) -> list[str]:
    block = kind.around(value)
    found = of_modal(block) if kind.name in MODALS_ONLY else of_message(block)
    return [fault.replace("json-pointer:/view", "json-pointer:") for fault in found]


@every_kind
def test_all_fields_at_once_are_taken(kind: Complete) -> None:
    assert faults(kind, kind.value) == []


@every_kind
def test_each_field_may_be_left_out_if_it_is_not_required(kind: Complete) -> None:
    for field in kind.optional:
        assert faults(kind, {name: value for name, value in kind.value.items() if name != field}) == []


@every_kind
def test_each_required_field_is_missed(kind: Complete) -> None:
    for field in kind.required:
        rest = {name: value for name, value in kind.value.items() if name != field}
        [*_, fault] = [fault for fault in faults(kind, rest) if "one of the provided" not in fault]
        assert fault.endswith((f"[json-pointer:/blocks/0{kind.inside}]", "/type]"))
        assert fault.startswith(f"missing required field: {field} ") or f"`{field}`" in fault


@every_kind
def test_a_field_that_slack_does_not_know_is_refused(kind: Complete) -> None:
    assert faults(kind, {**kind.value, "made_up": 1}) == [
        f"invalid additional property: made_up [json-pointer:/blocks/0{kind.inside}]"
    ]


@pytest.mark.parametrize("kind", ["email_text_input", "url_text_input", "plain_text_input"])
def test_text_inputs_need_nothing_but_their_type(kind: str) -> None:
    assert of_modal(labelled({"type": kind})) == []
    assert of_modal(labelled({"type": kind, "initial_value": "a", "placeholder": plain()})) == []
