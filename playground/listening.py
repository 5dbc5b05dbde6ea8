"""A web server inside somebody else's process, on this machine's own address."""

import asyncio
import contextlib
import errno
import socket
from collections.abc import Iterator
from typing import Final

import uvicorn

from playground.guard import LOOPBACK
from playground.options import PortTaken

_VARIABLE: Final = "PLAYGROUND_PORT"
_BACKLOG: Final = 512
_GRACE: Final = 1.0
_STEP: Final = 0.005


class LoopbackServer(uvicorn.Server):
    """uvicorn inside somebody else's process: it takes no signals, and leaves as soon as it is told."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._leaving = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to whoever started the playground."""
        yield

    async def main_loop(self) -> None:
        """Refresh the Date header once a second until told to leave; uvicorn's own loop wakes ten times as often."""
        while not self._leaving.is_set():
            await self.on_tick(0)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(1):
                    await self._leaving.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close what is open, let requests in hand finish for a moment, cancel the rest."""
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_GRACE):
                while self.server_state.connections or self.server_state.tasks:  # noqa: ASYNC110 - uvicorn tells nobody
                    await asyncio.sleep(_STEP)
        for task in list(self.server_state.tasks):
            task.cancel()
        await asyncio.gather(*self.server_state.tasks, return_exceptions=True)

    def leave(self) -> None:
        """Stop listening."""
        self.should_exit = True
        self._leaving.set()


def bound(host: str, port: int) -> socket.socket:
    """Return a listening socket.

    Raises PortTaken when another process has the port, ValueError for a host that others can reach.
    """
    if host not in LOOPBACK:
        raise ValueError(f"the playground listens on this machine only, not on {host}")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns Nagle's delay (40 ms an answer) off only for sockets that say they are TCP.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except OSError as refused:
        listener.close()
        if refused.errno == errno.EADDRINUSE:
            raise PortTaken(port, _VARIABLE) from refused
        raise
    listener.setblocking(False)  # noqa: FBT003 - the parameter has no name
    return listener
