"""The load balancer before the web processes: asks who is ready, and sends each request to the next of them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Final

import aiohttp

from bot.manifest import PATH
from playground import HttpTarget, PlaygroundOptions
from playground.delivery.envelope import Answer, Envelope, EnvelopeType, Outcome
from playground.delivery.http import HttpTransport
from tests.faults.fleet import Instance, answers

_BETWEEN_LOOKS: Final = 0.05


class Front:
    """A transport of the playground. A request whose connection was refused goes to the next: nobody had it.

    While it is `doubling`, every click and submission goes to two of them at once.
    """

    name = "http"
    connected = True

    def __init__(self, options: PlaygroundOptions) -> None:
        self._options = options
        self._transports: dict[Instance, HttpTransport] = {}
        self._resting: set[Instance] = set()
        self._turn = count()
        self.doubling = False

    def add(self, instance: Instance) -> None:
        """Sends it requests from now on."""
        target, options = HttpTarget(instance.url + PATH), self._options
        self._transports[instance] = HttpTransport(target, options.signing_secret, options.machine, _not_minded)

    async def remove(self, instance: Instance) -> None:
        """Sends it nothing more."""
        await self._transports.pop(instance).close()

    def instances(self) -> list[Instance]:
        """Whom it sends requests to."""
        return list(self._transports)

    async def send(self, envelope: Envelope) -> Answer:
        """Sends it to whoever's turn it is."""
        if self.doubling and envelope.type is EnvelopeType.INTERACTIVE:
            answers = await asyncio.gather(self._send(envelope), self._send(envelope))
            return answers[0]
        return await self._send(envelope)

    async def _send(self, envelope: Envelope) -> Answer:
        open_ones = [each for instance, each in self._transports.items() if instance not in self._resting]
        first = next(self._turn)
        for number in range(len(open_ones)):
            transport = open_ones[(first + number) % len(open_ones)]
            answer = await transport.send(envelope)
            if transport.connected:
                return answer
        return Answer(Outcome.FAILED, reason="nobody_listens")

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Asks everybody again and again whether they are ready; who isn't gets nothing."""
        task = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def close(self) -> None:
        """Closes all connections."""
        for transport in self._transports.values():
            await transport.close()

    async def _watch(self) -> None:
        async with aiohttp.ClientSession() as session:
            while True:
                for instance in self.instances():
                    ready = await answers(session, f"{instance.url}/readyz")
                    (self._resting.discard if ready else self._resting.add)(instance)
                await asyncio.sleep(_BETWEEN_LOOKS)


def _not_minded(_: bool) -> None:  # noqa: FBT001 - a callback of one meaning
    pass
