"""The inputs of a recruitment's form. Block id and action id of each are the field's name."""

from collections.abc import Iterable

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    ConversationFilter,
    ConversationSelectElement,
    DateTimePickerElement,
    InputBlock,
    InputInteractiveElement,
    PlainTextInputElement,
    RadioButtonsElement,
    StaticSelectElement,
)
from slack_sdk.models.blocks import Option as Choice

from domain.model.details import CAPACITY_MAX, CAPACITY_MIN, CONTENT_LIMIT, TITLE_LIMIT
from domain.vocabulary import Category, Place, StudyType, WayOfEating
from handlers.ids import Field, Option
from handlers.texts import Texts
from handlers.views.blocks import choice, entry, plain
from handlers.views.form_state import FormState

CHANNEL_PREFIXES = ("C", "G")
"""How the ids of channels begin, public and private; a direct message is no place for a recruitment."""


def fields(t: Texts, state: FormState) -> list[Block]:
    """The ones to think about come first; a title may be left out, so it stands behind them."""
    of_category = _way(t, state) if state.category is Category.MEAL else _study_type(t, state)
    inputs: list[Block] = [_meets_at(t, state), _places(t, state), of_category, _capacity(t, state)]
    inputs += [_title(t, state), _content(t, state), _options(t, state)]
    return inputs if state.editing else [_category(t, state), *inputs, _channel(t, state)]


def _input(
    t: Texts,
    field: Field,
    element: InputInteractiveElement,
    *,
    label: str | None = None,
    hint: str | None = None,
    optional: bool = False,
    dispatch: bool = False,
) -> InputBlock:
    shown = label or t.say(f"field.{field}")
    return entry(field, shown, element, hint=hint, optional=optional, dispatch=dispatch)


def _category(t: Texts, state: FormState) -> InputBlock:
    options = [choice(each, t.say(f"category_long.{each}")) for each in Category]
    element = RadioButtonsElement(
        action_id=Field.CATEGORY, options=options, initial_option=_initial(options, state.category)
    )
    return _input(t, Field.CATEGORY, element, dispatch=True)


def _title(t: Texts, state: FormState) -> InputBlock:
    element = PlainTextInputElement(
        action_id=Field.TITLE,
        initial_value=state.title,
        max_length=TITLE_LIMIT,
        placeholder=plain(t.say(f"form.title_example.{state.category}")),
    )
    return _input(t, Field.TITLE, element, hint=t.say(f"form.title_hint.{state.category}"), optional=True)


def _meets_at(t: Texts, state: FormState) -> InputBlock:
    element = DateTimePickerElement(action_id=Field.MEETS_AT, initial_date_time=int(state.meets_at.timestamp()))
    return _input(t, Field.MEETS_AT, element, label=t.say(f"form.meets_at.{state.category}"))


def _places(t: Texts, state: FormState) -> InputBlock:
    options = [choice(each, t.say(f"place.{each}")) for each in Place]
    ticked = [option for option in options if option.value in state.places]
    element = CheckboxesElement(action_id=Field.PLACES, options=options, initial_options=ticked or None)
    return _input(t, Field.PLACES, element)


def _way(t: Texts, state: FormState) -> InputBlock:
    options = [choice(each, t.say(f"way.{each}")) for each in WayOfEating]
    element = RadioButtonsElement(
        action_id=Field.WAY_OF_EATING, options=options, initial_option=_initial(options, state.way_of_eating)
    )
    return _input(t, Field.WAY_OF_EATING, element)


def _study_type(t: Texts, state: FormState) -> InputBlock:
    options = [choice(each, t.say(f"study.{each}")) for each in StudyType]
    element = RadioButtonsElement(
        action_id=Field.STUDY_TYPE, options=options, initial_option=_initial(options, state.study_type)
    )
    return _input(t, Field.STUDY_TYPE, element)


def _capacity(t: Texts, state: FormState) -> InputBlock:
    options = [choice(str(size), t.say("people", count=size)) for size in range(CAPACITY_MIN, CAPACITY_MAX + 1)]
    element = StaticSelectElement(
        action_id=Field.CAPACITY, options=options, initial_option=_initial(options, str(state.capacity))
    )
    return _input(t, Field.CAPACITY, element)


def _content(t: Texts, state: FormState) -> InputBlock:
    element = PlainTextInputElement(
        action_id=Field.CONTENT,
        initial_value=state.content,
        multiline=True,
        max_length=CONTENT_LIMIT,
        placeholder=plain(t.say(f"form.content_example.{state.category}")),
    )
    return _input(t, Field.CONTENT, element, optional=True)


def _options(t: Texts, state: FormState) -> InputBlock:
    """Anonymity is chosen once: names once shown were seen, names once hidden stay hidden."""
    offered = [Option.CONFIRM_WHEN_FULL] if state.editing else [Option.CONFIRM_WHEN_FULL, Option.ANONYMOUS]
    on = {Option.ANONYMOUS: state.anonymous, Option.CONFIRM_WHEN_FULL: state.confirm_when_full}
    options = [choice(each, t.say(f"option.{each}"), t.say(f"option_hint.{each}")) for each in offered]
    ticked = [option for option, each in zip(options, offered, strict=True) if on[each]]
    element = CheckboxesElement(action_id=Field.OPTIONS, options=options, initial_options=ticked or None)
    return _input(t, Field.OPTIONS, element, optional=True)


def _channel(t: Texts, state: FormState) -> InputBlock:
    known = state.channel_id if state.channel_id and state.channel_id.startswith(CHANNEL_PREFIXES) else None
    element = ConversationSelectElement(
        action_id=Field.CHANNEL,
        initial_conversation=known,
        default_to_current_conversation=None if known else True,
        filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True),
    )
    return _input(t, Field.CHANNEL, element, hint=t.say("form.channel_hint"))


def _initial(options: Iterable[Choice], value: str | None) -> Choice | None:
    return next((option for option in options if option.value == value), None)
