"""The message that brings a match's people together."""

from uuid import UUID

from domain.model.ids import MatchId
from domain.model.match import Match, MatchStatus
from domain.outbox import Delivery, PostedMessage
from domain.outgoing import Message, Obsolete, Outgoing, ToGroup
from handlers.presenting.subjects import common_texts
from handlers.services import Services
from handlers.views.group import group_message


async def match_dm(services: Services, delivery: Delivery, posted: PostedMessage | None) -> Outgoing:  # noqa: ARG001 a presenter's signature
    """One message a membership: when that changed meanwhile, another delivery has the word."""
    group = await services.reading.group(MatchId(UUID(delivery.subject)))
    match = group.match
    if match.status is not MatchStatus.ACTIVE or match.revision != delivery.params["revision"]:
        return Obsolete()
    members = tuple(group.people[member] for member in match.coming if member in group.people)
    content = group_message(common_texts(group.workspace), group)
    return Message(ToGroup(members, channel_name(match)), content)


def channel_name(match: Match) -> str:
    """What a group's private channel is called: always the same for the same match and membership."""
    return f"partner42-{match.id.hex[:16]}-{match.revision}"
