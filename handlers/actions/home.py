"""The buttons of the App Home and of the help that begin a recruitment."""

from domain.vocabulary import Category
from handlers.calls import Call
from handlers.forms import open_form
from handlers.ids import Action
from handlers.replies import Reply
from handlers.router import Router


def register(router: Router) -> None:
    """One button a category."""
    router.actions[Action.HOME_NEW_MEAL] = new_meal
    router.actions[Action.HOME_NEW_STUDY] = new_study


async def new_meal(call: Call) -> Reply:
    """The form of a meal."""
    return await open_form(call, Category.MEAL)


async def new_study(call: Call) -> Reply:
    """The form of a study."""
    return await open_form(call, Category.STUDY)
