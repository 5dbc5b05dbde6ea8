"""The form while it is open: its fields follow the category."""

from handlers.calls import Call
from handlers.forms import switched
from handlers.ids import Field
from handlers.replies import Reply, UpdateModal
from handlers.router import Router
from handlers.views.form import read_form, recruitment_form


def register(router: Router) -> None:
    """The one input that acts."""
    router.actions[Field.CATEGORY] = category


async def category(call: Call) -> Reply:
    """The same form for the other category, with what was typed kept."""
    state = switched(read_form(call.came.view or {}), call.actor.workspace)
    return UpdateModal(recruitment_form(call.texts, state))
