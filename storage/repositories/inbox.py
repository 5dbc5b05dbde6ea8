"""What has been received."""

from storage.database import Bound
from storage.dialects import insert_new, machine_time, per_dialect
from storage.tables import inbox

_ACCEPT = per_dialect(lambda dialect: insert_new(dialect, inbox).values(received_at=machine_time("now")))
KEY_LIMIT = 191
"""Characters, as the column has them."""


class SqlInbox:
    """Every event, click and submission is taken once."""

    def __init__(self, bound: Bound) -> None:
        self._bound = bound

    async def accept(self, key: str) -> bool:
        """Whether the key is new. It is kept with the transaction's changes or not at all."""
        if len(key) > KEY_LIMIT:
            # INSERT IGNORE would cut it off, and two things received would be one.
            raise ValueError(f"an inbox key of {len(key)} characters")
        result = await self._bound.connection.execute(
            _ACCEPT[self._bound.dialect], {"key": key, "now": self._bound.shift}
        )
        return result.rowcount == 1
