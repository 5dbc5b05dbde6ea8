"""The form while it is open: its fields follow the category."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.calls import Call
from handlers.forms import switched
from handlers.ids import Field
from handlers.phrases import default_meets_at
from handlers.replies import Reply, UpdateModal
from handlers.router import Router
from handlers.views.form import read_form, recruitment_form


def register(router: Router) -> None:
    """The one input that acts."""
    router.actions[Field.CATEGORY] = category


async def category(call: Call) -> Reply:
    """The same form for the other category, with what was typed kept; a category's own channel follows it."""
    usual = default_meets_at(call.services.clock.now(), call.actor.workspace.zone)
    before = read_form(with_time(call.came.view or {}, usual))
    state = switched(before, call.actor.workspace)
    moved = state.channel_id != before.channel_id
    return UpdateModal(recruitment_form(call.texts, state), anew=Field.CHANNEL if moved else None)


def with_time(view: Mapping[str, Any], usual: datetime) -> Mapping[str, Any]:
    """The view with a meeting time in it: a form that is half filled in can be switched too."""
    state = view.get("state") or {}
    values = state.get("values") or {}
    chosen = (values.get(Field.MEETS_AT) or {}).get(Field.MEETS_AT) or {}
    if chosen.get("selected_date_time"):
        return view
    filled = {Field.MEETS_AT: {Field.MEETS_AT: {"selected_date_time": int(usual.timestamp())}}}
    return {**view, "state": {**state, "values": {**values, **filled}}}
