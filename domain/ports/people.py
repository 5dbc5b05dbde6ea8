"""Workspaces, their members, and who does not want to meet whom."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.model.ids import MemberId, WorkspaceId
from domain.model.people import DirectMessage, Member, MemberStatus, Workspace
from domain.ports.world import Profile
from domain.vocabulary import Language


class Workspaces(Protocol):
    """Slack teams."""

    async def get(self, workspace_id: WorkspaceId) -> Workspace:
        """The workspace of this id."""

    async def save(self, workspace: Workspace) -> None:
        """Keeps changed settings."""


class Members(Protocol):
    """People of a workspace."""

    async def get(self, member_id: MemberId) -> Member:
        """The member of this id. Raises `not_found`."""

    async def lock(self, member_id: MemberId) -> Member:
        """The member, locked until the transaction ends. Raises `not_found`."""

    async def of(self, member_ids: Collection[MemberId]) -> Mapping[MemberId, Member]:
        """The members of these ids."""

    async def find(self, workspace_id: WorkspaceId, slack_id: str) -> Member | None:
        """The member who is this Slack user, if known."""

    async def known(self, workspace_id: WorkspaceId, slack_ids: Collection[str]) -> Mapping[str, Member]:
        """Those of these Slack users who are members, by Slack's id."""

    async def admins(self, workspace_id: WorkspaceId) -> Sequence[Member]:
        """Those of the workspace who are admins and still here."""

    async def add(self, workspace_id: WorkspaceId, slack_id: str) -> Member:
        """A new member who is this Slack user; the one there is, if another transaction was faster."""

    async def prefer(
        self, member_id: MemberId, chosen_language: Language | None, muted: Collection[DirectMessage]
    ) -> None:
        """Keeps what a member chose."""

    async def learn(self, member_id: MemberId, profile: Profile) -> None:
        """Keeps what Slack says of a member."""

    async def set_status(self, member_id: MemberId, status: MemberStatus) -> None:
        """Marks a member as gone or back."""

    async def set_dm_channel(self, member_id: MemberId, channel_id: str) -> None:
        """Keeps the conversation between the bot and a member."""


class Blocks(Protocol):
    """Who does not want to meet whom. A block works both ways, and nobody is ever told of one."""

    async def of(self, member: MemberId) -> frozenset[MemberId]:
        """Whom the member has blocked."""

    async def replace(self, member: MemberId, blocked: Collection[MemberId], now: datetime) -> None:
        """Makes these, and nobody else, whom the member has blocked."""

    async def between(self, members: Collection[MemberId]) -> frozenset[tuple[MemberId, MemberId]]:
        """The pairs of these members, each the smaller number first, of whom one has blocked the other."""

    async def hidden_from(self, member: MemberId) -> frozenset[MemberId]:
        """Whom the member has blocked and who has blocked the member."""
