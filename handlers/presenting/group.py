"""What the people of a match are told together."""

from domain.model.ids import MemberId
from domain.model.match import Match, MatchStatus
from domain.model.people import DirectMessage
from domain.outbox import Delivery, PostedMessage, match_key
from domain.outgoing import Message, Obsolete, Outgoing, ToGroup, ToMember, ToThread
from domain.use_cases.meetings import GroupData
from handlers.presenting.late import refreshed
from handlers.presenting.subjects import is_out, recipient
from handlers.services import Services
from handlers.texts import own_texts, shared_texts
from handlers.values import match_id
from handlers.views import group as views


async def match_dm(services: Services, delivery: Delivery, posted: PostedMessage | None) -> Outgoing:
    """One message a membership. When that changed, a posted one says so; another delivery has the word."""
    group = await services.meetings.group(match_id(delivery.subject))
    match, t = group.match, shared_texts(group.workspace, group.people.values())
    members = tuple(group.people[member] for member in match.coming if member in group.people)
    to = ToGroup(members, channel_name(match))
    if match.status is MatchStatus.ACTIVE and match.revision == delivery.params["revision"]:
        content = views.group_message(t, group, services.site, services.clock.now())
        return refreshed(services, t, delivery, posted, to, content)
    outdated = Message(to, views.outdated(t, group))
    return outdated if is_out(posted) else Obsolete(outdated)


async def reminder(services: Services, delivery: Delivery, posted: PostedMessage | None) -> Outgoing:
    """Said once, while the meeting is ahead: below the group's message, or to each of a group that has none."""
    group = await services.meetings.group(match_id(delivery.subject))
    if is_out(posted) or not group.match.is_ahead(services.clock.now()):
        return Obsolete()
    if delivery.member is not None:
        return await _reminder_of_one(services, delivery, group, delivery.member)
    content = views.reminder(shared_texts(group.workspace, group.people.values()), group, services.site)
    return Message(ToThread(match_key(group.match.id, group.match.revision)), content)


def channel_name(match: Match) -> str:
    """What a group's private channel is called: always the same for the same match and membership."""
    return f"partner42-{match.id.hex[:16]}-{match.revision}"


async def _reminder_of_one(services: Services, delivery: Delivery, group: GroupData, member: MemberId) -> Outgoing:
    actor = await recipient(services.reading, delivery)
    if member not in group.match.coming or not actor.member.wants(DirectMessage.REMINDERS):
        return Obsolete()
    return Message(ToMember(actor.member), views.reminder(own_texts(actor), group, services.site))
