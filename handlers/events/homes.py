"""Somebody opens the App Home."""

from domain.use_cases.wishes import Wish
from handlers.interaction import Interaction
from handlers.router import Router
from handlers.services import Services


def register(router: Router) -> None:
    """The event that says so."""
    router.events["app_home_opened"] = opened


async def opened(came: Interaction, services: Services) -> None:
    """Shows it as it stands; its other tab is the conversation with the bot."""
    if came.content.get("tab") != "home":
        return
    actor = await services.acting(came.team_id, came.user_id)
    await services.answering.show_home(Wish(actor, came.key))
