"""The list of open recruitments: opening it, turning its pages, narrowing it."""

from domain.use_cases.wishes import Outcome
from handlers.calls import Call
from handlers.ids import Action
from handlers.outcomes import answer_content
from handlers.replies import Nothing, OpenModal, Reply, UpdateModal
from handlers.router import Router
from handlers.small_modal import small_modal


def register(router: Router) -> None:
    """The list's own buttons and those that lead to it."""
    router.actions[Action.HOME_LIST] = show
    router.actions[Action.LIST_PAGE] = turn
    router.actions[Action.LIST_FILTER] = turn


async def show(call: Call) -> Reply:
    """The list from its beginning, as an answer; in a view, which has none, as a modal."""
    return await _list(call, "", replaces=False)


async def turn(call: Call) -> Reply:
    """Another part of the list, in its place."""
    return await _list(call, call.came.text, replaces=True)


async def _list(call: Call, value: str, *, replaces: bool) -> Reply:
    if call.came.response_url is not None:
        await call.services.answering.answer(call.wish(replaces=replaces), Outcome.LISTED, listing=value)
        return Nothing()
    params = {"listing": value}
    content = await answer_content(call.services, call.actor, Outcome.LISTED, "", params)
    view = small_modal(call.texts, content)
    return UpdateModal(view) if replaces else OpenModal(view)
