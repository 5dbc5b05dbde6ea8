"""The list of open recruitments: opening it, turning its pages, narrowing it."""

from domain.use_cases.wishes import Outcome
from handlers.calls import Call
from handlers.ids import Action
from handlers.paged import show_page
from handlers.replies import Reply
from handlers.router import Router


def register(router: Router) -> None:
    """The list's own buttons and those that lead to it."""
    router.actions[Action.HOME_LIST] = show
    router.actions[Action.LIST_PAGE] = turn
    router.actions[Action.LIST_FILTER] = turn


async def show(call: Call) -> Reply:
    """The list from its beginning, as an answer; in a view, which has none, as a modal."""
    return await show_page(call, Outcome.LISTED, replaces=False, listing="")


async def turn(call: Call) -> Reply:
    """Another part of the list, in its place."""
    return await show_page(call, Outcome.LISTED, replaces=True, listing=call.came.text)
