"""A file with all that is kept about a person, for that person alone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from domain.errors import DomainError, ErrorCode
from domain.model.application import Application
from domain.model.comment import Comment
from domain.model.ids import MemberId
from domain.model.match import Match
from domain.model.people import Actor, Member
from domain.model.recruitment import Recruitment
from domain.model.score import ScoreEntry
from domain.outbox import Delivery, DeliveryKind, Urgency
from domain.ports import Clock, Transaction, UnitOfWork
from domain.use_cases.reading import actor_of
from domain.use_cases.wishes import Wish, take

EXPORT_EVERY: Final = timedelta(days=1)
"""How often somebody can have the file."""

MOST: Final = 2000
"""How many of each kind are in the file, the newest ones: a bound to what it takes to make it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """All that is kept about a member. `people` are those whom they have blocked or met, by number."""

    actor: Actor
    now: datetime
    known_since: datetime
    blocked: Collection[MemberId]
    recruitments: Sequence[Recruitment]
    comments: Sequence[Comment]
    applications: Sequence[Application]
    matches: Sequence[Match]
    scores: Sequence[ScoreEntry]
    people: Mapping[MemberId, Member]


@dataclass(frozen=True, slots=True)
class Exporting:
    """Gives people what is kept about them."""

    uow: UnitOfWork
    clock: Clock

    async def ask(self, wish: Wish) -> None:
        """Asks for the file, which comes by direct message. Raises `export_asked_lately`."""
        now, member = self.clock.now(), wish.actor.member

        async def unit(tx: Transaction) -> None:
            await take(wish, tx)
            if not await tx.exports.ask(member.id, now, now - EXPORT_EVERY):
                raise DomainError(ErrorCode.EXPORT_ASKED_LATELY)
            await tx.outbox.enqueue(_export(member, wish.key))

        await self.uow.write(unit)

    async def kept_about(self, member: MemberId) -> Kept:
        """All that is kept about a member as it is now. Raises `not_found`."""

        async def unit(tx: Transaction) -> Kept:
            actor, blocked = await actor_of(tx, member), await tx.blocks.of(member)
            matches = await tx.matches.of_member(member, 0, MOST)
            met = {each.member for match in matches for each in match.members}
            return Kept(
                actor=actor,
                now=self.clock.now(),
                known_since=await tx.exports.known_since(member),
                blocked=blocked,
                recruitments=await tx.exports.recruitments(member, MOST),
                comments=await tx.exports.comments(member, MOST),
                applications=await tx.exports.applications(member, MOST),
                matches=matches,
                scores=await tx.exports.scores(member, MOST),
                people=await tx.members.of(met | blocked),
            )

        return await self.uow.read(unit)


def _export(member: Member, key: str) -> Delivery:
    return Delivery(
        key=f"export:{key}",
        kind=DeliveryKind.EXPORT,
        workspace_id=member.workspace_id,
        member=member.id,
        urgency=Urgency.NOTICE,
    )
