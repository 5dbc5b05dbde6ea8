"""Erasing a person: what is known of them, what they wrote, and what says where they can be reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple, Protocol
from uuid import UUID

from domain.model.ids import CommentId, MemberId, RecruitmentId, WorkspaceId


@dataclass(frozen=True, slots=True)
class Erasure:
    """An erasure under way.

    `refreshed` says that all that is out in Slack was asked to be shown anew; `settled` that it began so long ago that
    nobody is at work for the member any more.
    """

    member: MemberId
    workspace_id: WorkspaceId
    refreshed: bool
    settled: bool


class ErasedPost(NamedTuple):
    """A recruitment that shows the member: `own` is one of theirs, `is_named` one that shows names."""

    id: RecruitmentId
    own: bool
    is_named: bool


class ErasedComment(NamedTuple):
    """A comment of the member's, and whose recruitment it is on."""

    id: CommentId
    recruitment_id: RecruitmentId
    author: MemberId


class Erasures(Protocol):
    """What erasing a member does to what is kept. Doing any of it again changes nothing."""

    async def begin(self, member: MemberId) -> None:
        """Deletes all that says who the member is, their settings and blocks; keeps that more is to be erased."""

    async def under_way(self, settled_after: timedelta, limit: int) -> Sequence[Erasure]:
        """Erasures that haven't ended, the oldest first; settled after so much machine time."""

    async def erase_posts(self, member: MemberId, limit: int) -> int:
        """Erases what the member wrote in some recruitments of theirs that have ended, and in their groups.

        How many they were; nothing means that none is left.
        """

    async def erase_comments(self, member: MemberId, limit: int) -> int:
        """Erases what the member wrote in some comments; how many they were."""

    async def posts_showing(self, member: MemberId, after: UUID | None, limit: int) -> Sequence[ErasedPost]:
        """Some recruitments whose messages may show the member or what they wrote, in the order of their ids."""

    async def comments_of(self, member: MemberId, after: UUID | None, limit: int) -> Sequence[ErasedComment]:
        """Some comments of the member, in the order of their ids."""

    async def note_refreshed(self, member: MemberId) -> None:
        """Keeps that what is out in Slack was asked to be shown anew."""

    async def finish(self, member: MemberId) -> None:
        """Deletes the member's points, waits, deliveries and where their messages are, and ends the erasure."""
