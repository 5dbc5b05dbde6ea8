"""Claims deliveries and has them delivered, several at a time: woken by a local commit, else looking now and then."""

import asyncio
from collections import Counter
from collections.abc import Collection, Sequence

import structlog
from structlog.contextvars import bound_contextvars

from domain.outbox import Claim
from domain.queue import IN_HAND_A_LANE, DeliveryQueue
from infra.delivery.courier import Courier
from infra.delivery.desk import Attempt
from infra.delivery.ending import Ending, Outcome
from infra.delivery.ports import Timing
from infra.metrics import Metrics

_log = structlog.get_logger(__name__)


class DeliveryWorker:
    """One process's share of the deliveries. Any number of processes may run one each."""

    def __init__(
        self, queue: DeliveryQueue, courier: Courier, ending: Ending, timing: Timing, metrics: Metrics
    ) -> None:
        self._queue = queue
        self._courier = courier
        self._ending = ending
        self._timing = timing
        self._metrics = metrics
        self._woken = asyncio.Event()
        self._stopping = False
        self._in_hand: dict[asyncio.Task[None], Claim] = {}

    def wake(self) -> None:
        """There may be something to deliver. To be called within the loop."""
        self._woken.set()

    def stop(self) -> None:
        """Nothing more is claimed; `run` returns once what is in hand has ended."""
        self._stopping = True
        self.wake()

    async def run(self) -> None:
        """Delivers until it is stopped, then finishes what is in hand."""
        try:
            while not self._stopping:
                self._woken.clear()
                claims = await self._claim()
                for claim in claims:
                    self._take_in_hand(claim)
                if not claims:
                    await self._rest()
        finally:
            await self._drain()

    async def _claim(self) -> Sequence[Claim]:
        free = self._timing.at_once - len(self._in_hand)
        if free <= 0:
            return ()
        try:
            claims = await self._queue.claim(free, self._timing.lease, self._full())
        except Exception:  # noqa: BLE001 - the database may be failing over, and all that waits is rows: look again
            _log.exception("claim_failed")
            return ()
        self._metrics.claims.inc(len(claims))
        return claims

    def _full(self) -> Collection[str]:
        """The lanes of which nothing more is claimed now: it would only wait behind what is in hand."""
        in_lanes = Counter(claim.lane for claim in self._in_hand.values() if claim.lane is not None)
        enough = {lane for lane, number in in_lanes.items() if number >= IN_HAND_A_LANE}
        return enough | self._courier.desk.pacer.full()

    def _take_in_hand(self, claim: Claim) -> None:
        task = asyncio.create_task(self.deliver(claim), name=f"delivery:{claim.delivery.kind}")
        self._in_hand[task] = claim
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        # Its target is free again, and so is a hand.
        del self._in_hand[task]
        self.wake()

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(self._timing.poll.total_seconds()):
                await self._woken.wait()
        except TimeoutError:
            return

    async def deliver(self, claim: Claim) -> None:
        """One try at one delivery. Nothing escapes: whatever happened, the delivery is ended or left to its lease."""
        attempt, delivery = Attempt(claim, doubt=claim.in_doubt), claim.delivery
        # Every line of it says which it is: by kind and ids, for a key may hold more than a log should.
        ids = {"delivery": delivery.kind, "subject": delivery.subject, "workspace": delivery.workspace_id}
        with bound_contextvars(**ids, fence=claim.fence):
            outcome = await self._ended_as(attempt)
        self._metrics.deliveries.labels(delivery.kind, attempt.method or "none", outcome).inc()

    async def _ended_as(self, attempt: Attempt) -> Outcome:
        try:
            return await self._outcome(attempt)
        except Exception:  # noqa: BLE001 - not even ending it worked: its lease runs out, then somebody takes it up
            _log.exception("delivery_left")
            return Outcome.FENCED

    async def _outcome(self, attempt: Attempt) -> Outcome:
        try:
            await self._courier.deliver(attempt)
        except Exception as error:  # noqa: BLE001 - the ending sorts every kind, and logs what surprises it
            return await self._ending.end(attempt, error)
        return Outcome.DONE

    async def _drain(self) -> None:
        if not self._in_hand:
            return
        _, late = await asyncio.wait(self._in_hand, timeout=self._timing.drain.total_seconds())
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
