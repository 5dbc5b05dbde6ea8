from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import DomainError, ErrorCode
from domain.model.ids import RecruitmentId
from domain.vocabulary import Category, Language, Place, StudyType, WayOfEating
from handlers.ids import CallbackId, Field
from handlers.views.form import FormState, read_form, recruitment_form
from tests.handlers.views import samples as s
from tests.handlers.views.cases import LUNCH_FORM

KO = s.texts()
RECRUITMENT_FIELDS = set(Field) - {Field.WAYS_OF_EATING, Field.STUDY_TYPES, Field.GROUP_SIZE}

POSTED = s.recruitment()


def submitted(view: dict[str, Any]) -> dict[str, Any]:
    """The view as Slack sends it back when nothing in it was touched."""
    inputs = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    values = {name: {element["action_id"]: _state(element)} for name, element in inputs.items()}
    return {**view, "state": {"values": values}}


def _state(element: dict[str, Any]) -> dict[str, Any]:
    match element["type"]:
        case "plain_text_input":
            return {"type": "plain_text_input", "value": element.get("initial_value")}
        case "checkboxes":
            return {"type": "checkboxes", "selected_options": element.get("initial_options", [])}
        case "datetimepicker":
            return {"type": "datetimepicker", "selected_date_time": element.get("initial_date_time")}
        case "conversations_select":
            return {"type": "conversations_select", "selected_conversation": element.get("initial_conversation")}
        case kind:
            return {"type": kind, "selected_option": element.get("initial_option")}


def inputs_of(state: FormState) -> list[str]:
    view = recruitment_form(KO, state)
    return [block["block_id"] for block in view["blocks"] if block["type"] == "input"]


written = st.none() | st.text(min_size=1, max_size=60).map(str.strip).filter(bool)
states = st.builds(
    FormState,
    category=st.sampled_from(Category),
    meets_at=st.integers(0, 20_000).map(lambda minutes: s.NOW + timedelta(minutes=minutes)),
    title=written,
    content=written,
    places=st.sets(st.sampled_from(Place)).map(lambda chosen: tuple(place for place in Place if place in chosen)),
    way_of_eating=st.none() | st.sampled_from(WayOfEating),
    study_type=st.none() | st.sampled_from(StudyType),
    capacity=st.integers(2, 20),
    anonymous=st.booleans(),
    confirm_when_full=st.booleans(),
    channel_id=st.none() | st.sampled_from(["C0MEAL", "G0SECRET"]),
    reposts=st.none() | st.uuids().map(RecruitmentId),
    despite_overlap=st.booleans(),
)


@given(states, st.sampled_from(Language))
def test_what_is_put_into_the_form_comes_back_out(state: FormState, language: Language) -> None:
    meal = state.category is Category.MEAL
    expected = replace(state, study_type=None) if meal else replace(state, way_of_eating=None)
    assert read_form(submitted(recruitment_form(s.texts(language), state))) == expected


@given(states)
def test_what_is_edited_comes_back_out_and_keeps_its_category(state: FormState) -> None:
    edited = replace(state, editing=POSTED.id)
    read = read_form(submitted(recruitment_form(KO, edited)))
    assert (read.editing, read.category, read.meets_at) == (POSTED.id, state.category, state.meets_at)
    assert read.channel_id is None


def test_the_fields_follow_the_category() -> None:
    assert Field.WAY_OF_EATING in inputs_of(LUNCH_FORM)
    assert Field.STUDY_TYPE not in inputs_of(LUNCH_FORM)
    studying = replace(LUNCH_FORM, category=Category.STUDY)
    assert Field.STUDY_TYPE in inputs_of(studying)
    assert Field.WAY_OF_EATING not in inputs_of(studying)


def test_choosing_another_category_is_heard_at_once() -> None:
    blocks = recruitment_form(KO, LUNCH_FORM)["blocks"]
    assert [block["block_id"] for block in blocks if block.get("dispatch_action")] == [Field.CATEGORY]


def test_block_ids_action_ids_and_field_names_are_one() -> None:
    blocks = recruitment_form(KO, LUNCH_FORM)["blocks"]
    assert [block["block_id"] for block in blocks] == [block["element"]["action_id"] for block in blocks]
    assert {block["block_id"] for block in blocks} == RECRUITMENT_FIELDS - {Field.STUDY_TYPE}


def test_neither_category_nor_channel_nor_anonymity_can_be_edited() -> None:
    view = recruitment_form(KO, replace(LUNCH_FORM, editing=POSTED.id, anonymous=True))
    assert view["callback_id"] == CallbackId.RECRUITMENT_EDIT
    assert not {Field.CATEGORY, Field.CHANNEL} & {block["block_id"] for block in view["blocks"]}
    assert "anonymous" not in str(view["blocks"])


def test_a_form_that_warns_of_an_overlap_is_meant_when_sent_again() -> None:
    warned = recruitment_form(KO, replace(LUNCH_FORM, overlaps=(POSTED,)))
    assert warned["submit"]["text"] == "그래도 올리기"
    assert read_form(submitted(warned)).despite_overlap
    assert not read_form(submitted(recruitment_form(KO, LUNCH_FORM))).despite_overlap


def test_a_direct_message_is_not_offered_as_a_channel() -> None:
    view = recruitment_form(KO, replace(LUNCH_FORM, channel_id="D0PRIVATE"))
    assert "D0PRIVATE" not in str(view)
    assert view["blocks"][-1]["element"]["default_to_current_conversation"] is True


@pytest.mark.parametrize("field", [Field.MEETS_AT, Field.CAPACITY])
def test_what_nothing_can_stand_in_for_is_asked_for_by_its_field(field: Field) -> None:
    sent = submitted(recruitment_form(KO, LUNCH_FORM))
    del sent["state"]["values"][field]
    with pytest.raises(DomainError) as refused:
        read_form(sent)
    assert (refused.value.code, refused.value.field) == (ErrorCode.CONDITION_MISSING, field)


def test_a_form_without_a_category_is_no_form() -> None:
    with pytest.raises(DomainError) as refused:
        read_form({"state": {"values": {}}, "private_metadata": "{not json"})
    assert refused.value.field == Field.CATEGORY


def test_values_that_are_not_ours_read_as_nothing() -> None:
    sent = submitted(recruitment_form(KO, LUNCH_FORM))
    sent["state"]["values"]["way_of_eating"] = {"way_of_eating": {"selected_option": {"value": "FLYING"}}}
    sent["state"]["values"]["places"] = {"places": {"selected_options": [{"value": "MARS"}, {"value": "GAEPO"}]}}
    sent["state"]["values"]["title"] = {"title": {"value": "   "}}
    read = read_form(sent)
    assert (read.way_of_eating, read.places, read.title) == (None, (Place.GAEPO,), None)


@pytest.mark.parametrize(
    "metadata", ["", "[]", '{"editing":7}', '{"editing":"not an id"}', "\x00", "[" * 3000, None], ids=ascii
)
def test_metadata_that_is_not_ours_is_passed_over(metadata: str | None) -> None:
    sent = {**submitted(recruitment_form(KO, LUNCH_FORM)), "private_metadata": metadata}
    assert read_form(sent).editing is None


@pytest.mark.parametrize("chosen", [["C0MEAL"], "D0ANN", "U0ANN", "C" * 33, "C0 meal", ""])
def test_what_is_no_channel_is_not_posted_in(chosen: object) -> None:
    sent = submitted(recruitment_form(KO, LUNCH_FORM))
    sent["state"]["values"]["channel"]["channel"]["selected_conversation"] = chosen
    assert read_form(sent).channel_id is None


@pytest.mark.parametrize("seconds", [10**18, -1, True, "noon", None])
def test_no_moment_at_all_is_missing(seconds: object) -> None:
    sent = submitted(recruitment_form(KO, LUNCH_FORM))
    sent["state"]["values"]["meets_at"]["meets_at"]["selected_date_time"] = seconds
    with pytest.raises(DomainError) as missing:
        read_form(sent)
    assert (missing.value.code, missing.value.field) == (ErrorCode.CONDITION_MISSING, "meets_at")


def test_a_moment_is_read_in_utc() -> None:
    assert read_form(submitted(recruitment_form(KO, LUNCH_FORM))).meets_at == datetime(2025, 7, 3, 3, 30, tzinfo=UTC)
