"""What people are shown of the random pool: everything a view needs, read in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.errors import DomainError, ErrorCode
from domain.model.application import Application, ApplicationStatus
from domain.model.ids import ApplicationId, RecruitmentId, WorkspaceId
from domain.model.match import Match
from domain.model.people import Actor, Workspace
from domain.outbox import PostedMessage, match_key
from domain.pool import PoolRef
from domain.ports import Clock, Transaction, UnitOfWork
from domain.use_cases.offering import SHOWN_AT_ONCE, fitting, may_be_offered
from domain.use_cases.reading import Shown, actor_of, shown_by_id, shown_of
from domain.vocabulary import Category

_OFFERED_IN = frozenset({ApplicationStatus.WAITING, ApplicationStatus.EXPIRED})
"""In which states open recruitments that fit are a next step."""


@dataclass(frozen=True, slots=True)
class Wait:
    """An application as it stands.

    `others` is how many others wait; `posts` are open recruitments that fit. Of a matched one, `match` is what became
    of the group and `conversation` its message, once it is posted. `joined` is the recruitment whose joining ended it.
    """

    application: Application
    actor: Actor
    others: int
    posts: Sequence[Shown] = ()
    match: Match | None = None
    conversation: PostedMessage | None = None
    joined: Shown | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a member stands, meals first: what waits, what led to a meeting still ahead, and what one tap applies with.

    `at_hand` are the last choices in categories that the member neither waits in nor meets in.
    """

    waits: Sequence[Wait] = ()
    matched: Sequence[Wait] = ()
    at_hand: Sequence[Application] = ()


@dataclass(frozen=True, slots=True)
class BoardData:
    """What the channel is told: how many wait, and whether this message is the one that says so."""

    workspace: Workspace
    category: Category
    waiting: int
    is_out: bool


@dataclass(frozen=True, slots=True)
class PoolReading:
    """Reads for views; changes nothing and waits for no writer."""

    uow: UnitOfWork
    clock: Clock

    async def wait(self, application_id: ApplicationId, actor: Actor | None = None) -> Wait:
        """One application. With an actor, only theirs. Raises `not_found`."""

        async def unit(tx: Transaction) -> Wait:
            found = await tx.applications.get(application_id)
            if actor is not None and found.member != actor.member.id:
                raise DomainError(ErrorCode.NOT_FOUND)
            return await self._wait(tx, found, actor or await actor_of(tx, found.member))

        return await self.uow.read(unit)

    async def waits(self, actor: Actor) -> Sequence[Wait]:
        """What the member has waiting, meals first."""

        async def unit(tx: Transaction) -> Sequence[Wait]:
            return [await self._wait(tx, one, actor) for one in await tx.applications.waiting_of(actor.member.id)]

        return await self.uow.read(unit)

    async def standing(self, actor: Actor) -> Standing:
        """Everything that the pool has of the member, and for them."""

        async def unit(tx: Transaction) -> Standing:
            waits = [await self._wait(tx, one, actor) for one in await tx.applications.waiting_of(actor.member.id)]
            taken = {wait.application.category for wait in waits}
            free = [each for each in Category if each not in taken]
            lasts = [await tx.applications.last_of(actor.member.id, each) for each in free]
            ended = {one: await self._meets(tx, one) for one in lasts if one is not None}
            matched = [await self._wait(tx, one, actor) for one, meets in ended.items() if meets]
            return Standing(waits, matched, [one for one, meets in ended.items() if not meets])

        return await self.uow.read(unit)

    async def still_offered(self, application_id: ApplicationId, recruitment_id: RecruitmentId) -> bool:
        """Whether who was to be offered a recruitment still waits, and may still be offered it."""

        async def unit(tx: Transaction) -> bool:
            found = await tx.applications.get(application_id)
            post = await tx.recruitments.get(recruitment_id)
            blocked = await tx.blocks.between([found.member, post.author])
            return found.is_waiting and may_be_offered(found, post, blocked, self.clock.now())

        return await self.uow.read(unit)

    async def last(self, actor: Actor, category: Category) -> Application | None:
        """The member's newest application in the category: where the next one's defaults come from."""
        return await self.uow.read(lambda tx: tx.applications.last_of(actor.member.id, category))

    async def counts(self, workspace_id: WorkspaceId) -> Mapping[Category, int]:
        """How many wait in each category: everybody, whoever asks."""

        async def unit(tx: Transaction) -> Mapping[Category, int]:
            return {each: await tx.applications.count_waiting(PoolRef(workspace_id, each)) for each in Category}

        return await self.uow.read(unit)

    async def board(self, ref: PoolRef, key: str) -> BoardData:
        """What the channel's message of a key is to say."""

        async def unit(tx: Transaction) -> BoardData:
            workspace = await tx.workspaces.get(ref.workspace_id)
            is_out = await tx.pools.board(ref) == key
            return BoardData(workspace, ref.category, await tx.applications.count_waiting(ref), is_out)

        return await self.uow.read(unit)

    async def _meets(self, tx: Transaction, one: Application) -> bool:
        """Whether it led to a meeting that is still ahead of its member."""
        if one.match_id is None:
            return False
        match = await tx.matches.get(one.match_id)
        return match.is_ahead(self.clock.now()) and one.member in match.coming

    async def _wait(self, tx: Transaction, found: Application, actor: Actor) -> Wait:
        ref = PoolRef.of(found)
        others = await tx.applications.count_waiting(ref) - (1 if found.is_waiting else 0)
        posts = await fitting(tx, found, self.clock.now()) if found.status in _OFFERED_IN else ()
        match = None if found.match_id is None else await tx.matches.get(found.match_id)
        return Wait(
            application=found,
            actor=actor,
            others=others,
            posts=await shown_of(tx, posts[:SHOWN_AT_ONCE]),
            match=match,
            conversation=None if match is None else await _conversation(tx, match),
            joined=await shown_by_id(tx, found.joined),
        )


async def _conversation(tx: Transaction, match: Match) -> PostedMessage | None:
    key = match_key(match.id, match.revision)
    return (await tx.outbox.posted(key)).get(key)
