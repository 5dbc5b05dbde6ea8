"""Sends one request to the bot and holds it to Slack's three seconds."""

import asyncio
from time import perf_counter

from playground.delivery.envelope import Answer, Envelope, Outcome, Transport
from playground.inspector import Inspector
from playground.machine import MachineClock


class Courier:
    """One request at a time through the transport, timed, limited and logged."""

    def __init__(self, transport: Transport, machine: MachineClock, inspector: Inspector, ack_seconds: float) -> None:
        self.transport = transport
        self._machine = machine
        self._inspector = inspector
        self._ack_seconds = ack_seconds

    async def deliver(self, envelope: Envelope) -> Answer:
        """Send and return the answer, or TIMED_OUT once the limit has passed; an answer too late is not heard."""
        started = perf_counter()
        answer = await self._within_limit(envelope)
        answer.ms = (perf_counter() - started) * 1000
        self._log(envelope, answer)
        return answer

    async def _within_limit(self, envelope: Envelope) -> Answer:
        sending = asyncio.create_task(self.transport.send(envelope))
        limit = asyncio.create_task(self._machine.sleep(self._ack_seconds))
        try:
            await asyncio.wait({sending, limit}, return_when=asyncio.FIRST_COMPLETED)
            if sending.done():
                return sending.result()
            late = f"not answered within {self._ack_seconds:g} s"
            return Answer(Outcome.TIMED_OUT, reason="http_timeout", violations=[late])
        finally:
            sending.cancel()
            limit.cancel()
            await asyncio.gather(sending, limit, return_exceptions=True)

    def _log(self, envelope: Envelope, answer: Answer) -> None:
        self._inspector.record(
            "to_bot",
            envelope.kind,
            envelope.name,
            user=envelope.user,
            channel=envelope.channel,
            status=answer.status,
            ms=answer.ms,
            request=envelope.payload,
            response=answer.body if answer.ok else {"error": str(answer.outcome), "reason": answer.reason},
            violations=answer.violations,
            retry=envelope.retry.number if envelope.retry else None,
        )
