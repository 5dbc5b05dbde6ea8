"""One process: what it serves, how it starts, and the order in which it stops."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass

import aiohttp
import structlog

from bot.composition import Parts, build_bolt_app, build_scheduler, build_worker, compose
from bot.connecting import connected
from bot.errors import StartError
from bot.health import Health, Phase
from bot.introduction import introduce
from bot.serving import Server
from bot.slack_http import SlackEndpoint
from bot.socket_mode import SocketMode
from bot.web_app import build_web_app
from domain.ports import Clock
from infra.delivery.worker import DeliveryWorker
from infra.metrics import Metrics
from infra.scheduler import Scheduler
from infra.settings import Settings

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Roles:
    """What a process does. `linger` is how long it serves on, not ready any more, so that others take over."""

    web: bool
    worker: bool
    linger: float


class Process:
    """Starts, serves until it is told to stop, and stops in order: nothing that was begun is lost."""

    def __init__(
        self,
        settings: Settings,
        roles: Roles,
        listener: socket.socket,
        clock: Clock,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._settings = settings
        self._roles = roles
        self._listener = listener
        self._clock = clock
        self._sleep = sleep
        self._stopping = asyncio.Event()
        self.health = Health()
        self._woken: list[Callable[[], None]] = []

    def stop(self) -> None:
        """Begins to stop."""
        self._stopping.set()

    def wake(self) -> None:
        """The clock was moved: what is due and what is to be delivered is looked at now."""
        for waken in self._woken:
            waken()

    async def run(self, on_ready: Callable[[], None] = lambda: None) -> None:
        """Serves until `stop`. Raises `StartError` when it can't start."""
        metrics = Metrics()
        async with aiohttp.ClientSession() as session:
            parts = compose(self._settings, session, self._clock, metrics)
            try:
                await self._serve(parts, on_ready)
            finally:
                await parts.solver.close()
                await parts.database.dispose()

    async def _serve(self, parts: Parts, on_ready: Callable[[], None]) -> None:
        services = parts.services(parts.quick) if self._roles.web else None
        app = build_web_app(self.health, parts.metrics, self._endpoint(parts), services, parts.figures())
        server = Server(app, self._listener)
        async with asyncio.TaskGroup() as group:
            group.create_task(server.run_here(), name="http")
            failure = await self._live(parts, group, on_ready)
            server.stop()
        if failure is not None:
            raise failure

    def _endpoint(self, parts: Parts) -> SlackEndpoint | None:
        secret = parts.settings.slack_signing_secret
        if not self._roles.web or parts.settings.uses_socket or secret is None:
            return None
        limit = parts.settings.partner_body_bytes
        return SlackEndpoint(build_bolt_app(parts), secret, parts.metrics, self.health, limit)

    async def _live(self, parts: Parts, group: asyncio.TaskGroup, on_ready: Callable[[], None]) -> StartError | None:
        """From the start to the end of what was in hand."""
        starting = group.create_task(self._start(parts, group), name="start")
        stopped = group.create_task(self._stopping.wait(), name="stop")
        await asyncio.wait({starting, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if not starting.done():
            starting.cancel()
            return None
        at_work = starting.result()
        if isinstance(at_work, StartError):
            stopped.cancel()
            return at_work
        self.health.phase = Phase.READY
        on_ready()
        await stopped
        await self._drain(at_work)
        return None

    async def _start(self, parts: Parts, group: asyncio.TaskGroup) -> "AtWork | StartError":
        at_work = AtWork()
        try:
            identity = await introduce(parts)
            if self._roles.web and parts.settings.slack_app_token is not None:
                at_work.socket = await connected(build_bolt_app(parts), parts)
        except StartError as error:
            return error
        if self._roles.worker:
            at_work.begin(group, build_worker(parts, identity), build_scheduler(parts))
            self._woken += [at_work.wake]
        return at_work

    async def _drain(self, at_work: "AtWork") -> None:
        _log.info("draining")
        self.health.phase = Phase.DRAINING
        await self._sleep(self._roles.linger)
        await at_work.finish(self._settings.partner_drain_seconds)


class AtWork:
    """What is under way in a process beside HTTP."""

    def __init__(self) -> None:
        self.socket: SocketMode | None = None
        self._worker: DeliveryWorker | None = None
        self._scheduler: Scheduler | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, group: asyncio.TaskGroup, worker: DeliveryWorker, scheduler: Scheduler) -> None:
        """Delivers, and looks for what is due."""
        self._worker, self._scheduler = worker, scheduler
        self._tasks = {group.create_task(worker.run(), name="worker"), group.create_task(scheduler.run(), name="due")}

    def wake(self) -> None:
        """Looks at everything now."""
        if self._worker and self._scheduler:
            self._worker.wake()
            self._scheduler.wake()

    async def finish(self, seconds: float) -> None:
        """Takes nothing more, and ends what is in hand."""
        if self.socket is not None:
            await self.socket.drain(seconds)
        if self._worker and self._scheduler:
            self._scheduler.stop()
            self._worker.stop()
            await asyncio.wait(self._tasks)


@contextlib.contextmanager
def stopping_on_signals(stop: Callable[[], None]) -> Iterator[None]:
    """The first SIGTERM or SIGINT begins to stop; a second one ends the process as it always would."""
    loop = asyncio.get_running_loop()
    numbers = (signal.SIGTERM, signal.SIGINT)

    def heard() -> None:
        for number in numbers:
            loop.remove_signal_handler(number)
        stop()

    for number in numbers:
        loop.add_signal_handler(number, heard)
    try:
        yield
    finally:
        for number in numbers:
            loop.remove_signal_handler(number)
