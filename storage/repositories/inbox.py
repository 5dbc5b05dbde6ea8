"""What has been received."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Insert, bindparam, select

from domain.errors import MemberErased
from domain.model.ids import MemberId
from storage.database import Bound
from storage.dialects import Dialect, insert_new, machine_time, per_dialect
from storage.tables import inbox, member_identity

_ACCEPT = per_dialect(lambda dialect: insert_new(dialect, inbox).values(received_at=machine_time("now")))
_KEY = bindparam("key", type_=inbox.c.key.type)
# Accepted only while the member is known: one statement, for nearly everything that comes in is a wish.
_ACCEPT_FROM = per_dialect(
    lambda dialect: insert_new(dialect, inbox).from_select(
        ["key", "received_at"],
        select(_KEY, machine_time("now")).where(member_identity.c.member_id == bindparam("of_member")),
    )
)
_HAS = select(inbox.c.key).where(inbox.c.key == _KEY)

KEY_LIMIT = 191
"""Characters, as the column has them."""


class SqlInbox:
    """Every event, click and submission is taken once."""

    def __init__(self, bound: Bound) -> None:
        self._bound = bound

    async def accept(self, key: str) -> bool:
        """Whether the key is new. It is kept with the transaction's changes or not at all."""
        return await self._insert(_ACCEPT, key)

    async def accept_from(self, member: MemberId, key: str) -> bool:
        """The same of what a member wished. Raises `MemberErased` for one who is remembered, but not known any more."""
        if await self._insert(_ACCEPT_FROM, key, of_member=member):
            return True
        if (await self._bound.connection.execute(_HAS, {"key": key})).one_or_none() is None:
            raise MemberErased
        return False

    async def _insert(self, statement: Mapping[Dialect, Insert], key: str, **more: Any) -> bool:
        if len(key) > KEY_LIMIT:
            # INSERT IGNORE would cut it off, and two things received would be one.
            raise ValueError(f"an inbox key of {len(key)} characters")
        parameters = {"key": key, "now": self._bound.shift, **more}
        return (await self._bound.connection.execute(statement[self._bound.dialect], parameters)).rowcount == 1
