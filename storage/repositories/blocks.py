"""Who does not want to meet whom."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, delete, not_, or_, select, union

from domain.model.ids import MemberId
from storage.database import Bound
from storage.dialects import insert_new, per_dialect, there_is
from storage.tables import block, participation, recruitment

_BY = block.c.blocker_id == bindparam("of_member")
_OF = select(block.c.blocked_id).where(_BY)
_OTHERS = delete(block).where(_BY, block.c.blocked_id.not_in(bindparam("blocked", expanding=True)))
_ADD = per_dialect(lambda dialect: insert_new(dialect, block))
_AMONG: BindParameter[MemberId] = bindparam("among", expanding=True)
_BETWEEN = select(block.c.blocker_id, block.c.blocked_id).where(
    block.c.blocker_id.in_(_AMONG), block.c.blocked_id.in_(_AMONG)
)
_HIDDEN = union(_OF, select(block.c.blocker_id).where(block.c.blocked_id == bindparam("of_member")))


class SqlBlocks:
    """Blocks. One-way as they are kept, two-way in effect."""

    def __init__(self, bound: Bound) -> None:
        self._bound = bound
        self._connection = bound.connection

    async def of(self, member: MemberId) -> frozenset[MemberId]:
        """Whom the member has blocked."""
        return frozenset((await self._connection.execute(_OF, {"of_member": member})).scalars())

    async def replace(self, member: MemberId, blocked: Collection[MemberId], now: datetime) -> None:
        """Makes these, and nobody else, whom the member has blocked. A block that stays keeps its date."""
        await self._connection.execute(_OTHERS, {"of_member": member, "blocked": list(blocked)})
        rows = [{"blocker_id": member, "blocked_id": each, "created_at": now} for each in sorted(blocked)]
        if rows:
            await self._connection.execute(_ADD[self._bound.dialect], rows)

    async def between(self, members: Collection[MemberId]) -> frozenset[tuple[MemberId, MemberId]]:
        """The pairs of these members, each the smaller number first, of whom one has blocked the other."""
        if len(members) < 2:  # noqa: PLR2004 a pair
            return frozenset()
        rows = await self._connection.execute(_BETWEEN, {"among": list(members)})
        return frozenset((min(one, other), max(one, other)) for one, other in rows)

    async def hidden_from(self, member: MemberId) -> frozenset[MemberId]:
        """Whom the member has blocked and who has blocked the member."""
        return frozenset((await self._connection.execute(_HIDDEN, {"of_member": member})).scalars())


def shows_to_member() -> ColumnElement[bool]:
    """A recruitment that no block hides from `:of_member`, as `Recruitments.open_for` has it.

    Both ways are looked up by the primary key of `block`, so that no other index is needed.
    """
    viewer: BindParameter[MemberId] = bindparam("of_member")
    by_viewer = and_(block.c.blocker_id == viewer, block.c.blocked_id == recruitment.c.author_id)
    by_author = and_(block.c.blocker_id == recruitment.c.author_id, block.c.blocked_id == viewer)
    blocked = or_(*(there_is(select(block.c.blocker_id).where(way)) for way in (by_viewer, by_author)))
    theirs = select(participation.c.member_id).where(
        participation.c.recruitment_id == recruitment.c.id, participation.c.member_id == viewer
    )
    return or_(recruitment.c.anonymous, not_(blocked), there_is(theirs.correlate(recruitment)))
