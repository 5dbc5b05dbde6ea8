"""Listening, and uvicorn without its own idea of signals."""

import contextlib
import errno
import socket
from collections.abc import Iterator
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from bot.errors import PortTakenError, StartError

_BACKLOG: Final = 1024
_LAST_ANSWERS_SECONDS: Final = 5


def listen(host: str, port: int, variable: str = "PORT") -> socket.socket:
    """A listening socket. Raises `StartError` when there can be none, before anything else was begun."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise _meaning(error, host, port, variable) from error
    listener.setblocking(False)  # noqa: FBT003 - the parameter has no name
    return listener


def _meaning(error: OSError, host: str, port: int, variable: str) -> StartError:
    if error.errno == errno.EADDRINUSE:
        return PortTakenError(f"{variable}: port {port} is taken; set {variable} to another one")
    if error.errno in {errno.EACCES, errno.EPERM}:
        return StartError(f"{variable}: port {port} is not allowed; set {variable} to one above 1023")
    return StartError(f"HOST: can't listen on {host}; set HOST to an address of this machine")


class Server(uvicorn.Server):
    """uvicorn, ended by whoever started it: the order of stopping is ours."""

    def __init__(self, app: ASGIApp, listener: socket.socket) -> None:
        config = uvicorn.Config(
            app,
            loop="none",
            http="httptools",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_LAST_ANSWERS_SECONDS,
        )
        super().__init__(config)
        self._listener = listener

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leaves the signals alone."""
        yield

    async def run_here(self) -> None:
        """Serves until `stop`, then until the last answers are given."""
        await self.serve(sockets=[self._listener])

    def stop(self) -> None:
        """Takes no more connections, and ends after the last answer."""
        self.should_exit = True
