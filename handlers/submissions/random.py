"""The form of an application, submitted."""

from domain.use_cases.wishes import Outcome
from handlers.calls import Call
from handlers.ids import CallbackId
from handlers.pool_outcomes import pool_answer
from handlers.replies import ReplaceView, Reply
from handlers.router import Router
from handlers.small_modal import small_modal
from handlers.views.random_form import conditions_of, read_random_form


def register(router: Router) -> None:
    """The modal of an application."""
    router.submissions[CallbackId.RANDOM_APPLY] = apply


async def apply(call: Call) -> Reply:
    """Enters the pool; the modal then shows how it stands: who waits, and open posts that fit."""
    state = read_random_form(call.came.view or {})
    applied = await call.services.waiting.apply(call.wish(shows_home=True), state.category, conditions_of(state))
    content = await pool_answer(call.services.pool, call.actor, Outcome.APPLIED, str(applied.id))
    return ReplaceView(small_modal(call.texts, content))
