"""The time of the machine."""

from datetime import UTC, datetime


class SystemClock:
    """The domain's clock outside of the playground: the machine's."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)
