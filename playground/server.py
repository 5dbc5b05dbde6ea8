"""The playground itself: assembles the parts, listens, starts and stops."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final, Self

import uvicorn
from starlette.applications import Starlette

from playground.assembly import assemble
from playground.backend import Backend
from playground.clock import MovableClock
from playground.cutting import Connections
from playground.delivery.http import HttpTransport
from playground.listening import LoopbackServer, bound
from playground.model import Json
from playground.options import PlaygroundOptions
from playground.persistence import StateFile
from playground.web_app import build_app
from playground.workspace import restore

_KEEP_ALIVE: Final = 75
"""Seconds; longer than any client keeps a connection, or it would be closed just as a call is sent on it."""


class Playground:
    """A local Slack workspace.

    ``start`` listens and runs the background work, ``stop`` ends both and writes the state a last time; ``async with``
    does the same. ``serve`` starts and stays until cancelled. ``app`` is the bare ASGI application.
    """

    def __init__(self, options: PlaygroundOptions | None = None) -> None:
        self.options = options or PlaygroundOptions()
        self._store = _store(self.options, self._snapshot)
        self.backend: Backend = assemble(self.options, self._touch)
        self._connections = Connections()
        self.app: Starlette = build_app(self.backend, self._connections)
        self._server: LoopbackServer | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._set_url(self.options.port)
        self._load()
        self.clock.subscribe(self._clock_moved)

    @property
    def clock(self) -> MovableClock:
        """The workspace's clock."""
        return self.backend.clock

    @property
    def url(self) -> str:
        """Where people open the playground; with port 0 right only after ``start``."""
        return self.backend.url

    @property
    def api_url(self) -> str:
        """The base of the Web API, for ``SLACK_API_URL``."""
        return f"{self.backend.url}api/"

    async def start(self) -> None:
        """Listen.

        Raises PortTaken when another process has the port.
        """
        listener = bound(self.options.host, self.options.port)
        self._set_url(listener.getsockname()[1])
        config = uvicorn.Config(
            self.app,
            http=self._connections.protocol(),
            ws="websockets-sansio",
            lifespan="off",
            log_config=None,
            log_level="warning",
            access_log=False,
            proxy_headers=False,
            timeout_keep_alive=_KEEP_ALIVE,
        )
        self._server = LoopbackServer(config)
        self._tasks.append(asyncio.create_task(self._server.serve(sockets=[listener])))
        if self._store is not None:
            self._tasks.append(asyncio.create_task(self._store.keep()))

    async def stop(self) -> None:
        """Say goodbye to windows and bots, stop listening, write the state."""
        self.backend.feed.close()
        await self.backend.events.stop()
        await self.backend.sockets.disconnect("warning")
        if self._server is not None:
            self._server.leave()
            await self._tasks[0]
        for task in self._tasks[1:]:
            task.cancel()
        await asyncio.gather(*self._tasks[1:], return_exceptions=True)
        self._tasks.clear()
        if isinstance(self.backend.courier.transport, HttpTransport):
            await self.backend.courier.transport.close()

    async def serve(self) -> None:
        """Start, stay until cancelled, stop."""
        async with self:
            await asyncio.Event().wait()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def _set_url(self, port: int) -> None:
        host = f"[{self.options.host}]" if ":" in self.options.host else self.options.host
        self.backend.url = f"http://{host}:{port}/"

    def _touch(self) -> None:
        if self._store is not None:
            self._store.touch()

    def _clock_moved(self) -> None:
        now, offset = self.clock.now().isoformat(), int(self.clock.offset.total_seconds())
        self.backend.publish("clock", {"clock": {"now": now, "offset_seconds": offset}})

    def _snapshot(self) -> Json:
        return {"workspace": vars(self.backend.workspace), "clock_offset": self.clock.offset.total_seconds()}

    def _load(self) -> None:
        stored: dict[str, Any] | None = self._store.load() if self._store else None
        if stored is not None:
            vars(self.backend.workspace).update(vars(restore(stored["workspace"])))
            self.clock.set_offset(timedelta(seconds=stored["clock_offset"]))


def _store(options: PlaygroundOptions, snapshot: Callable[[], Json]) -> StateFile | None:
    return StateFile(options.state_path, snapshot, options.machine) if options.state_path else None
