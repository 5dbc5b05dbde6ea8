"""What stands in the form when it opens: what was typed, else what was chosen last, else the usual."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.model.details import Details
from domain.model.people import Workspace
from domain.model.recruitment import Recruitment
from domain.vocabulary import Category
from handlers.calls import Call
from handlers.phrases import Prefill, default_meets_at
from handlers.replies import OpenModal
from handlers.views.form import FormState, recruitment_form

USUAL_CAPACITY = 4


async def open_form(call: Call, category: Category, prefill: Prefill | None = None) -> OpenModal:
    """The modal for a new recruitment. Raises `too_many_open`, `too_many_posts`."""
    await call.services.recruiting.may_post(call.actor)
    last = await call.services.reading.last_post(call.actor, category)
    state = new_state(call, category, prefill or Prefill(), last)
    return OpenModal(recruitment_form(call.texts, state))


def new_state(call: Call, category: Category, prefill: Prefill, last: Recruitment | None) -> FormState:
    """A new recruitment, with its defaults."""
    workspace = call.actor.workspace
    return FormState(
        category=category,
        meets_at=prefill.meets_at or default_meets_at(call.services.clock.now(), workspace.zone),
        title=prefill.title,
        places=prefill.places or (last.details.places if last else ()),
        way_of_eating=prefill.way_of_eating if category is Category.MEAL else None,
        study_type=prefill.study_type if category is Category.STUDY else None,
        capacity=prefill.capacity or USUAL_CAPACITY,
        anonymous=prefill.anonymous,
        channel_id=workspace.channel_for(category) or call.came.channel_id,
        notes=tuple(prefill.notes),
    )


def switched(state: FormState, workspace: Workspace) -> FormState:
    """The form after its category was changed: what was typed stays, a category's own channel follows it."""
    others = {channel for category, channel in workspace.channels if category is not state.category}
    follows = state.channel_id is None or state.channel_id in others
    own = workspace.channel_for(state.category)
    return replace(state, channel_id=own if follows and own else state.channel_id)


def state_of(recruitment: Recruitment, **changed: Any) -> FormState:
    """A recruitment as it stands, in the form."""
    details = recruitment.details
    state = FormState(
        category=recruitment.category,
        meets_at=details.meets_at,
        title=details.title,
        content=details.content,
        places=details.places,
        way_of_eating=details.way_of_eating,
        study_type=details.study_type,
        capacity=details.capacity,
        anonymous=details.anonymous,
        confirm_when_full=details.confirm_when_full,
        channel_id=recruitment.channel_id,
    )
    return replace(state, **changed)


def next_sensible(meets_at: datetime, now: datetime, workspace: Workspace) -> datetime:
    """The time of a recruitment that is posted again: as it was, unless that is over."""
    return meets_at if meets_at > now else default_meets_at(now, workspace.zone)


def details_of(state: FormState) -> Details:
    """What the form says of a recruitment."""
    meal = state.category is Category.MEAL
    return Details(
        meets_at=state.meets_at,
        places=state.places,
        capacity=state.capacity,
        title=state.title,
        content=state.content,
        way_of_eating=state.way_of_eating if meal else None,
        study_type=None if meal else state.study_type,
        anonymous=state.anonymous,
        confirm_when_full=state.confirm_when_full,
    )


def entered_text(view: Mapping[str, Any] | None, field: str) -> str:
    """A text input's content, empty where there is none."""
    values = ((view or {}).get("state") or {}).get("values") or {}
    value = ((values.get(field) or {}).get(field) or {}).get("value")
    return value if isinstance(value, str) else ""
