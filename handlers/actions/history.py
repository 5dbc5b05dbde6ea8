"""The history of one's matches: opening it, turning its pages."""

from domain.use_cases.wishes import Outcome
from handlers.calls import Call
from handlers.ids import Action
from handlers.outcomes import answer_content
from handlers.replies import Nothing, OpenModal, Reply, UpdateModal
from handlers.router import Router
from handlers.small_modal import small_modal


def register(router: Router) -> None:
    """The history's own buttons and those that lead to it."""
    router.actions[Action.HOME_HISTORY] = show
    router.actions[Action.HISTORY_PAGE] = turn


async def show(call: Call) -> Reply:
    """The newest, as an answer; in a view, which has none, as a modal."""
    return await _history(call, "", replaces=False)


async def turn(call: Call) -> Reply:
    """Another part of it, in its place."""
    return await _history(call, call.came.text, replaces=True)


async def _history(call: Call, value: str, *, replaces: bool) -> Reply:
    if call.came.response_url is not None:
        await call.services.answering.answer(call.wish(replaces=replaces), Outcome.HISTORY, offset=value)
        return Nothing()
    content = await answer_content(call.services, call.actor, Outcome.HISTORY, "", {"offset": value})
    view = small_modal(call.texts, content)
    return UpdateModal(view) if replaces else OpenModal(view)
