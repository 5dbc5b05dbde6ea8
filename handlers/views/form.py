"""The form of a recruitment: what is put into its modal, and what comes back out of it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

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
from domain.model.ids import RecruitmentId
from domain.model.recruitment import Recruitment
from domain.vocabulary import Category, Place, StudyType, WayOfEating
from handlers.ids import CallbackId, Field, Option
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import choice, context, modal, plain, section
from handlers.views.form_reading import Entered

CHANNEL_PREFIXES = ("C", "G")
"""How the ids of channels begin, public and private; a direct message is no place for a recruitment."""


@dataclass(frozen=True, slots=True)
class FormState:
    """What stands in the form.

    `notes` are the keys of what a person should be told of how their words were read. With `overlaps` the form warns
    of the meetings nearby and its submission says that it is meant all the same (`despite_overlap`). `reposts` is the
    recruitment whose draft this is.
    """

    category: Category
    meets_at: datetime
    title: str | None = None
    content: str | None = None
    places: tuple[Place, ...] = ()
    way_of_eating: WayOfEating | None = None
    study_type: StudyType | None = None
    capacity: int = 4
    anonymous: bool = False
    confirm_when_full: bool = True
    channel_id: str | None = None
    editing: RecruitmentId | None = None
    notes: tuple[str, ...] = ()
    overlaps: tuple[Recruitment, ...] = ()
    despite_overlap: bool = False
    reposts: RecruitmentId | None = None


def recruitment_form(t: Texts, state: FormState) -> dict[str, Any]:
    """The modal of a new recruitment, or of one being edited."""
    editing = state.editing is not None
    return modal(
        CallbackId.RECRUITMENT_EDIT if editing else CallbackId.RECRUITMENT_CREATE,
        t.say("form.title_edit") if editing else t.say(f"form.title.{state.category}"),
        t.say("form.close"),
        [*_warnings(t, state), *_fields(t, state)],
        submit=_submit(t, state),
        metadata=_metadata(state),
    )


def read_form(view: Mapping[str, Any]) -> FormState:
    """What a person left in the form. Raises `condition_missing` on a field that nothing can stand in for."""
    entered = Entered(view)
    metadata = entered.metadata
    return FormState(
        category=entered.category(),
        meets_at=entered.moment(Field.MEETS_AT),
        title=entered.text(Field.TITLE),
        content=entered.text(Field.CONTENT),
        places=tuple(place for place in Place if place in entered.ticked(Field.PLACES)),
        way_of_eating=entered.chosen(Field.WAY_OF_EATING, WayOfEating),
        study_type=entered.chosen(Field.STUDY_TYPE, StudyType),
        capacity=entered.number(Field.CAPACITY),
        anonymous=Option.ANONYMOUS in entered.ticked(Field.OPTIONS),
        confirm_when_full=Option.CONFIRM_WHEN_FULL in entered.ticked(Field.OPTIONS),
        channel_id=entered.conversation(Field.CHANNEL),
        editing=_recruitment_id(metadata.get("editing")),
        despite_overlap=bool(metadata.get("despite_overlap")),
        reposts=_recruitment_id(metadata.get("reposts")),
    )


def _recruitment_id(value: object) -> RecruitmentId | None:
    return RecruitmentId(UUID(value)) if isinstance(value, str) else None


def _metadata(state: FormState) -> str:
    kept: dict[str, Any] = {"category": state.category}
    if state.editing:
        kept["editing"] = str(state.editing)
    if state.overlaps or state.despite_overlap:
        kept["despite_overlap"] = True
    if state.reposts:
        kept["reposts"] = str(state.reposts)
    return json.dumps(kept, separators=(",", ":"))


def _submit(t: Texts, state: FormState) -> str:
    if state.overlaps:
        return t.say("form.submit_anyway")
    return t.say("form.submit_edit" if state.editing else "form.submit")


def _warnings(t: Texts, state: FormState) -> list[Block]:
    blocks: list[Block] = []
    if state.overlaps:
        others = "\n".join(words.summary(t, other) for other in state.overlaps[:5])
        blocks.append(section(t.say("form.overlap", others=others)))
    if state.notes:
        when = t.moment(state.meets_at)
        blocks.append(
            context("\n".join(t.say(f"note.{note}", when=when, count=state.capacity) for note in state.notes))
        )
    return blocks


def _fields(t: Texts, state: FormState) -> list[Block]:
    """The ones to think about come first; a title may be left out, so it stands behind them."""
    of_category = _way(t, state) if state.category is Category.MEAL else _study_type(t, state)
    fields: list[Block] = [_meets_at(t, state), _places(t, state), of_category, _capacity(t, state)]
    fields += [_title(t, state), _content(t, state), _options(t, state)]
    return fields if state.editing else [_category(t, state), *fields, _channel(t, state)]


def _input(
    t: Texts,
    field: Field,
    element: InputInteractiveElement,
    *,
    label: str | None = None,
    hint: str | None = None,
    **more: bool,
) -> InputBlock:
    shown = label or t.say(f"field.{field}")
    return InputBlock(
        block_id=field,
        label=plain(shown),
        element=element,
        hint=plain(hint) if hint else None,
        optional=more.get("optional"),
        dispatch_action=more.get("dispatch"),
    )


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
    return _input(t, Field.CHANNEL, element)


def _initial(options: Iterable[Choice], value: str | None) -> Choice | None:
    return next((option for option in options if option.value == value), None)
