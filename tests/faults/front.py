"""The load balancer before the web processes: asks who is ready, and sends each request to the next of them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Final

import aiohttp

from bot.manifest import PATH
from playground import HttpTarget, PlaygroundOptions
from playground.delivery.envelope import Answer, Envelope, Outcome
from playground.delivery.http import HttpTransport
from tests.faults.fleet import Instance, answers

_BETWEEN_LOOKS: Final = 0.05


class Front:
    """A transport of the playground. A request whose connection was refused goes to the next: nobody had it."""

    name = "http"
    connected = True

    def __init__(self, options: PlaygroundOptions) -> None:
        self._options = options
        self._transports: dict[str, HttpTransport] = {}
        self._resting: set[str] = set()
        self._turn = count()

    def add(self, instance: Instance) -> None:
        """Sends it requests from now on."""
        target = HttpTarget(instance.url + PATH)
        options = self._options
        self._transports[instance.url] = HttpTransport(target, options.signing_secret, options.machine, _not_minded)

    async def remove(self, instance: Instance) -> None:
        """Sends it nothing more."""
        await self._transports.pop(instance.url).close()

    def only(self, instance: Instance) -> HttpTransport:
        """The way to this instance alone."""
        return self._transports[instance.url]

    async def send(self, envelope: Envelope) -> Answer:
        """Sends it to whoever's turn it is."""
        open_ones = [each for url, each in self._transports.items() if url not in self._resting]
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
                for url in list(self._transports):
                    ready = await answers(session, f"{url}/readyz")
                    (self._resting.discard if ready else self._resting.add)(url)
                await asyncio.sleep(_BETWEEN_LOOKS)


def _not_minded(_: bool) -> None:  # noqa: FBT001 - a callback of one meaning
    pass
