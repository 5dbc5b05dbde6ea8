"""Yes, erase everything."""

from domain.errors import DomainError, ErrorCode
from handlers.calls import Call
from handlers.ids import CallbackId, Confirmation
from handlers.replies import ReplaceView, Reply
from handlers.router import Router
from handlers.views.form_reading import Entered
from handlers.views.privacy import erased


def register(router: Router) -> None:
    """The modal that asks."""
    router.submissions[CallbackId.ERASE] = erase


async def erase(call: Call) -> Reply:
    """Erases whoever asks; nothing is remembered of them here, and they are told so in the same window."""
    if Confirmation.ERASE not in Entered(call.came.view or {}).ticked(Confirmation.ERASE):
        raise DomainError(ErrorCode.CONDITION_MISSING, field=Confirmation.ERASE)
    try:
        await call.services.erasing.erase(call.actor)
    finally:
        # Whatever was answered: a unit that was cut off while it was being committed may have been.
        call.services.directory.forget(call.came.team_id, call.came.user_id)
    return ReplaceView(erased(call.texts))
