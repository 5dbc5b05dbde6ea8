"""Who is told what: from what happened to a recruitment to the deliveries it asks for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from domain.model import events
from domain.model.details import TOLD_WHEN_CHANGED, Details
from domain.model.ids import MemberId, WorkspaceId
from domain.model.match import Match
from domain.model.people import Member
from domain.model.recruitment import Change, Recruitment
from domain.outbox import (
    Delivery,
    DeliveryKind,
    Notice,
    PostedMessage,
    Urgency,
    card_key,
    home_key,
    match_key,
    notice_key,
    reminder_key,
)


def deliveries_of(change: Change, *, actor: MemberId | None = None) -> tuple[Delivery, ...]:
    """What a change asks to be delivered: the card's refresh and each notice. `actor` knows already."""
    if not change.events:
        return ()
    notices = (notice for event in change.events for notice in _notices(event, change, actor))
    return (card(change.after), *notices)


def card(recruitment: Recruitment) -> Delivery:
    """The message that shows the recruitment: posted the first time, refreshed later."""
    return Delivery(
        key=card_key(recruitment.id),
        kind=DeliveryKind.CARD,
        workspace_id=recruitment.workspace_id,
        subject=str(recruitment.id),
        urgency=Urgency.SEAT if recruitment.version == 1 else Urgency.REFRESH,
    )


def card_of(match: Match) -> tuple[Delivery, ...]:
    """The refresh of the message that a match's recruitment has in its channel: who goes has changed."""
    if match.recruitment_id is None:
        return ()
    return (
        Delivery(
            key=card_key(match.recruitment_id),
            kind=DeliveryKind.CARD,
            workspace_id=match.workspace_id,
            subject=str(match.recruitment_id),
            urgency=Urgency.REFRESH,
        ),
    )


def notice(
    recruitment: Recruitment,
    which: Notice,
    member: MemberId,
    params: Mapping[str, Any] | None = None,
    urgency: Urgency = Urgency.NOTICE,
) -> Delivery:
    """A direct message to one member about the recruitment."""
    return Delivery(
        key=notice_key(recruitment.id, which, member, recruitment.version),
        kind=DeliveryKind.NOTICE,
        workspace_id=recruitment.workspace_id,
        subject=str(recruitment.id),
        member=member,
        params={"notice": which, **(params or {})},
        urgency=urgency,
    )


def group_message(match: Match) -> Delivery:
    """The message that brings a match's group together."""
    return Delivery(
        key=match_key(match.id, match.revision),
        kind=DeliveryKind.MATCH_DM,
        workspace_id=match.workspace_id,
        subject=str(match.id),
        params={"revision": match.revision},
        urgency=Urgency.GROUP,
        meets_at=match.meets_at,
    )


def home(workspace_id: WorkspaceId, member: MemberId, urgency: Urgency = Urgency.REFRESH) -> Delivery:
    """A member's App Home as it stands when it is delivered."""
    return Delivery(
        key=home_key(member), kind=DeliveryKind.HOME, workspace_id=workspace_id, member=member, urgency=urgency
    )


def group_refresh(match: Match) -> Delivery:
    """The refresh of a group's message, once it was posted: what it says and offers is no more so."""
    return replace(group_message(match), urgency=Urgency.REFRESH)


def reminder(match: Match, member: MemberId | None = None) -> Delivery:
    """Reminds the group, or one of a group that has no conversation; of no use once the meeting has begun."""
    return Delivery(
        key=reminder_key(match.id, member),
        kind=DeliveryKind.REMINDER,
        workspace_id=match.workspace_id,
        subject=str(match.id),
        member=member,
        urgency=Urgency.BACKGROUND,
        expires_at=match.meets_at,
        meets_at=match.meets_at,
    )


def told_one_by_one(posted: PostedMessage, people: Iterable[Member]) -> bool:
    """Whether a group has no conversation of its own: its message is then in a member's conversation with the bot."""
    return posted.channel_id in {person.dm_channel_id for person in people}


def _notices(event: events.Event, change: Change, actor: MemberId | None) -> Iterator[Delivery]:
    after = change.after
    match event:
        case events.Joined(_, first, full) if after.is_open and (first or full):
            yield notice(after, Notice.BECAME_FULL if full else Notice.FIRST_JOINED, after.author)
        case events.Promoted(member):
            yield notice(after, Notice.PROMOTED, member, urgency=Urgency.SEAT)
        case events.SeatOffered(members):
            yield from _each(after, Notice.SEAT_OFFERED, members, urgency=Urgency.SEAT)
        case events.Edited(before, changed) if changed & TOLD_WHEN_CHANGED:
            concerned = (seat.member for seat in (*after.participants, *after.waitlist))
            yield from _each(after, Notice.CHANGED, (one for one in concerned if one != actor), _old(before))
        case events.Confirmed(left_waiting):
            yield from _each(after, Notice.WAITLIST_ENDED, left_waiting)
        case events.Expired(left_waiting):
            yield notice(after, Notice.EXPIRED, after.author)
            yield from _each(after, Notice.WAITLIST_ENDED, left_waiting)
        case events.Cancelled(told):
            yield from _each(after, Notice.CANCELLED, told)
        case _:
            return


def _each(
    recruitment: Recruitment,
    which: Notice,
    members: Iterable[MemberId],
    params: Mapping[str, Any] | None = None,
    urgency: Urgency = Urgency.NOTICE,
) -> Iterator[Delivery]:
    return (notice(recruitment, which, member, params, urgency) for member in members)


def _old(before: Details) -> Mapping[str, Any]:
    """What the changed details were, for "old → new"."""
    return {
        "meets_at": before.meets_at.isoformat(),
        "places": list(before.places),
        "way_of_eating": before.way_of_eating,
    }
