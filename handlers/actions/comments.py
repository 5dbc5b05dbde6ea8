"""The button of an anonymous recruitment below which comments are written."""

from handlers.calls import Call
from handlers.ids import Action
from handlers.replies import OpenModal, Reply
from handlers.router import Router
from handlers.values import recruitment_id
from handlers.views.thread import comment_form


def register(router: Router) -> None:
    """The button."""
    router.actions[Action.RECRUITMENT_COMMENT] = comment


async def comment(call: Call) -> Reply:
    """The form of a comment, while there is something to talk about."""
    shown = await call.services.reading.recruitment(recruitment_id(call.came.text), call.actor)
    shown.recruitment.must_take_comments()
    return OpenModal(comment_form(call.texts, shown.recruitment))
