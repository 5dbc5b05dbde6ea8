"""What the database says must be there: all rows that an account is made of, and what follows from them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row

from domain.model.ids import ApplicationId, CommentId, MatchId, MemberId, RecruitmentId, WorkspaceId
from domain.model.match import Attendance, MatchStatus
from domain.model.recruitment import RecruitmentStatus
from domain.outbox import Delivery, DeliveryKind, Notice, application_key, card_key, comment_key, match_key, notice_key
from storage.tables.delivery import DeliveryState
from storage.tables.recruiting import Participating
from tests.faults.fleet import PATIENCE

WAITING: Final = (DeliveryState.PENDING, DeliveryState.CLAIMED)

_UNPOSTED: Final = frozenset({DeliveryKind.ANSWER, DeliveryKind.HOME, DeliveryKind.PROFILE})
"""Kinds of delivery that leave no message of their own behind."""


@dataclass
class Ledger:
    """The rows of each table; seats by recruitment, members by match, deliveries and places by key.

    `askers` are the members who have asked for the file of all that is kept about them.
    """

    recruitments: list[Row[Any]]
    seats: dict[UUID, list[Row[Any]]]
    matches: list[Row[Any]]
    members: dict[UUID, list[Row[Any]]]
    applications: list[Row[Any]]
    comments: list[Row[Any]]
    askers: list[Row[Any]]
    deliveries: dict[str, Row[Any]]
    places: dict[str, Row[Any]]
    timers: list[Row[Any]]

    def due(self) -> set[str]:
        """Keys of what the domain's own state asks for, and of what the outbox says was posted."""
        return {*self.since(), *self._endings(), *self._said(), *self._done()} - self._ended_unseen()

    def since(self) -> dict[str, datetime]:
        """When each first message became due that a recruitment, a match or an application brings."""
        moments = {card_key(RecruitmentId(row.id)): row.posted_at for row in self.recruitments}
        active = [row for row in self.matches if row.status is MatchStatus.ACTIVE]
        moments |= {match_key(MatchId(row.id), row.revision): row.matched_at for row in active}
        return moments | {application_key(ApplicationId(row.id)): row.applied_at for row in self.applications}

    def known(self) -> set[str]:
        """Keys of all that may be there, be it due or not."""
        return {*self.due(), *self.deliveries, *self._one_by_one()}

    def files(self) -> set[str]:
        """Keys of what is delivered as a file. Where one is shared nobody has to remember: it is never edited."""
        return {row.key for row in self.deliveries.values() if row.kind is DeliveryKind.EXPORT}

    def unserved(self) -> Iterator[str]:
        """Who asked for a file that is not on its way."""
        served = {self.deliveries[key].member_id for key in self.files()}
        yield from (f"member {row.id}: asked for a file in vain" for row in self.askers if row.id not in served)

    def living(self) -> Iterator[Delivery]:
        """What is edited in place for as long as it lives."""
        for row in self.recruitments:
            key = card_key(RecruitmentId(row.id))
            yield Delivery(key, DeliveryKind.CARD, WorkspaceId(row.workspace_id), str(row.id))
        for row in self.applications:
            key, member = application_key(ApplicationId(row.id)), MemberId(row.member_id)
            yield Delivery(key, DeliveryKind.APPLICATION, WorkspaceId(row.workspace_id), str(row.id), member)

    def unmatched(self) -> Iterator[str]:
        """Recruitments that were confirmed without bringing anybody together."""
        matched = {row.recruitment_id for row in self.matches}
        for row in self.recruitments:
            if row.status is RecruitmentStatus.CONFIRMED and row.id not in matched:
                yield f"{row.id}: confirmed, but there is no match"

    def overbooked(self) -> Iterator[str]:
        """Where there are more people than seats."""
        for row in self.recruitments:
            seated = [seat for seat in self.seats[row.id] if seat.state is Participating.SEATED]
            if len(seated) > row.capacity:
                yield f"{row.id}: {len(seated)} of {row.capacity}"
        for row in self.matches:
            seats = {seat.member_id for seat in self.seats.get(row.recruitment_id, ())}
            came = {one.member_id for one in self.members[row.id] if one.attendance is not Attendance.GONE}
            if row.recruitment_id is not None and not came <= seats:
                yield f"match {row.id}: has people without a seat"

    def stuck(self) -> Iterator[str]:
        """What waits though it should not any more, or was given up."""
        for row in self.deliveries.values():
            if row.state in (*WAITING, DeliveryState.DEAD):
                yield f"{row.key}: {row.state}, {row.attempts} tries, {row.error}"
        long_ago = datetime.now(UTC) - timedelta(seconds=PATIENCE)
        for row in self.timers:
            if row.due_at < long_ago:
                yield f"{row.kind} of {row.subject}: due {row.due_at}"

    def _endings(self) -> Iterator[str]:
        """Whoever had a seat in what was called off is told; so is the author of what expired."""
        for row in self.recruitments:
            identity = RecruitmentId(row.id)
            if row.status is RecruitmentStatus.CANCELLED:
                told = [seat.member_id for seat in self.seats[row.id] if seat.member_id != row.author_id]
                yield from (notice_key(identity, Notice.CANCELLED, MemberId(one), row.version) for one in told)
            if row.status is RecruitmentStatus.EXPIRED:
                yield notice_key(identity, Notice.EXPIRED, MemberId(row.author_id), row.version)

    def _said(self) -> Iterator[str]:
        """Comments are in their thread."""
        yield from (comment_key(CommentId(row.id)) for row in self.comments)

    def _done(self) -> Iterator[str]:
        for row in self.deliveries.values():
            if row.state is DeliveryState.DONE and row.kind not in _UNPOSTED:
                yield row.key

    def _ended_unseen(self) -> set[str]:
        """What ended before anybody saw it is not shown any more."""
        ended = {
            card_key(RecruitmentId(row.id)) for row in self.recruitments if row.status is not RecruitmentStatus.OPEN
        }
        obsolete = {row.key for row in self.deliveries.values() if row.state is DeliveryState.OBSOLETE}
        return ended & obsolete

    def _one_by_one(self) -> Iterator[str]:
        """Keys of the messages to each of a group that can have no conversation."""
        for row in self.matches:
            for revision in range(row.revision + 1):
                key = match_key(MatchId(row.id), revision)
                yield from (f"{key}:{member.member_id}" for member in self.members[row.id])


def by(rows: list[Row[Any]], name: str) -> dict[UUID, list[Row[Any]]]:
    """The rows by one of their columns."""
    grouped: dict[UUID, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        grouped[getattr(row, name)].append(row)
    return grouped
