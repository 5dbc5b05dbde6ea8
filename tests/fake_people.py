"""Who is kept, as dictionaries: workspaces, members and their blocks. Part of `tests.fake_tables`."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from domain.errors import DomainError, ErrorCode
from domain.model.ids import MemberId, WorkspaceId
from domain.model.people import DirectMessage, Member, MemberStatus, Workspace
from domain.ports import Profile
from domain.vocabulary import Language

K = TypeVar("K")
V = TypeVar("V")


def found(rows: Mapping[K, V], key: K) -> V:
    if key not in rows:
        raise DomainError(ErrorCode.NOT_FOUND)
    return rows[key]


class Workspaces(dict[WorkspaceId, Workspace]):
    async def get(self, workspace_id: WorkspaceId) -> Workspace:  # type: ignore[override]
        return found(self, workspace_id)

    async def save(self, workspace: Workspace) -> None:
        self[workspace.id] = workspace


class Members(dict[MemberId, Member]):
    async def get(self, member_id: MemberId) -> Member:  # type: ignore[override]
        return found(self, member_id)

    async def lock(self, member_id: MemberId) -> Member:
        return found(self, member_id)

    async def of(self, member_ids: Collection[MemberId]) -> Mapping[MemberId, Member]:
        return {each: self[each] for each in member_ids if each in self}

    async def find(self, workspace_id: WorkspaceId, slack_id: str) -> Member | None:
        return (await self.known(workspace_id, [slack_id])).get(slack_id)

    async def known(self, workspace_id: WorkspaceId, slack_ids: Collection[str]) -> Mapping[str, Member]:
        here = [one for one in self.values() if one.workspace_id == workspace_id]
        return {one.slack_id: one for one in here if one.slack_id is not None and one.slack_id in slack_ids}

    async def admins(self, workspace_id: WorkspaceId) -> Sequence[Member]:
        here = [one for one in self.values() if one.workspace_id == workspace_id]
        return [one for one in here if one.is_admin and one.status is MemberStatus.ACTIVE]

    async def add(self, workspace_id: WorkspaceId, slack_id: str) -> Member:
        assert await self.find(workspace_id, slack_id) is None, "who is known is not added"
        new = Member(MemberId(max(self, default=0) + 1), workspace_id, slack_id)
        self[new.id] = new
        return new

    async def prefer(
        self, member_id: MemberId, chosen_language: Language | None, muted: Collection[DirectMessage]
    ) -> None:
        before = found(self, member_id)
        self[member_id] = replace(before, chosen_language=chosen_language, muted=frozenset(muted))

    async def learn(self, member_id: MemberId, profile: Profile) -> None:
        self[member_id] = replace(
            found(self, member_id),
            display_name=profile.display_name,
            language=profile.language,
            is_admin=profile.is_admin,
        )

    async def set_status(self, member_id: MemberId, status: MemberStatus) -> None:
        self[member_id] = replace(found(self, member_id), status=status)

    async def set_dm_channel(self, member_id: MemberId, channel_id: str) -> None:
        self[member_id] = replace(found(self, member_id), dm_channel_id=channel_id)


class Blocks(dict[tuple[MemberId, MemberId], datetime]):
    """Since when one has blocked the other."""

    async def of(self, member: MemberId) -> frozenset[MemberId]:
        return frozenset(other for blocker, other in self if blocker == member)

    async def replace(self, member: MemberId, blocked: Collection[MemberId], now: datetime) -> None:
        for other in await self.of(member) - set(blocked):
            del self[member, other]
        for other in blocked:
            self.setdefault((member, other), now)

    async def between(self, members: Collection[MemberId]) -> frozenset[tuple[MemberId, MemberId]]:
        return frozenset((min(pair), max(pair)) for pair in self if set(pair) <= set(members))

    async def hidden_from(self, member: MemberId) -> frozenset[MemberId]:
        return await self.of(member) | {blocker for blocker, other in self if other == member}
