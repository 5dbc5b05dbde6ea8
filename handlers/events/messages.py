"""What people write to the bot in a direct message."""

from domain.use_cases.wishes import Wish
from handlers.interaction import Interaction
from handlers.router import Router
from handlers.services import Services

SAID_LIMIT = 2000
"""What a button's value can carry back to us."""


def register(router: Router) -> None:
    """Messages; only those in direct messages are subscribed to."""
    router.events["message"] = said


async def said(came: Interaction, services: Services) -> None:
    """Answers what a person wrote. Edited and deleted ones, notes by Slack and by bots, ours included, are not that."""
    event = came.content
    by_a_person = came.user_id and not event.get("subtype") and not event.get("bot_id")
    if event.get("channel_type") != "im" or not by_a_person:
        return
    actor = await services.acting(came.team_id, came.user_id)
    if came.user_id != actor.workspace.bot_user_id:
        await services.answering.reply(Wish(actor, came.key), came.text[:SAID_LIMIT])
