"""The app is taken out of a workspace."""

import structlog

from handlers.interaction import Interaction
from handlers.router import Router
from handlers.services import Services

log = structlog.get_logger(__name__)


def register(router: Router) -> None:
    """Slack says it in two ways, in any order."""
    router.events["app_uninstalled"] = gone
    router.events["tokens_revoked"] = gone


async def gone(came: Interaction, services: Services) -> None:
    """Says so to the operator; what is still to be delivered is refused by Slack until the app is installed again."""
    log.warning("app_removed", team=came.team_id, told_by=came.name)
    services.directory.forget(came.team_id)
