"""The settings, submitted."""

from handlers.calls import Call
from handlers.ids import CallbackId
from handlers.replies import Nothing, Reply
from handlers.router import Router
from handlers.views.settings import read_settings


def register(router: Router) -> None:
    """The modal of the settings."""
    router.submissions[CallbackId.SETTINGS] = keep


async def keep(call: Call) -> Reply:
    """Keeps them; from the next answer on, the bot speaks the language chosen."""
    try:
        await call.services.preferring.keep(call.wish(), read_settings(call.came.view or {}))
    finally:
        # Whatever was answered: a unit that was cut off while it was being committed may have been.
        call.services.directory.forget(call.came.team_id, call.came.user_id)
    return Nothing()
