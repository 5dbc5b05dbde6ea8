"""The form while it is open: its fields follow the category."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers.calls import Call
from handlers.forms import switched
from handlers.ids import CallbackId, Field
from handlers.phrases import default_meets_at
from handlers.random_forms import new_random_form
from handlers.replies import Reply, UpdateModal
from handlers.router import Router
from handlers.views.form import read_form, recruitment_form
from handlers.views.random_form import random_form, read_random_form


def register(router: Router) -> None:
    """The one input that acts."""
    router.actions[Field.CATEGORY] = category


async def category(call: Call) -> Reply:
    """The same form for the other category."""
    random = (call.came.view or {}).get("callback_id") == CallbackId.RANDOM_APPLY
    return await _random(call) if random else _recruitment(call)


async def _random(call: Call) -> Reply:
    """An application: with its places and size kept, and the other category's last choice of how."""
    before = read_random_form(call.came.view or {})
    fresh = await new_random_form(call.services.pool, call.actor, before.category)
    state = replace(fresh, places=before.places, sizes=before.sizes)
    return UpdateModal(random_form(call.texts, state))


def _recruitment(call: Call) -> Reply:
    """A recruitment: with what was typed kept; a category's own channel follows it."""
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
