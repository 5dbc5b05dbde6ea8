"""Links to messages."""

from domain.model.people import Workspace
from domain.outbox import PostedMessage


def message_link(workspace: Workspace, posted: PostedMessage | None) -> str | None:
    """Where a message is found in Slack; None while it is not posted."""
    if posted is None or posted.ts is None:
        return None
    return f"{workspace.url}archives/{posted.channel_id}/p{posted.ts.replace('.', '')}"
