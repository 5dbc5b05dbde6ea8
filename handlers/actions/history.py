"""The history of one's matches: opening it, turning its pages."""

from domain.use_cases.wishes import Outcome
from handlers.calls import Call
from handlers.ids import Action
from handlers.paged import show_page
from handlers.replies import Reply
from handlers.router import Router


def register(router: Router) -> None:
    """The history's own buttons and those that lead to it."""
    router.actions[Action.HOME_HISTORY] = show
    router.actions[Action.HISTORY_PAGE] = turn


async def show(call: Call) -> Reply:
    """The newest, as an answer; in a view, which has none, as a modal."""
    return await show_page(call, Outcome.HISTORY, replaces=False, offset="")


async def turn(call: Call) -> Reply:
    """Another part of it, in its place."""
    return await show_page(call, Outcome.HISTORY, replaces=True, offset=call.came.text)
