"""A recruitment: a post that looks for people, with a meeting time and a capacity.

Every transition is a method that returns the next state and what happened; nothing is changed in place. An open
recruitment that confirms when full is never full: filling it confirms it, whatever filled it.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Self

from domain.errors import DomainError, ErrorCode
from domain.model import events, timing
from domain.model.details import Detail, Details, check, check_meeting_time
from domain.model.ids import MemberId, RecruitmentId, WorkspaceId
from domain.vocabulary import Category, WayOfEating


class RecruitmentStatus(StrEnum):
    """`OPEN` takes people in; the others are final."""

    OPEN = "OPEN"
    CONFIRMED = "CONFIRMED"
    EXPIRED = "EXPIRED"
    CANCELLED = "CANCELLED"


_REFUSALS = {
    RecruitmentStatus.CONFIRMED: ErrorCode.RECRUITMENT_CONFIRMED,
    RecruitmentStatus.EXPIRED: ErrorCode.RECRUITMENT_EXPIRED,
    RecruitmentStatus.CANCELLED: ErrorCode.RECRUITMENT_CANCELLED,
}


class Seat(NamedTuple):
    """A member in a recruitment, or on its waitlist, and since when."""

    member: MemberId
    since: datetime


class Change(NamedTuple):
    """The next state and what happened on the way to it, in order."""

    after: "Recruitment"
    events: tuple[events.Event, ...]


@dataclass(frozen=True, slots=True)
class Recruitment:
    """`participants` are in order of joining, the author first; `waitlist` in the order they will move up."""

    id: RecruitmentId
    workspace_id: WorkspaceId
    category: Category
    author: MemberId
    details: Details
    channel_id: str
    posted_at: datetime
    closes_at: datetime
    participants: tuple[Seat, ...]
    waitlist: tuple[Seat, ...] = ()
    status: RecruitmentStatus = RecruitmentStatus.OPEN
    version: int = 1

    @classmethod
    def post(
        cls,
        recruitment_id: RecruitmentId,
        workspace_id: WorkspaceId,
        category: Category,
        author: MemberId,
        details: Details,
        channel_id: str,
        now: datetime,
    ) -> Self:
        """A new open recruitment with its author in it. Refuses details that cannot be posted."""
        check(details, category, now)
        closing = timing.closes_at(details.meets_at, now, details.way_of_eating)
        seats = (Seat(author, now),)
        return cls(recruitment_id, workspace_id, category, author, details, channel_id, now, closing, seats)

    @property
    def is_full(self) -> bool:
        """Whether no seat is free."""
        return len(self.participants) >= self.details.capacity

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.status is RecruitmentStatus.OPEN

    @property
    def _waiting(self) -> tuple[MemberId, ...]:
        return tuple(seat.member for seat in self.waitlist)

    def has(self, member: MemberId) -> bool:
        """Whether the member has a seat."""
        return any(seat.member == member for seat in self.participants)

    def awaits(self, member: MemberId) -> bool:
        """Whether the member is on the waitlist."""
        return any(seat.member == member for seat in self.waitlist)

    def has_free_seat(self, now: datetime) -> bool:
        """Whether somebody could take a seat right now."""
        return self.is_open and not self.is_full and now < self.closes_at

    def offers_seats(self, now: datetime) -> bool:
        """Whether a free seat is offered to all who wait by now, instead of given to their first."""
        return now >= self.closes_at - timing.OFFER_WINDOW

    def must_be_open(self) -> None:
        """Refuses, once it has ended, with how it ended."""
        if not self.is_open:
            raise DomainError(_REFUSALS[self.status])

    def must_take_comments(self) -> None:
        """Refuses, once it has ended, and where people talk under their names: no alias has a place there."""
        self.must_be_open()
        if not self.details.anonymous:
            raise DomainError(ErrorCode.NOT_FOUND)

    def join(self, member: MemberId, now: datetime) -> Change:
        """Gives the member a seat, or a place at the end of the waitlist when it is full."""
        self._must_take_people(now)
        if self.has(member):
            raise DomainError(ErrorCode.ALREADY_PARTICIPATING)
        if self.is_full:
            return self._wait(member, now)
        seated = replace(
            self, participants=(*self.participants, Seat(member, now)), waitlist=_without(self.waitlist, member)
        )
        joined = events.Joined(member, first=len(seated.participants) == 2, full=seated.is_full)  # noqa: PLR2004 author and one
        return seated._settled(joined)

    def leave(self, member: MemberId, now: datetime) -> Change:
        """Gives up a seat or a place on the waitlist; a free seat goes on as the waitlist's rules say."""
        self._must_take_people(now)
        if member == self.author:
            raise DomainError(ErrorCode.AUTHOR_CANNOT_LEAVE)
        if self.awaits(member):
            return self._gave_up_waiting(member)
        if not self.has(member):
            raise DomainError(ErrorCode.NOT_PARTICIPATING)
        return self._vacate(member, now)

    def edit(self, details: Details, now: datetime) -> Change:
        """New details. Anonymity stays as posted: names once hidden stay hidden, names once shown were seen."""
        self._must_take_people(now)
        wanted = replace(details, anonymous=self.details.anonymous)
        changed = wanted.changed_from(self.details)
        if not changed:
            return Change(self, ())
        check(wanted, self.category, now)
        if wanted.capacity < len(self.participants):
            raise DomainError(
                ErrorCode.CAPACITY_BELOW_PARTICIPANTS, field=Detail.CAPACITY, participants=len(self.participants)
            )
        edited = replace(self, details=wanted, closes_at=self._closing_of(wanted, changed, now))
        change = edited._fill_from_waitlist(now)
        return change.after._settled(events.Edited(self.details, changed), *change.events)

    def confirm(self, now: datetime) -> Change:
        """Everybody who is in goes."""
        self._must_take_people(now)
        if len(self.participants) < 2:  # noqa: PLR2004 author and one
            raise DomainError(ErrorCode.NOBODY_JOINED)
        return self._confirmed()

    def cancel(self, by: MemberId | None) -> Change:
        """Calls it off. `by` is not told; None when nobody did it but circumstance."""
        self.must_be_open()
        told = tuple(seat.member for seat in (*self.participants, *self.waitlist) if seat.member != by)
        return self._ended(RecruitmentStatus.CANCELLED, events.Cancelled(told))

    def close(self, now: datetime) -> Change:
        """Ends it when it is due: confirmed with two or more, expired with the author alone; else unchanged."""
        if not self.is_open or now < self.closes_at:
            return Change(self, ())
        if len(self.participants) > 1:
            return self._confirmed()
        return self._ended(RecruitmentStatus.EXPIRED, events.Expired(self._waiting))

    def lose(self, member: MemberId, now: datetime) -> Change:
        """The member left the workspace: an author's recruitment is called off, anybody else just leaves it."""
        if not self.is_open:
            return Change(self, ())
        if member == self.author:
            return self.cancel(member)
        if self.awaits(member):
            return self._gave_up_waiting(member)
        return self._vacate(member, now) if self.has(member) else Change(self, ())

    def _must_take_people(self, now: datetime) -> None:
        """Between `closes_at` and the moment it is ended, it already is what it is about to become."""
        self.must_be_open()
        if now >= self.closes_at:
            alone = len(self.participants) == 1
            raise DomainError(ErrorCode.RECRUITMENT_EXPIRED if alone else ErrorCode.RECRUITMENT_CONFIRMED)

    def _wait(self, member: MemberId, now: datetime) -> Change:
        if self.awaits(member):
            position = self._waiting.index(member) + 1
            return Change(self, (events.Waitlisted(member, position, already=True),))
        waiting = replace(self, waitlist=(*self.waitlist, Seat(member, now)))
        return waiting._settled(events.Waitlisted(member, len(waiting.waitlist)))

    def _gave_up_waiting(self, member: MemberId) -> Change:
        fewer = replace(self, waitlist=_without(self.waitlist, member))
        return fewer._settled(events.Left(member, from_waitlist=True))

    def _vacate(self, member: MemberId, now: datetime) -> Change:
        vacated = replace(self, participants=_without(self.participants, member))
        change = vacated._fill_from_waitlist(now)
        return change.after._settled(events.Left(member), *change.events)

    def _fill_from_waitlist(self, now: datetime) -> Change:
        """Free seats go to the first who wait; shortly before closing they are offered to all instead."""
        free = self.details.capacity - len(self.participants)
        if free <= 0 or not self.waitlist:
            return Change(self, ())
        if self.offers_seats(now):
            return Change(self, (events.SeatOffered(self._waiting),))
        moving = self.waitlist[:free]
        seated = tuple(Seat(seat.member, now) for seat in moving)
        filled = replace(self, participants=(*self.participants, *seated), waitlist=self.waitlist[free:])
        return Change(filled, tuple(events.Promoted(seat.member) for seat in moving))

    def _settled(self, *happened: events.Event) -> Change:
        """The next version, confirmed at once when that is what filling up means here."""
        if self.is_full and self.details.confirm_when_full and len(self.participants) > 1:
            after, confirmed = self._confirmed()
            return Change(after, (*happened, *confirmed))
        return Change(replace(self, version=self.version + 1), happened)

    def _confirmed(self) -> Change:
        return self._ended(RecruitmentStatus.CONFIRMED, events.Confirmed(self._waiting))

    def _ended(self, status: RecruitmentStatus, event: events.Event) -> Change:
        return Change(replace(self, status=status, waitlist=(), version=self.version + 1), (event,))

    def _closing_of(self, wanted: Details, changed: frozenset[Detail], now: datetime) -> datetime:
        ways = {self.details.way_of_eating, wanted.way_of_eating}
        ordering = Detail.WAY_OF_EATING in changed and WayOfEating.DELIVERY in ways
        if Detail.MEETS_AT not in changed and not ordering:
            return self.closes_at
        check_meeting_time(wanted.meets_at, now)
        return timing.closes_at(wanted.meets_at, now, wanted.way_of_eating)


def _without(seats: tuple[Seat, ...], member: MemberId) -> tuple[Seat, ...]:
    return tuple(seat for seat in seats if seat.member != member)
