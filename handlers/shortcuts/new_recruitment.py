"""The global shortcut."""

from domain.vocabulary import Category
from handlers.calls import Call
from handlers.forms import open_form
from handlers.ids import Shortcut
from handlers.replies import Reply
from handlers.router import Router


def register(router: Router) -> None:
    """From the shortcuts menu."""
    router.shortcuts[Shortcut.NEW_RECRUITMENT] = new_recruitment


async def new_recruitment(call: Call) -> Reply:
    """The form of a meal, which is what most are after; the category is its first field."""
    return await open_form(call, Category.MEAL)
