"""What people are shown of the matches they are in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain.errors import DomainError, ErrorCode
from domain.model.ids import MatchId, MemberId
from domain.model.match import Match
from domain.model.people import Actor, Member, Workspace
from domain.outbox import PostedMessage, match_key
from domain.ports import Transaction, UnitOfWork
from domain.use_cases.reading import Shown, shown_by_id, within
from domain.use_cases.telling import told_one_by_one

HISTORY_PAGE = 5
"""How many matches one page of the history shows."""


@dataclass(frozen=True, slots=True)
class GroupData:
    """A match with its people, and the recruitment it came from.

    `posted` is the message in the group's conversation, where it has one.
    """

    match: Match
    workspace: Workspace
    people: Mapping[MemberId, Member]
    origin: Shown | None = None
    posted: PostedMessage | None = None


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """One page of a member's matches, newest first; `total` in all, the first of the page after `offset` others."""

    offset: int
    total: int
    items: Sequence[GroupData] = ()


@dataclass(frozen=True, slots=True)
class Meetings:
    """Reads for views; changes nothing and waits for no writer."""

    uow: UnitOfWork

    async def group(self, match_id: MatchId) -> GroupData:
        """A match and everything its message says. Raises `not_found`."""

        async def unit(tx: Transaction) -> GroupData:
            return await _group(tx, await tx.matches.get(match_id))

        return await self.uow.read(unit)

    async def calendar(self, token: str) -> GroupData:
        """The match whose calendar entry a token opens. Raises `not_found`."""

        async def unit(tx: Transaction) -> GroupData:
            match = await tx.matches.of_calendar(token)
            if match is None:
                raise DomainError(ErrorCode.NOT_FOUND)
            return await _group(tx, match)

        return await self.uow.read(unit)

    async def history(self, actor: Actor, offset: int = 0) -> HistoryPage:
        """A page of the member's matches; past the end, the last page there is."""

        async def unit(tx: Transaction) -> HistoryPage:
            total = await tx.matches.count_of(actor.member.id)
            first = within(offset, HISTORY_PAGE, total)
            found = await tx.matches.of_member(actor.member.id, first, HISTORY_PAGE)
            return HistoryPage(first, total, await _groups(tx, actor.workspace, found))

        return await self.uow.read(unit)


async def _group(tx: Transaction, match: Match) -> GroupData:
    workspace = await tx.workspaces.get(match.workspace_id)
    (group,) = await _groups(tx, workspace, [match])
    return replace(group, origin=await shown_by_id(tx, match.recruitment_id))


async def _groups(tx: Transaction, workspace: Workspace, matches: Sequence[Match]) -> Sequence[GroupData]:
    """The matches with their people and messages: two statements, however many there are."""
    if not matches:
        return ()
    people = await tx.members.of({each.member for match in matches for each in match.members})
    posted = await tx.outbox.posted(*(match_key(each.id, each.revision) for each in matches))
    groups = (
        GroupData(each, workspace, people, None, posted.get(match_key(each.id, each.revision))) for each in matches
    )
    return tuple(_with_its_own(group) for group in groups)


def _with_its_own(group: GroupData) -> GroupData:
    """Without the message of a group that was told one by one: it is in nobody's conversation but one member's."""
    apart = group.posted is not None and told_one_by_one(group.posted, group.people.values())
    return replace(group, posted=None) if apart else group
