"""Keeps to Slack's rates, urgent deliveries first. The slots are shared by all workers through the database.

A slot belongs to the process that took it; who uses it is decided when it comes, so that whoever is urgent overtakes
whoever waits. A process takes one at a time, and none that is further away than it is worth waiting: the others are
put back into the queue, where they stand by their urgency until there is room again.
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import timedelta
from time import monotonic
from typing import Final

from domain.model.ids import WorkspaceId
from domain.outbox import USUAL, Rank
from domain.queue import DeliveryQueue
from infra.delivery.gate import Busy, Gate, Paced
from infra.delivery.ports import Sleep
from infra.delivery.rates import Pace

_HELD: Final = "#held"
"""Marks the row, beside that of a method's slots, which says until when Slack wants no call of it."""


class Pacer:
    """Waits for turns. At most `most_waiting` deliveries wait at one moment, so that others aren't held up."""

    def __init__(
        self,
        queue: DeliveryQueue,
        rates: Mapping[str, Pace],
        *,
        most_waiting: int,
        sleep: Sleep = asyncio.sleep,
        now: Callable[[], float] = monotonic,
    ) -> None:
        self._queue = queue
        self._rates = rates
        self._most_waiting = most_waiting
        self._sleep = sleep
        self._now = now
        self._gates: dict[Paced, Gate] = {}

    async def turn(self, workspace_id: WorkspaceId, method: str, channel: str = "", rank: Rank = USUAL) -> None:
        """Returns when the method may be called. Raises `Busy` when that takes too long, or others are more urgent."""
        gate = self._gate(Paced(workspace_id, method, channel))
        self._make_room(gate, rank)
        ticket = gate.enter(rank, self._now())
        if gate.serving is None or gate.serving.done():
            gate.serving = asyncio.create_task(self._serve(gate), name=f"pace:{method}")
        try:
            await ticket.called
        finally:
            gate.leave(ticket)
            self._forget_if_idle(gate)

    async def hold(self, workspace_id: WorkspaceId, method: str, channel: str, pause: timedelta) -> None:
        """Slack said to wait: nobody calls the method before the pause is over."""
        gate = self._gate(Paced(workspace_id, method, channel))
        gate.opens_at = max(gate.opens_at, self._now() + pause.total_seconds())
        # Whoever reserves next takes the burst off again, which must never shorten what Slack asked for.
        await self._queue.hold(workspace_id, method, channel, pause + timedelta(seconds=gate.pace.ahead))
        await self._queue.hold(workspace_id, method + _HELD, channel, pause)

    def full(self) -> frozenset[str]:
        """The lanes in which nobody could wait just now."""
        return frozenset(gate.paced.lane for gate in self._gates.values() if self._is_full(gate))

    def _is_full(self, gate: Gate) -> bool:
        expected = gate.expected(self._now())
        return expected > gate.pace.patience or (expected > 0 and self._waiting >= self._most_waiting)

    @property
    def _waiting(self) -> int:
        return sum(len(gate.tickets) for gate in self._gates.values())

    def _make_room(self, gate: Gate, rank: Rank) -> None:
        """Sends somebody less urgent away where there is no room. Raises `Busy` where nobody is, or it is closed."""
        now, lane = self._now(), gate.paced.lane
        if gate.is_closed(now):
            raise Busy(lane, gate.opens_at - now)
        if not self._is_full(gate):
            return
        rivals = [gate] if gate.expected(now) > gate.pace.patience else self._gates.values()
        places = [(ticket.place, ticket, where) for where in rivals for ticket in where.tickets]
        (last_rank, _), last, where = max(places, key=lambda each: each[0], default=((rank, 0), None, gate))
        if last is None or last_rank <= rank:
            raise Busy(lane)
        where.send_away([last], Busy(where.paced.lane))

    async def _serve(self, gate: Gate) -> None:
        """Takes slots, one after the other, for as long as somebody waits."""
        while gate.tickets:
            gate.send_away(gate.overdue(self._now()), Busy(gate.paced.lane))
            try:
                await self._slot(gate)
            except Exception as error:  # noqa: BLE001 - whatever it was, it is for those who wait to hear
                gate.send_away(gate.tickets, error)
                return
            gate.call_next()

    async def _slot(self, gate: Gate) -> None:
        """Returns when the process's next slot has come, and no pause of Slack's is on."""
        await self._opening(gate)
        pace, paced = gate.pace, gate.paced
        reserved = await self._queue.reserve(
            paced.workspace_id,
            paced.method,
            paced.channel,
            timedelta(seconds=pace.interval),
            timedelta(seconds=pace.patience + pace.ahead),
        )
        wait = reserved.total_seconds() - pace.ahead
        if wait > pace.patience:
            gate.opens_at = max(gate.opens_at, self._now() + wait)
            raise Busy(paced.lane, wait)
        if wait > 0:
            await self._sleep(wait)
            await self._hear_of_pauses(gate)
        await self._opening(gate)

    async def _hear_of_pauses(self, gate: Gate) -> None:
        """Whoever slept until a slot that was taken a while ago hears here of what Slack told others meanwhile."""
        paced = gate.paced
        held = await self._queue.held_for(paced.workspace_id, paced.method + _HELD, paced.channel)
        gate.opens_at = max(gate.opens_at, self._now() + held.total_seconds()) if held else gate.opens_at

    async def _opening(self, gate: Gate) -> None:
        """A pause of Slack's that is on, also one that began while a slot was waited for."""
        while (closed_for := gate.opens_at - self._now()) > 0:
            if gate.is_closed(self._now()):
                raise Busy(gate.paced.lane, closed_for)
            await self._sleep(closed_for)

    def _gate(self, paced: Paced) -> Gate:
        if paced not in self._gates:
            self._gates[paced] = Gate(paced, self._rates[paced.method])
        return self._gates[paced]

    def _forget_if_idle(self, gate: Gate) -> None:
        # There is one for every conversation that was ever posted in.
        if gate.is_idle(self._now()) and (gate.serving is None or gate.serving.done()):
            self._gates.pop(gate.paced, None)
