"""Direct messages about a recruitment. Each looks first whether its reason still holds."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.errors import word_of
from domain.model.ids import ApplicationId, MatchId, MemberId
from domain.model.people import Actor, DirectMessage, Member
from domain.model.recruitment import Recruitment, RecruitmentStatus
from domain.outbox import Delivery, Notice, PostedMessage
from domain.outgoing import Content, Message, Obsolete, Outgoing, ToMember
from domain.ports import Listing
from domain.use_cases.reading import Shown
from domain.use_cases.watching import ALERTS
from handlers.presenting.alerts import alert
from handlers.presenting.subjects import about, is_out, recipient
from handlers.services import Services
from handlers.texts import own_texts
from handlers.views import notices as views
from handlers.views import thread

ALTERNATIVES = 3
"""How many other recruitments are offered to somebody who waited in vain."""

_LOOKED_THROUGH = 20

MUTED_BY: Mapping[Notice, DirectMessage] = {
    Notice.FIRST_JOINED: DirectMessage.JOINS,
    Notice.BECAME_FULL: DirectMessage.JOINS,
    Notice.COMMENTED: DirectMessage.COMMENTS,
    Notice.OFFERED: DirectMessage.HINTS,
}
"""What can be switched off, and by which preference; everything else can't."""


async def notice(services: Services, delivery: Delivery, posted: PostedMessage | None) -> Outgoing:
    """One message to one member, in their language."""
    which = word_of(Notice, delivery.params["notice"])
    actor = await recipient(services.reading, delivery)
    if which in MUTED_BY and not actor.member.wants(MUTED_BY[which]):
        return Obsolete()
    if which in ALERTS:
        return await alert(services, delivery, actor)
    if which is Notice.GROUP_FELL_APART:
        return await _fell_apart(services, delivery, actor)
    shown = await services.reading.recruitment(about(delivery))
    holds_still = holds(which, shown.recruitment, actor.member.id, services.clock.now())
    if not holds_still or not await _still_offered(services, delivery, which, shown.recruitment):
        return Obsolete()
    if which is Notice.COMMENTED and not is_out(posted) and await _is_erased(services, delivery):
        return Obsolete()
    return _to(actor.member, await _content(services, delivery, which, actor, shown))


def holds(which: Notice, recruitment: Recruitment, member: MemberId, now: datetime) -> bool:
    """Whether what a notice says is still so."""
    is_open = recruitment.is_open
    match which:
        case Notice.FIRST_JOINED:
            return is_open and len(recruitment.participants) > 1
        case Notice.BECAME_FULL | Notice.NOT_SHOWN:
            return is_open and (recruitment.is_full or which is Notice.NOT_SHOWN)
        case Notice.CHANGED:
            return is_open and (recruitment.has(member) or recruitment.awaits(member))
        case Notice.PROMOTED:
            stands = recruitment.status in {RecruitmentStatus.OPEN, RecruitmentStatus.CONFIRMED}
            return stands and recruitment.has(member)
        case Notice.SEAT_OFFERED:
            return recruitment.has_free_seat(now) and recruitment.awaits(member)
        case _:
            return True


async def _still_offered(services: Services, delivery: Delivery, which: Notice, recruitment: Recruitment) -> bool:
    """What is offered to who waits is of no use once they don't, or could not take it."""
    if which is not Notice.OFFERED:
        return True
    application_id = ApplicationId(UUID(delivery.params["application"]))
    return await services.pool.still_offered(application_id, recruitment.id)


async def _is_erased(services: Services, delivery: Delivery) -> bool:
    """Whether nobody can be told any more what was said."""
    return (await services.reading.comment(UUID(delivery.params["comment"]))).comment.is_erased


async def _content(services: Services, delivery: Delivery, which: Notice, actor: Actor, shown: Shown) -> Content:
    t = own_texts(actor)
    params = await _params(services, delivery, which, actor)
    others = await _alternatives(services, actor, shown) if which is Notice.WAITLIST_ENDED else ()
    return views.notice(t, which, shown, params, others, actor.member.id)


async def _params(services: Services, delivery: Delivery, which: Notice, actor: Actor) -> Mapping[str, Any]:
    """A comment's words are kept once, where it is kept; its notice reads them there."""
    if which is not Notice.COMMENTED:
        return delivery.params
    said = (await services.reading.comment(UUID(delivery.params["comment"]))).comment
    return {**delivery.params, "content": said.content, "alias": thread.alias(own_texts(actor), said.alias)}


async def _alternatives(services: Services, actor: Actor, shown: Shown) -> Sequence[Shown]:
    """Open ones of the category with a free seat, in a place that would have done, soonest first."""
    wanted = shown.recruitment
    listing = Listing(wanted.category, limit=_LOOKED_THROUGH)
    page = await services.reading.page(actor, listing)
    fitting = [each for each in page.items if _fits(each.recruitment, wanted, actor.member.id)]
    return fitting[:ALTERNATIVES]


def _fits(other: Recruitment, wanted: Recruitment, member: MemberId) -> bool:
    is_new = not other.has(member) and not other.awaits(member)
    return is_new and not other.is_full and bool(set(other.details.places) & set(wanted.details.places))


async def _fell_apart(services: Services, delivery: Delivery, actor: Actor) -> Outgoing:
    data = await services.meetings.group(MatchId(UUID(delivery.subject)))
    back = delivery.params.get("back")
    return _to(actor.member, views.group_fell_apart(own_texts(actor), data, back=back))


def _to(member: Member, content: Content) -> Message:
    return Message(ToMember(member), content)
