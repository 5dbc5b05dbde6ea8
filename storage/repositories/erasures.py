"""Erasing a person."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, and_, bindparam, delete, literal, or_, select, true, update

from domain.model.ids import MemberId
from domain.model.people import MemberStatus
from domain.model.recruitment import RecruitmentStatus
from domain.ports import ErasedComment, ErasedPost, Erasure
from storage.database import Bound
from storage.dialects import insert_new, machine_time, microseconds, per_dialect
from storage.tables import (
    application,
    block,
    comment,
    erasure,
    match,
    member,
    member_identity,
    message,
    offer,
    outbox,
    pacing,
    participation,
    recruitment,
    score_entry,
)

_FIRST = UUID(int=0)
_MEMBER: Any = bindparam("of_member")
_MOST: Any = bindparam("most")
_FOUND: Any = bindparam("found", expanding=True)

_ENTER = per_dialect(
    lambda dialect: insert_new(dialect, erasure).from_select(
        ["member_id", "dm_channel_id", "asked_at", "refreshed"],
        select(member_identity.c.member_id, member_identity.c.dm_channel_id, machine_time("now"), literal(0)).where(
            member_identity.c.member_id == _MEMBER
        ),
    )
)
_BEGIN: Sequence[Executable] = (
    delete(member_identity).where(member_identity.c.member_id == _MEMBER),
    delete(block).where(or_(block.c.blocker_id == _MEMBER, block.c.blocked_id == _MEMBER)),
    update(member)
    .where(member.c.id == _MEMBER)
    .values(
        status=MemberStatus.GONE, is_admin=False, language=None, chosen_language=None, muted=(), export_asked_at=None
    ),
)
_UNDER_WAY = (
    select(
        erasure.c.member_id,
        member.c.workspace_id,
        erasure.c.refreshed,
        (erasure.c.asked_at < machine_time("then")).label("settled"),
    )
    .join(member, member.c.id == erasure.c.member_id)
    .order_by(erasure.c.asked_at, erasure.c.member_id)
    .limit(_MOST)
)

_WORDY_POSTS = (
    select(recruitment.c.id)
    .where(
        recruitment.c.author_id == _MEMBER,
        recruitment.c.status != RecruitmentStatus.OPEN,
        or_(recruitment.c.title.is_not(None), recruitment.c.content.is_not(None)),
    )
    .order_by(recruitment.c.id)
    .limit(_MOST)
    .with_for_update()
)
_ERASE_POSTS: Sequence[Executable] = (
    update(recruitment).where(recruitment.c.id.in_(_FOUND)).values(title=None, content=None),
    update(match).where(match.c.recruitment_id.in_(_FOUND)).values(title=None),
)
_WORDY_COMMENTS = (
    select(comment.c.id).where(comment.c.member_id == _MEMBER, comment.c.content != "").limit(_MOST).with_for_update()
)
_ERASE_COMMENTS = update(comment).where(comment.c.id.in_(_FOUND)).values(content="")

_OWN = recruitment.c.author_id == _MEMBER
_SHOWS_NAMES = and_(recruitment.c.status == RecruitmentStatus.CONFIRMED, ~recruitment.c.anonymous)
_POSTS_SHOWING = (
    select(recruitment.c.id, recruitment.c.author_id, recruitment.c.anonymous)
    .join(participation, participation.c.recruitment_id == recruitment.c.id)
    .where(participation.c.member_id == _MEMBER, recruitment.c.id > bindparam("after"), or_(_OWN, _SHOWS_NAMES))
    .order_by(recruitment.c.id)
    .limit(_MOST)
)
_COMMENTS_OF = (
    select(comment.c.id, comment.c.recruitment_id, recruitment.c.author_id)
    .join(recruitment, recruitment.c.id == comment.c.recruitment_id)
    .where(comment.c.member_id == _MEMBER, comment.c.id > bindparam("after"))
    .order_by(comment.c.id)
    .limit(_MOST)
)
_REFRESHED = update(erasure).where(erasure.c.member_id == _MEMBER).values(refreshed=true())

_CONVERSATION = select(erasure.c.dm_channel_id, member.c.workspace_id).join(member).where(member.c.id == _MEMBER)
_KEYS = select(outbox.c.key).where(outbox.c.member_id == _MEMBER)
_MESSAGES = delete(message).where(message.c.key.in_(_FOUND))
_TALK: Sequence[Executable] = (
    delete(message).where(message.c.channel_id == bindparam("channel")),
    delete(pacing).where(pacing.c.workspace_id == bindparam("of_workspace"), pacing.c.channel == bindparam("channel")),
)
_WAITS = select(application.c.id).where(application.c.member_id == _MEMBER)
_DROP_WAITS: Sequence[Executable] = (
    delete(offer).where(offer.c.application_id.in_(_FOUND)),
    delete(application).where(application.c.id.in_(_FOUND)),
)
_FINISH: Sequence[Executable] = (
    delete(score_entry).where(score_entry.c.member_id == _MEMBER),
    delete(outbox).where(outbox.c.member_id == _MEMBER),
    delete(erasure).where(erasure.c.member_id == _MEMBER),
)


class SqlErasures:
    """Erasures. What they find by an id that nobody else has they lock in the order of these ids."""

    def __init__(self, bound: Bound) -> None:
        self._bound = bound
        self._connection = bound.connection

    async def begin(self, member: MemberId) -> None:
        """Deletes all that says who the member is, their settings and blocks; keeps that more is to be erased."""
        await self._connection.execute(_ENTER[self._bound.dialect], {"of_member": member, "now": self._bound.shift})
        await self._each(_BEGIN, of_member=member)

    async def under_way(self, settled_after: timedelta, limit: int) -> Sequence[Erasure]:
        """Erasures that haven't ended, the oldest first; settled after so much machine time."""
        then = self._bound.shift - microseconds(settled_after)
        rows = await self._connection.execute(_UNDER_WAY, {"then": then, "most": limit})
        return [Erasure(row.member_id, row.workspace_id, row.refreshed, bool(row.settled)) for row in rows]

    async def erase_posts(self, member: MemberId, limit: int) -> int:
        """Erases what the member wrote in some recruitments of theirs that have ended, and in their groups."""
        found = await self._found(_WORDY_POSTS, of_member=member, most=limit)
        if found:
            await self._each(_ERASE_POSTS, found=found)
        return len(found)

    async def erase_comments(self, member: MemberId, limit: int) -> int:
        """Erases what the member wrote in some comments; how many they were."""
        found = await self._found(_WORDY_COMMENTS, of_member=member, most=limit)
        if found:
            await self._connection.execute(_ERASE_COMMENTS, {"found": found})
        return len(found)

    async def posts_showing(self, member: MemberId, after: UUID | None, limit: int) -> Sequence[ErasedPost]:
        """Some recruitments whose messages may show the member or what they wrote, in the order of their ids."""
        page = {"of_member": member, "after": after or _FIRST, "most": limit}
        rows = await self._connection.execute(_POSTS_SHOWING, page)
        return [ErasedPost(row.id, row.author_id == member, not row.anonymous) for row in rows]

    async def comments_of(self, member: MemberId, after: UUID | None, limit: int) -> Sequence[ErasedComment]:
        """Some comments of the member, in the order of their ids."""
        page = {"of_member": member, "after": after or _FIRST, "most": limit}
        return [ErasedComment(*row) for row in await self._connection.execute(_COMMENTS_OF, page)]

    async def note_refreshed(self, member: MemberId) -> None:
        """Keeps that what is out in Slack was asked to be shown anew."""
        await self._connection.execute(_REFRESHED, {"of_member": member})

    async def finish(self, member: MemberId) -> None:
        """Deletes the member's points, waits, deliveries and where their messages are, and ends the erasure."""
        if waits := await self._found(_WAITS, of_member=member):
            await self._each(_DROP_WAITS, found=waits)
        if keys := await self._found(_KEYS, of_member=member):
            await self._connection.execute(_MESSAGES, {"found": keys})
        for channel, workspace in (await self._connection.execute(_CONVERSATION, {"of_member": member})).all():
            if channel is not None:
                await self._each(_TALK, channel=channel, of_workspace=workspace)
        await self._each(_FINISH, of_member=member)

    async def _found(self, statement: Executable, **parameters: Any) -> list[Any]:
        return list((await self._connection.execute(statement, parameters)).scalars())

    async def _each(self, statements: Sequence[Executable], **parameters: Any) -> None:
        for statement in statements:
            await self._connection.execute(statement, parameters)
