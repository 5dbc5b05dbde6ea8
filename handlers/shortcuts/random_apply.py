"""The global shortcut into the random pool."""

from handlers.calls import Call
from handlers.ids import Shortcut
from handlers.random_forms import open_random
from handlers.replies import Reply
from handlers.router import Router


def register(router: Router) -> None:
    """From the shortcuts menu."""
    router.shortcuts[Shortcut.RANDOM_APPLY] = random_apply


async def random_apply(call: Call) -> Reply:
    """The form, or what is waited for already."""
    return await open_random(call)
