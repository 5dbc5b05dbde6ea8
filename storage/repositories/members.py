"""People of a workspace."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from domain.errors import DomainError, ErrorCode
from domain.model.ids import MemberId, WorkspaceId
from domain.model.people import SLACK_ID_LIMIT, DirectMessage, Member, MemberStatus
from domain.ports import Profile
from domain.vocabulary import Language
from storage.database import Bound
from storage.dialects import insert_new, machine_time, per_dialect
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
    member.c.chosen_language,
)
_ALL = select(*COLUMNS).select_from(
    member.outerjoin(member_identity, member_identity.c.member_id == member.c.id),
)
_OF = _ALL.where(member.c.id.in_(bindparam("ids", expanding=True)))
_FIND = _ALL.where(
    member_identity.c.workspace_id == bindparam("of_workspace"),
    member_identity.c.slack_id.in_(bindparam("of_slack_ids", expanding=True)),
)
_THIS = member.c.id == bindparam("of_id")
_LOCK = _ALL.where(_THIS).with_for_update()
_LEARN = update(member).where(_THIS).values(language=bindparam("speaks"), is_admin=bindparam("admin"))
_LEARN_STATUS = update(member).where(_THIS).values(status=bindparam("stands"))
_THEIRS = member_identity.c.member_id == bindparam("of_id")
_ADD = insert(member).values(status=MemberStatus.ACTIVE, is_admin=False, muted=(), created_at=machine_time("now"))
_IDENTIFY = per_dialect(lambda dialect: insert_new(dialect, member_identity))
_UNDO = delete(member).where(_THIS)
_PREFER = update(member).where(_THIS).values(chosen_language=bindparam("chosen"), muted=bindparam("unwanted"))
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

    async def lock(self, member_id: MemberId) -> Member:
        """The member, locked until the transaction ends. Raises `not_found`."""
        row = (await self._connection.execute(_LOCK, {"of_id": member_id})).one_or_none()
        if row is None:
            raise DomainError(ErrorCode.NOT_FOUND)
        return member_of(row)

    async def of(self, member_ids: Collection[MemberId]) -> Mapping[MemberId, Member]:
        """The members of these ids."""
        if not member_ids:
            return {}
        rows = await self._connection.execute(_OF, {"ids": list(member_ids)})
        return {found.id: found for found in map(member_of, rows)}

    async def find(self, workspace_id: WorkspaceId, slack_id: str) -> Member | None:
        """The member who is this Slack user, if known."""
        return (await self.known(workspace_id, [slack_id])).get(slack_id)

    async def known(self, workspace_id: WorkspaceId, slack_ids: Collection[str]) -> Mapping[str, Member]:
        """Those of these Slack users who are members, by Slack's id."""
        if not slack_ids:
            return {}
        rows = await self._connection.execute(_FIND, {"of_workspace": workspace_id, "of_slack_ids": list(slack_ids)})
        return {found.slack_id: found for found in map(member_of, rows) if found.slack_id is not None}

    async def add(self, workspace_id: WorkspaceId, slack_id: str) -> Member:
        """A new member who is this Slack user; the one there is, if another transaction was faster."""
        if len(slack_id) > SLACK_ID_LIMIT:
            # INSERT IGNORE would cut it off, and somebody else could be found by what is left.
            raise ValueError(f"a Slack id of {len(slack_id)} characters")
        added = await self._connection.execute(_ADD, {"workspace_id": workspace_id, "now": self._bound.shift})
        number = MemberId(added.lastrowid)
        identity = {"member_id": number, "workspace_id": workspace_id, "slack_id": slack_id}
        done = await self._connection.execute(_IDENTIFY[self._bound.dialect], identity)
        if done.rowcount == 1:
            return Member(number, workspace_id, slack_id)
        await self._connection.execute(_UNDO, {"of_id": number})
        return (await self.known(workspace_id, [slack_id]))[slack_id]

    async def prefer(
        self, member_id: MemberId, chosen_language: Language | None, muted: Collection[DirectMessage]
    ) -> None:
        """Keeps what a member chose."""
        await self._connection.execute(_PREFER, {"of_id": member_id, "chosen": chosen_language, "unwanted": muted})

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
    number, workspace_id, slack_id, display_name, language, is_admin, *rest = row[: len(COLUMNS)]
    status, muted, dm_channel_id, chosen_language = rest
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
        chosen_language=chosen_language,
    )
