"""An anonymous comment, submitted."""

from handlers.calls import Call
from handlers.forms import entered_text
from handlers.ids import CallbackId, Field
from handlers.replies import Nothing, Reply
from handlers.router import Router
from handlers.values import recruitment_id


def register(router: Router) -> None:
    """The modal of a comment."""
    router.submissions[CallbackId.COMMENT_CREATE] = comment


async def comment(call: Call) -> Reply:
    """Puts it into the thread."""
    content = entered_text(call.came.view, Field.CONTENT)
    await call.services.commenting.comment(call.wish(), recruitment_id(call.came.text), content)
    return Nothing()
