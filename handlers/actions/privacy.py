"""The buttons below the settings: a file with one's own data, and having them erased."""

from handlers.calls import Call
from handlers.ids import Action
from handlers.replies import OpenModal, Reply, Say
from handlers.router import Router
from handlers.views.privacy import erase_form, export_asked


def register(router: Router) -> None:
    """Both are in the settings."""
    router.actions[Action.SETTINGS_EXPORT] = export
    router.actions[Action.SETTINGS_ERASE] = erase


async def export(call: Call) -> Reply:
    """Asks for the file, which comes by direct message."""
    await call.services.exporting.ask(call.wish())
    return Say(export_asked(call.texts))


async def erase(call: Call) -> Reply:
    """Says what goes and what stays, and asks."""
    return OpenModal(erase_form(call.texts))
