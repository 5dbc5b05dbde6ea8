"""What people are shown: everything a view needs, read in one go."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from domain.errors import DomainError, ErrorCode
from domain.model.comment import Comment
from domain.model.ids import MemberId, RecruitmentId, WorkspaceId
from domain.model.match import Match
from domain.model.people import Actor, Member, Workspace
from domain.model.recruitment import Recruitment, RecruitmentStatus
from domain.outbox import PostedMessage, card_key
from domain.ports import Clock, Listing, Transaction, UnitOfWork
from domain.vocabulary import Category


@dataclass(frozen=True, slots=True)
class Shown:
    """A recruitment as it stands, who is in it, and where its message is.

    `match` is the group of a confirmed one that was read by itself: some of it may have dropped out again.
    """

    recruitment: Recruitment
    workspace: Workspace
    people: Mapping[MemberId, Member]
    posted: PostedMessage | None = None
    match: Match | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of open recruitments, of `total` in all."""

    listing: Listing
    total: int
    items: Sequence[Shown] = ()


@dataclass(frozen=True, slots=True)
class HomeData:
    """What a member's App Home shows: `mine` first, then open ones of others."""

    actor: Actor
    mine: Sequence[Shown]
    open: Sequence[Shown]
    total_open: int


@dataclass(frozen=True, slots=True)
class CommentData:
    """A comment and the recruitment it is about."""

    comment: Comment
    about: Shown


HOME_OPEN = 5
"""How many open recruitments of others the App Home shows."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads for views; changes nothing and waits for no writer."""

    uow: UnitOfWork
    clock: Clock

    async def recruitment(self, recruitment_id: RecruitmentId, actor: Actor | None = None) -> Shown:
        """One recruitment. With an actor, only of their workspace. Raises `not_found`."""

        async def unit(tx: Transaction) -> Shown:
            found = await tx.recruitments.get(recruitment_id)
            if actor is not None and found.workspace_id != actor.workspace.id:
                raise DomainError(ErrorCode.NOT_FOUND)
            (shown,) = await shown_of(tx, [found])
            confirmed = found.status is RecruitmentStatus.CONFIRMED
            return replace(shown, match=await tx.matches.of_recruitment(found.id)) if confirmed else shown

        return await self.uow.read(unit)

    async def page(self, actor: Actor, listing: Listing) -> Page:
        """A page of the list; past the end, the last page there is."""

        async def unit(tx: Transaction) -> Page:
            now, viewer = self.clock.now(), actor.member
            total = await tx.recruitments.count_open_for(viewer, listing, now)
            begun = replace(listing, offset=within(listing.offset, listing.limit, total))
            found = await tx.recruitments.open_for(viewer, begun, now)
            return Page(begun, total, await shown_of(tx, found))

        return await self.uow.read(unit)

    async def home(self, actor: Actor) -> HomeData:
        """What the member's App Home shows."""

        async def unit(tx: Transaction) -> HomeData:
            now = self.clock.now()
            mine = await tx.recruitments.of_member(actor.member.id, now)
            listing = Listing(limit=len(mine) + HOME_OPEN)
            others = await tx.recruitments.open_for(actor.member, listing, now)
            known = {each.id for each in mine}
            open_ones = [each for each in others if each.id not in known][:HOME_OPEN]
            total = await tx.recruitments.count_open_for(actor.member, listing, now)
            return HomeData(actor, await shown_of(tx, mine), await shown_of(tx, open_ones), total)

        return await self.uow.read(unit)

    async def my_open_posts(self, actor: Actor) -> Sequence[Shown]:
        """Open recruitments that the member is the author of, soonest first."""

        async def unit(tx: Transaction) -> Sequence[Shown]:
            mine = await tx.recruitments.of_member(actor.member.id, self.clock.now())
            return await shown_of(tx, [each for each in mine if each.is_open and each.author == actor.member.id])

        return await self.uow.read(unit)

    async def last_post(self, actor: Actor, category: Category) -> Recruitment | None:
        """The member's newest recruitment of the category: where the next one's defaults come from."""
        return await self.uow.read(lambda tx: tx.recruitments.last_by(actor.member.id, category))

    async def comment(self, comment_id: UUID) -> CommentData:
        """A comment and what it is about. Raises `not_found`."""

        async def unit(tx: Transaction) -> CommentData:
            comment = await tx.comments.get(comment_id)
            about = await shown_of(tx, [await tx.recruitments.get(comment.recruitment_id)])
            return CommentData(comment, about[0])

        return await self.uow.read(unit)

    async def member(self, member_id: MemberId) -> Actor:
        """A member and their workspace. Raises `not_found`."""
        return await self.uow.read(lambda tx: actor_of(tx, member_id))

    async def deaths(self, workspace_id: WorkspaceId, since: datetime, until: datetime) -> int:
        """How many deliveries of a workspace were given up in a span, and are dead still."""
        found = await self.uow.read(lambda tx: tx.outbox.deaths(since, until))
        return sum(each.count for each in found if each.workspace_id == workspace_id)

    async def workspace(self, workspace_id: WorkspaceId) -> Workspace:
        """A workspace."""
        return await self.uow.read(lambda tx: tx.workspaces.get(workspace_id))


def within(offset: int, limit: int, total: int) -> int:
    """Where a page begins; past the end, where the last one does."""
    last_page = max(0, (total - 1) // limit * limit)
    return min(max(0, offset), last_page)


async def actor_of(tx: Transaction, member_id: MemberId) -> Actor:
    """A member and their workspace. Raises `not_found`."""
    member = await tx.members.get(member_id)
    return Actor(await tx.workspaces.get(member.workspace_id), member)


async def shown_by_id(tx: Transaction, recruitment_id: RecruitmentId | None) -> Shown | None:
    """What an optional reference to a recruitment shows."""
    if recruitment_id is None:
        return None
    (shown,) = await shown_of(tx, [await tx.recruitments.get(recruitment_id)])
    return shown


async def shown_of(tx: Transaction, recruitments: Sequence[Recruitment]) -> Sequence[Shown]:
    """The recruitments with their people and messages: three statements, however many there are."""
    if not recruitments:
        return ()
    people = await tx.members.of(_everybody(recruitments))
    posted = await tx.outbox.posted(*(card_key(each.id) for each in recruitments))
    workspace = await tx.workspaces.get(recruitments[0].workspace_id)
    return tuple(Shown(each, workspace, people, posted.get(card_key(each.id))) for each in recruitments)


def _everybody(recruitments: Iterable[Recruitment]) -> set[MemberId]:
    return {seat.member for each in recruitments for seat in (*each.participants, *each.waitlist)} | {
        each.author for each in recruitments
    }
