"""The button that opens the settings."""

from handlers.calls import Call
from handlers.ids import Action
from handlers.replies import OpenModal, Reply
from handlers.router import Router
from handlers.views.settings import settings_form


def register(router: Router) -> None:
    """In the App Home, the help and direct messages."""
    router.actions[Action.HOME_SETTINGS] = settings


async def settings(call: Call) -> Reply:
    """The settings as they are kept, whatever is remembered of the person."""
    return OpenModal(settings_form(call.texts, await call.services.preferring.present(call.actor)))
