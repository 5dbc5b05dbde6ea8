"""What stands in the form of an application when it opens: what was typed, else the last choice, else the usual."""

from dataclasses import replace

from domain.model.application import Application
from domain.model.conditions import ANY_SIZE, hows_of
from domain.model.people import Actor
from domain.use_cases.reading_pool import PoolReading, Standing
from domain.vocabulary import Category
from handlers.calls import Call
from handlers.phrases import Prefill
from handlers.replies import OpenModal, Reply, Say
from handlers.views.random_form import RandomForm, random_form
from handlers.views.waiting import status


async def open_random(call: Call, category: Category | None = None, prefill: Prefill | None = None) -> Reply:
    """The modal of an application; who waits already is shown what for."""
    waits = await call.services.pool.waits(call.actor)
    taken = {wait.application.category for wait in waits}
    wanted = category or (prefill.category if prefill else None) or _of_channel(call)
    free = [each for each in Category if each not in taken]
    if wanted in taken or not free:
        shown = [wait for wait in waits if wanted in {None, wait.application.category}]
        return Say(status(call.texts, Standing(shown)))
    state = await new_random_form(call.services.pool, call.actor, wanted or free[0])
    return OpenModal(random_form(call.texts, _with(state, prefill or Prefill())))


def _of_channel(call: Call) -> Category | None:
    """In the channel where study is posted, "random" means study."""
    channels = call.actor.workspace.channels
    here = [category for category, channel in channels if channel == call.came.channel_id]
    return here[0] if len(here) == 1 else None


async def new_random_form(pool: PoolReading, actor: Actor, category: Category) -> RandomForm:
    """The last choice; the first time every way, any size and no place: nobody is sent across town by a default."""
    last = await pool.last(actor, category)
    counts = await pool.counts(actor.workspace.id)
    state = RandomForm(category, hows=hows_of(category)) if last is None else _of(last)
    return replace(state, waiting=counts[category])


def _of(last: Application) -> RandomForm:
    conditions = last.conditions
    return RandomForm(last.category, conditions.places, conditions.hows, conditions.sizes)


def _with(state: RandomForm, prefill: Prefill) -> RandomForm:
    """What was typed behind the command goes before what was chosen last."""
    how = prefill.way_of_eating if state.category is Category.MEAL else prefill.study_type
    size = prefill.capacity if prefill.capacity in ANY_SIZE else None
    return replace(
        state,
        places=prefill.places or state.places,
        hows=(how,) if how is not None else state.hows,
        sizes=frozenset({size}) if size is not None else state.sizes,
    )
