"""The form of a random-match application: what is put into its modal, and what comes back out of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block, CheckboxesElement, InputBlock, RadioButtonsElement

from domain.matching.pool import SIZES
from domain.model.conditions import ANY_SIZE, Conditions, How, how_of, hows_of
from domain.vocabulary import Category, Place, StudyType, WayOfEating
from handlers.ids import CallbackId, Field
from handlers.texts import Texts
from handlers.views.blocks import choice, context, modal, plain
from handlers.views.form_reading import Entered

ANY = "any"
"""The value that stands for any size of the group."""


@dataclass(frozen=True, slots=True)
class RandomForm:
    """What stands in the form. `waiting` is how many wait in the category, whoever they are."""

    category: Category
    places: tuple[Place, ...] = ()
    hows: tuple[How, ...] = ()
    sizes: frozenset[int] = ANY_SIZE
    waiting: int = 0


def random_form(t: Texts, state: RandomForm) -> dict[str, Any]:
    """The modal of an application."""
    return modal(
        CallbackId.RANDOM_APPLY,
        t.say("random_form.title"),
        t.say("form.close"),
        [context(_waiting(t, state)), *_fields(t, state), context(t.say("random_form.hint"))],
        submit=t.say("random_form.submit"),
        metadata=json.dumps({"category": state.category}, separators=(",", ":")),
    )


def read_random_form(view: Mapping[str, Any]) -> RandomForm:
    """What a person left in the form."""
    entered = Entered(view)
    category = entered.category()
    ticked = entered.ticked(_how_field(category))
    return RandomForm(
        category=category,
        places=tuple(place for place in Place if place in entered.ticked(Field.PLACES)),
        hows=tuple(how for how in hows_of(category) if how in ticked),
        sizes=_sizes(entered),
    )


def conditions_of(state: RandomForm) -> Conditions:
    """What the form says that is accepted."""
    return Conditions(
        places=state.places,
        ways_of_eating=tuple(how for how in state.hows if isinstance(how, WayOfEating)),
        study_types=tuple(how for how in state.hows if isinstance(how, StudyType)),
        sizes=state.sizes,
    )


def _waiting(t: Texts, state: RandomForm) -> str:
    if not state.waiting:
        return t.say("random_form.nobody")
    return t.say("random_form.waiting", what=t.say(f"category.{state.category}"), count=state.waiting)


def _fields(t: Texts, state: RandomForm) -> list[Block]:
    return [_category(t, state), _places(t, state), _hows(t, state), _size(t, state)]


def _category(t: Texts, state: RandomForm) -> InputBlock:
    options = [choice(each, t.say(f"category_long.{each}")) for each in Category]
    chosen = next(option for option in options if option.value == state.category)
    element = RadioButtonsElement(action_id=Field.CATEGORY, options=options, initial_option=chosen)
    label = plain(t.say("field.category"))
    return InputBlock(block_id=Field.CATEGORY, label=label, element=element, dispatch_action=True)


def _places(t: Texts, state: RandomForm) -> InputBlock:
    texts = {str(each): t.say(f"place.{each}") for each in Place}
    return _boxes(t, Field.PLACES, texts, state.places)


def _hows(t: Texts, state: RandomForm) -> InputBlock:
    kind = "way" if state.category is Category.MEAL else "study"
    texts = {str(each): t.say(f"{kind}.{each}") for each in hows_of(state.category)}
    return _boxes(t, _how_field(state.category), texts, state.hows)


def _boxes(t: Texts, field: Field, texts: Mapping[str, str], on: tuple[str, ...]) -> InputBlock:
    options = [choice(value, text) for value, text in texts.items()]
    ticked = [option for option in options if option.value in on]
    element = CheckboxesElement(action_id=field, options=options, initial_options=ticked or None)
    return InputBlock(block_id=field, label=plain(t.say(f"field.{field}")), element=element)


def _size(t: Texts, state: RandomForm) -> InputBlock:
    values = [*(str(size) for size in SIZES), ANY]
    options = [choice(value, t.say(f"size.{value}")) for value in values]
    chosen = next((option for option in options if option.value == _size_value(state)), None)
    element = RadioButtonsElement(action_id=Field.GROUP_SIZE, options=options, initial_option=chosen)
    return InputBlock(block_id=Field.GROUP_SIZE, label=plain(t.say("field.group_size")), element=element)


def _size_value(state: RandomForm) -> str | None:
    """The option that stands for the sizes. Two of three have none: one chooses anew instead of getting all three."""
    if state.sizes == ANY_SIZE:
        return ANY
    return str(next(iter(state.sizes))) if len(state.sizes) == 1 else None


def _how_field(category: Category) -> Field:
    return Field(how_of(category))


def _sizes(entered: Entered) -> frozenset[int]:
    """None where nothing was chosen, or nothing that there is."""
    value = entered.value(Field.GROUP_SIZE)
    return ANY_SIZE if value == ANY else frozenset(size for size in SIZES if str(size) == value)
