"""Cutting a connection without an answer, which no web framework offers."""

import asyncio
from typing import Any

from starlette.types import Receive, Scope
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class Connections:
    """The server's open connections, by the address of the peer."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, int], asyncio.Transport] = {}

    def protocol(self) -> type[asyncio.Protocol]:
        """Return uvicorn's HTTP protocol, which here also notes its connections."""
        known = self._open

        class NotingProtocol(HttpToolsProtocol):
            def connection_made(self, transport: Any) -> None:
                known[_peer(transport)] = transport
                super().connection_made(transport)

            def connection_lost(self, exc: Exception | None) -> None:
                known.pop(_peer(self.transport), None)
                super().connection_lost(exc)

        return NotingProtocol

    async def cut(self, scope: Scope, receive: Receive) -> None:
        """Reset the connection of a request, and return once the server knows."""
        transport = self._open.get(tuple(scope["client"] or ()))
        if transport is not None:
            transport.abort()
        while (await receive())["type"] != "http.disconnect":
            pass


def _peer(transport: asyncio.Transport) -> tuple[str, int]:
    host, port = transport.get_extra_info("peername")[:2]
    return host, port
