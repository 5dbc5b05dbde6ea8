"""Saving the settings, as people do it."""

from typing import Any

from tests.handlers import slack
from tests.handlers.world import ANN, World, body_of

OFF: slack.Body = {"selected_options": []}
"""Checkboxes of which none is ticked."""


async def save(world: World, user: str = ANN, **entered: Any) -> Any:
    """What Slack is answered when the settings are opened, changed and submitted."""
    await world.command(user, "설정")
    return body_of(await world.submit(user, slack.opened(world.modal, entered)))


def blocks(world: World) -> set[tuple[str | None, str | None]]:
    members = world.uow.kept.members
    return {(members[one].slack_id, members[other].slack_id) for one, other in world.uow.kept.blocks}
