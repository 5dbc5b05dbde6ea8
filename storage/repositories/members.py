"""People of a workspace."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from domain.errors import DomainError, ErrorCode
from domain.model.ids import MemberId, WorkspaceId
from domain.model.people import Member, MemberStatus
from domain.ports import Profile
from storage.database import Bound
from storage.dialects import machine_time
from storage.tables import member, member_identity

COLUMNS = (
    member.c.id,
    member.c.workspace_id,
    member_identity.c.slack_id,
    member_identity.c.display_name,
    member.c.language,
    member.c.is_admin,
    member.c.status,
    member.c.muted,
    member_identity.c.dm_channel_id,
)
_ALL = select(*COLUMNS).select_from(
    member.outerjoin(member_identity, member_identity.c.member_id == member.c.id),
)
_OF = _ALL.where(member.c.id.in_(bindparam("ids", expanding=True)))
_FIND = _ALL.where(
    member_identity.c.workspace_id == bindparam("of_workspace"), member_identity.c.slack_id == bindparam("of_slack_id")
)
_THIS = member.c.id == bindparam("of_id")
_LEARN = update(member).where(_THIS).values(language=bindparam("speaks"), is_admin=bindparam("admin"))
_LEARN_STATUS = update(member).where(_THIS).values(status=bindparam("stands"))
_THEIRS = member_identity.c.member_id == bindparam("of_id")
_ADD = insert(member).values(status=MemberStatus.ACTIVE, is_admin=False, muted=(), created_at=machine_time("now"))
_IDENTIFY = insert(member_identity)
_NAME = update(member_identity).where(_THEIRS).values(display_name=bindparam("called"))
_DM = update(member_identity).where(_THEIRS).values(dm_channel_id=bindparam("channel"))


class SqlMembers:
    """Members, with what says who they are while it has not been erased."""

    def __init__(self, bound: Bound) -> None:
        self._bound = bound
        self._connection = bound.connection

    async def get(self, member_id: MemberId) -> Member:
        """The member of this id. Raises `not_found`."""
        found = await self.of([member_id])
        if member_id not in found:
            raise DomainError(ErrorCode.NOT_FOUND)
        return found[member_id]

    async def of(self, member_ids: Collection[MemberId]) -> Mapping[MemberId, Member]:
        """The members of these ids."""
        if not member_ids:
            return {}
        rows = await self._connection.execute(_OF, {"ids": list(member_ids)})
        return {found.id: found for found in map(member_of, rows)}

    async def find(self, workspace_id: WorkspaceId, slack_id: str) -> Member | None:
        """The member who is this Slack user, if known."""
        rows = await self._connection.execute(_FIND, {"of_workspace": workspace_id, "of_slack_id": slack_id})
        row = rows.one_or_none()
        return None if row is None else member_of(row)

    async def add(self, workspace_id: WorkspaceId, slack_id: str) -> Member:
        """Adds somebody new. Raises `IntegrityError` when this Slack user is a member already."""
        added = await self._connection.execute(_ADD, {"workspace_id": workspace_id, "now": self._bound.shift})
        number = MemberId(added.lastrowid)
        identity = {"member_id": number, "workspace_id": workspace_id, "slack_id": slack_id}
        await self._connection.execute(_IDENTIFY, identity)
        return Member(number, workspace_id, slack_id)

    async def learn(self, member_id: MemberId, profile: Profile) -> None:
        """Keeps what Slack says of a member."""
        learnt = {"of_id": member_id, "speaks": profile.language, "admin": profile.is_admin}
        await self._connection.execute(_LEARN, learnt)
        await self.set_status(member_id, MemberStatus.GONE if profile.is_gone else MemberStatus.ACTIVE)
        await self._connection.execute(_NAME, {"of_id": member_id, "called": profile.display_name})

    async def set_status(self, member_id: MemberId, status: MemberStatus) -> None:
        """Marks a member as gone or back."""
        await self._connection.execute(_LEARN_STATUS, {"of_id": member_id, "stands": status})

    async def set_dm_channel(self, member_id: MemberId, channel_id: str) -> None:
        """Keeps the conversation between the bot and a member."""
        await self._connection.execute(_DM, {"of_id": member_id, "channel": channel_id})


def member_of(row: Sequence[Any]) -> Member:
    """The member in a row whose first columns are `COLUMNS`."""
    number, workspace_id, slack_id, display_name, language, is_admin, status, muted, dm_channel_id = row[: len(COLUMNS)]
    return Member(
        id=MemberId(number),
        workspace_id=WorkspaceId(workspace_id),
        slack_id=slack_id,
        display_name=display_name,
        language=language,
        is_admin=is_admin,
        status=status,
        muted=frozenset(muted),
        dm_channel_id=dm_channel_id,
    )
