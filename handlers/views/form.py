"""The form of a recruitment: what is put into its modal, and what comes back out of it."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from slack_sdk.models.blocks import Block

from domain.model.ids import RecruitmentId
from domain.vocabulary import Place, StudyType, WayOfEating
from handlers.ids import CallbackId, Field, Option
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import context, modal, section
from handlers.views.form_fields import fields
from handlers.views.form_reading import Entered
from handlers.views.form_state import FormState

__all__ = ["FormState", "read_form", "recruitment_form"]

OVERLAPS = 3
"""How many meetings nearby are listed."""


def recruitment_form(t: Texts, state: FormState) -> dict[str, Any]:
    """The modal of a new recruitment, or of one being edited."""
    editing = state.editing is not None
    return modal(
        CallbackId.RECRUITMENT_EDIT if editing else CallbackId.RECRUITMENT_CREATE,
        t.say("form.title_edit") if editing else t.say(f"form.title.{state.category}"),
        t.say("form.close"),
        [*_warnings(t, state), *fields(t, state)],
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
    try:
        return RecruitmentId(UUID(str(value))) if value else None
    except ValueError:
        return None


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
        others = "\n".join(words.summary(t, other) for other in state.overlaps[:OVERLAPS])
        blocks.append(section(t.say("form.overlap", others=others)))
    if state.notes:
        blocks.append(context("\n".join(_notes(t, state))))
    return blocks


def _notes(t: Texts, state: FormState) -> list[str]:
    when = t.moment(state.meets_at)
    return [t.say(f"note.{note}", when=when, count=state.capacity) for note in state.notes]
