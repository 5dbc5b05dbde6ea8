from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import DomainError, ErrorCode
from domain.model.people import DirectMessage
from domain.use_cases.preferring import BLOCKED_LIMIT, Preferences
from domain.vocabulary import Language
from handlers.ids import LanguageOption, Setting
from handlers.views.settings import read_settings, settings_form
from playground.blockkit import validate_view
from tests.handlers import slack
from tests.handlers.views import samples as s
from tests.handlers.views.settings_cases import CHOSEN

slack_ids = st.from_regex(r"[UW][A-Z0-9]{8,10}", fullmatch=True)
preferences = st.builds(
    Preferences,
    language=st.none() | st.sampled_from(Language),
    muted=st.frozensets(st.sampled_from(DirectMessage)),
    blocked=st.lists(slack_ids, unique=True, max_size=BLOCKED_LIMIT).map(tuple),
)


def submitted(now: Preferences = CHOSEN, **entered: Any) -> dict[str, Any]:
    """The settings as Slack sends them back, with what was `entered`."""
    return slack.opened(settings_form(s.texts(), now), entered)


@given(preferences, st.sampled_from(Language))
def test_what_is_put_into_the_settings_comes_back_out(now: Preferences, language: Language) -> None:
    assert read_settings(slack.opened(settings_form(s.texts(language), now))) == now


def test_block_ids_action_ids_and_field_names_are_one() -> None:
    view = settings_form(s.texts(), CHOSEN)
    assert view["callback_id"] == "settings"
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    assert [block["block_id"] for block in inputs] == ["language", "dms", "blocked"]
    assert [block["element"]["action_id"] for block in inputs] == list(Setting)


def test_more_than_can_be_saved_are_shown_all_the_same() -> None:
    crowd = tuple(f"U0{number:03}" for number in range(BLOCKED_LIMIT + 2))
    view = settings_form(s.texts(), Preferences(blocked=crowd))
    assert validate_view(view) == []
    (element,) = [block["element"] for block in view["blocks"] if block.get("block_id") == "blocked"]
    assert (element["initial_users"], element["max_selected_items"]) == (list(crowd), len(crowd))


def test_every_language_can_be_chosen_and_leaving_it_to_slack() -> None:
    assert set(LanguageOption) == {*map(str, Language), "auto"}


def test_a_tick_means_that_it_is_wanted() -> None:
    read = read_settings(submitted(dms=slack.options("joins", "hints", "weather")))
    assert read.muted == {DirectMessage.COMMENTS, DirectMessage.REMINDERS}


def test_nothing_ticked_and_nobody_chosen_are_choices_too() -> None:
    read = read_settings(submitted(dms={"selected_options": []}, blocked={"selected_users": []}))
    assert (read.muted, read.blocked) == (frozenset(DirectMessage), ())


@pytest.mark.parametrize("field", Setting)
def test_an_input_that_is_not_there_unsets_nothing(field: Setting) -> None:
    sent = submitted()
    del sent["state"]["values"][field]
    with pytest.raises(DomainError) as refused:
        read_settings(sent)
    assert (refused.value.code, refused.value.field) == (ErrorCode.CONDITION_MISSING, field)


@pytest.mark.parametrize("value", ["fr", "", 7, None])
def test_a_language_that_is_none_is_refused(value: object) -> None:
    with pytest.raises(DomainError) as refused:
        read_settings(submitted(language={"selected_option": {"value": value}}))
    assert (refused.value.code, refused.value.field) == (ErrorCode.CONDITION_MISSING, Setting.LANGUAGE)


def test_what_is_no_id_of_a_person_is_nobodys() -> None:
    garbled = ["U0BEN", "U0BEN", "", "u0ben", "C0MEAL", "U0BEN'; --", "U" + "0" * 40, 7, None, {"id": "U0CAT"}, "W0CAT"]
    assert read_settings(submitted(blocked={"selected_users": garbled})).blocked == ("U0BEN", "W0CAT")
