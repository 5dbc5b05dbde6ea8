"""Units of work: everything one of them reads and writes, in one database transaction."""

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from domain.pool import Applications, Pools
from domain.ports.erasing import Erasures
from domain.ports.exporting import Exports
from domain.ports.keeping import Inbox, Outbox, Timers
from domain.ports.meeting import Comments, Matches, Recruitments
from domain.ports.people import Blocks, Members, Workspaces

T = TypeVar("T")


class DatabaseUnavailable(Exception):  # noqa: N818 it says what is, as the refusals do
    """The database did not answer within a unit's budget. The unit may still have been committed."""


class Transaction(Protocol):
    """Everything one unit of work reads and writes, in one database transaction."""

    @property
    def inbox(self) -> Inbox:
        """What has been received."""

    @property
    def workspaces(self) -> Workspaces:
        """Slack teams."""

    @property
    def members(self) -> Members:
        """People."""

    @property
    def blocks(self) -> Blocks:
        """Who does not want to meet whom."""

    @property
    def recruitments(self) -> Recruitments:
        """Recruitments."""

    @property
    def matches(self) -> Matches:
        """Matches."""

    @property
    def applications(self) -> Applications:
        """Applications in the random pool."""

    @property
    def pools(self) -> Pools:
        """The random pools themselves."""

    @property
    def comments(self) -> Comments:
        """Comments."""

    @property
    def erasures(self) -> Erasures:
        """Erasing people."""

    @property
    def exports(self) -> Exports:
        """What is kept about one person."""

    @property
    def timers(self) -> Timers:
        """What falls due."""

    @property
    def outbox(self) -> Outbox:
        """What Slack must hear."""


class UnitOfWork(Protocol):
    """Runs units of work."""

    async def write(self, unit: Callable[[Transaction], Awaitable[T]]) -> T:
        """Runs a unit that changes something, and wakes the local deliveries once it is committed."""

    async def read(self, unit: Callable[[Transaction], Awaitable[T]]) -> T:
        """Runs a unit that only reads; it waits for no writer."""
