"""Where a process's deliveries wait for their turn at one paced method: whoever is most urgent when it comes has it."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count

from domain.model.ids import WorkspaceId
from domain.outbox import Rank
from infra.delivery.rates import Pace

_LONGEST_WAIT = 2
"""How many times its patience a delivery is overtaken before it is put back, so that its lease outlasts the wait."""

_ENTRIES = count()


class Busy(Exception):  # noqa: N818 - a state of affairs, not a fault
    """It isn't this delivery's turn for a while: `wait` seconds at least. `lane` is what it has to wait for."""

    def __init__(self, lane: str, wait: float = 0.0) -> None:
        super().__init__(f"paced, {wait:.1f} s")
        self.lane = lane
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Paced:
    """What has one pace: a workspace's calls of a method, where the pace is a channel's in one channel."""

    workspace_id: WorkspaceId
    method: str
    channel: str

    @property
    def lane(self) -> str:
        """What deliveries are put back for."""
        return f"{self.method} {self.channel}" if self.channel else self.method


@dataclass(slots=True, eq=False)
class Ticket:
    """One delivery that waits, until `until` at most. `called` ends its wait, or says why it is in vain."""

    place: tuple[Rank, int]
    until: float
    called: asyncio.Future[None]

    def call(self, error: Exception | None = None) -> None:
        """It is its turn; or with an error, it is not."""
        if self.called.done():
            return
        if error is None:
            self.called.set_result(None)
        else:
            self.called.set_exception(error)


@dataclass(slots=True, eq=False)
class Gate:
    """Those who wait for one pace. Nobody goes before `opens_at`."""

    paced: Paced
    pace: Pace
    opens_at: float = 0.0
    tickets: list[Ticket] = field(default_factory=list)
    serving: asyncio.Task[None] | None = None

    def expected(self, now: float) -> float:
        """Seconds that somebody who comes now would wait, if nobody more urgent came."""
        return max(0.0, self.opens_at - now) + len(self.tickets) * self.pace.interval

    def is_closed(self, now: float) -> bool:
        """Whether nobody can go for longer than it is worth waiting here."""
        return self.opens_at - now > self.pace.patience

    def is_idle(self, now: float) -> bool:
        """Whether there is nothing to remember."""
        return not self.tickets and self.opens_at <= now

    def enter(self, rank: Rank, now: float) -> Ticket:
        """Begins to wait."""
        until = now + _LONGEST_WAIT * self.pace.patience
        ticket = Ticket((rank, next(_ENTRIES)), until, asyncio.get_running_loop().create_future())
        self.tickets.append(ticket)
        return ticket

    def leave(self, ticket: Ticket) -> None:
        """Waits no more."""
        if ticket in self.tickets:
            self.tickets.remove(ticket)

    def call_next(self) -> None:
        """The most urgent one has the turn that has come."""
        if self.tickets:
            first = min(self.tickets, key=lambda ticket: ticket.place)
            self.leave(first)
            first.call()

    def send_away(self, tickets: Iterable[Ticket], error: Exception) -> None:
        """These wait in vain."""
        for ticket in tuple(tickets):
            self.leave(ticket)
            ticket.call(error)

    def overdue(self, now: float) -> list[Ticket]:
        """Who was overtaken for too long."""
        return [ticket for ticket in self.tickets if ticket.until < now]
