"""The bot comes into a channel."""

from handlers.interaction import Interaction
from handlers.router import Router
from handlers.services import Services


def register(router: Router) -> None:
    """Somebody, maybe the bot, is in a channel now."""
    router.events["member_joined_channel"] = joined


async def joined(came: Interaction, services: Services) -> None:
    """Greets where it was invited; where it went by itself, to post, the post is greeting enough."""
    workspace = await services.directory.workspace(came.team_id)
    invited = bool(came.content.get("inviter"))
    if workspace is None or came.user_id != workspace.bot_user_id or not invited or came.channel_id is None:
        return
    await services.answering.greet(workspace, came.channel_id, came.key)
