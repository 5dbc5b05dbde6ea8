"""The settings: what is put into their modal, and what comes back out of it."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import CheckboxesElement, InputBlock, RadioButtonsElement, UserMultiSelectElement

from domain.model.people import DirectMessage
from domain.use_cases.preferring import BLOCKED_LIMIT, Preferences
from domain.vocabulary import Language
from handlers.ids import CallbackId, LanguageOption, Setting
from handlers.texts import Texts
from handlers.views.blocks import choice, entry, modal, plain
from handlers.views.form_reading import Entered, missing
from handlers.views.privacy import own_data


def settings_form(t: Texts, now: Preferences) -> dict[str, Any]:
    """The modal, with the settings as they are."""
    return modal(
        CallbackId.SETTINGS,
        t.say("settings.title"),
        t.say("form.close"),
        [_language(t, now), _dms(t, now), _blocked(t, now), *own_data(t)],
        submit=t.say("settings.submit"),
    )


def read_settings(view: Mapping[str, Any]) -> Preferences:
    """What a person left in them. Raises `condition_missing` where an input is not there: nothing is unset by that."""
    entered = Entered(view)
    for each in Setting:
        entered.must_have(each)
    language = entered.chosen(Setting.LANGUAGE, LanguageOption)
    if language is None:
        raise missing(Setting.LANGUAGE)
    wanted = entered.ticked(Setting.DMS)
    return Preferences(
        language=None if language is LanguageOption.AUTO else Language(language),
        muted=frozenset(each for each in DirectMessage if each not in wanted),
        blocked=entered.people(Setting.BLOCKED),
    )


def _language(t: Texts, now: Preferences) -> InputBlock:
    options = {each: choice(each, t.say(f"settings.language.{each}")) for each in LanguageOption}
    chosen = LanguageOption(now.language) if now.language else LanguageOption.AUTO
    element = RadioButtonsElement(
        action_id=Setting.LANGUAGE, options=list(options.values()), initial_option=options[chosen]
    )
    return entry(Setting.LANGUAGE, t.say("settings.field.language"), element)


def _dms(t: Texts, now: Preferences) -> InputBlock:
    options = {
        each: choice(each, t.say(f"settings.dm.{each}"), t.say(f"settings.dm_hint.{each}")) for each in DirectMessage
    }
    ticked = [option for each, option in options.items() if each not in now.muted]
    element = CheckboxesElement(action_id=Setting.DMS, options=list(options.values()), initial_options=ticked or None)
    return entry(Setting.DMS, t.say("settings.field.dms"), element, hint=t.say("settings.dms_hint"), optional=True)


def _blocked(t: Texts, now: Preferences) -> InputBlock:
    element = UserMultiSelectElement(
        action_id=Setting.BLOCKED,
        placeholder=plain(t.say("settings.blocked_example")),
        initial_users=list(now.blocked) or None,
        # Somebody who had left and came back may make them more than can be saved; they are shown all the same.
        max_selected_items=max(BLOCKED_LIMIT, len(now.blocked)),
    )
    return entry(
        Setting.BLOCKED, t.say("settings.field.blocked"), element, hint=t.say("settings.blocked_hint"), optional=True
    )
