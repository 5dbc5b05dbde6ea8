"""Real processes of the bot, as its command line starts them: to be killed, stopped, drained and replaced.

An interpreter that has imported the bot once is forked for each: a process of its own, with connections of its own, for
a tenth of what starting Python costs.
"""

import asyncio
import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Final

import aiohttp

PATIENCE: Final = 60.0
"""Seconds after which a condition that was waited for counts as never coming true, on however busy a machine."""

_START_PATIENCE: Final = 180.0
"""Seconds for a process to start, be it that the database is away for some of them."""

_LOOK: Final = 0.02
_SERVERS = multiprocessing.get_context("forkserver")
_SERVERS.set_forkserver_preload(["bot.cli", "bot.commands", "storage.schema", "aiomysql", "aiosqlite"])


async def until(is_so: Callable[[], bool | Awaitable[bool]], what: str, seconds: float = PATIENCE) -> None:
    """Returns once it is so. Raises `AssertionError` that says what never came true."""
    try:
        async with asyncio.timeout(seconds):
            while not (await truth if isinstance(truth := is_so(), Awaitable) else truth):  # noqa: ASYNC110 see below
                # Other processes bring it about, and tell nobody.
                await asyncio.sleep(_LOOK)
    except TimeoutError:
        raise AssertionError(f"not within {seconds:g} s: {what}") from None


@dataclass(eq=False)
class Instance:
    """One process."""

    role: str
    port: int
    process: ForkServerProcess
    log: Path
    told_to_end: bool = False

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """Ends it at once, in the middle of whatever it does."""
        self.told_to_end = True
        self.process.kill()
        self.process.join()

    def freeze(self) -> None:
        """Stops it where it stands; returns once it stands indeed."""
        self._send(signal.SIGSTOP)
        state = Path(f"/proc/{self.process.pid}/stat")
        while state.read_text().rpartition(")")[2].split()[0] != "T":
            os.sched_yield()

    def thaw(self) -> None:
        """Lets it go on."""
        self._send(signal.SIGCONT)

    async def stop(self) -> int:
        """Asks it to end, and gives its exit code once it has."""
        self.told_to_end = True
        self._send(signal.SIGTERM)
        await asyncio.to_thread(self.process.join, PATIENCE)
        code = self.process.exitcode
        assert code is not None, f"{self.role} did not end: {self.said()}"
        return code

    def said(self) -> str:
        """The end of its log."""
        return self.log.read_text(errors="replace")[-4000:]

    def _send(self, number: signal.Signals) -> None:
        if self.process.pid is not None and self.process.is_alive():
            os.kill(self.process.pid, number)


class Fleet:
    """All processes of one installation: `environment` is what their settings come from."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._folder = folder
        self.environment = dict(environment)
        self.instances: list[Instance] = []
        self.started = 0

    def start(self, role: str, **more: str) -> Instance:
        """Starts `partner42 <role>`; `more` are variables of its own."""
        self.started += 1
        port, log = _free_port(), self._folder / f"{role}-{self.started}.log"
        environment = {**self.environment, **more, "PORT": str(port)}
        process = _SERVERS.Process(target=_become, args=(role, environment, str(log)), daemon=True)
        process.start()
        instance = Instance(role, port, process, log)
        self.instances.append(instance)
        return instance

    async def ready(self, *instances: Instance) -> None:
        """Returns once these are ready, all of them where none is named."""
        async with aiohttp.ClientSession() as session:
            for instance in instances or self.alive():

                async def is_ready(one: Instance = instance) -> bool:
                    assert one.process.is_alive(), f"{one.role} ended: {one.said()}"
                    return await answers(session, f"{one.url}/readyz")

                await until(is_ready, f"{instance.log.name} is ready", _START_PATIENCE)

    def alive(self, role: str | None = None) -> list[Instance]:
        """Those that run, of one role or of all."""
        return [one for one in self.instances if one.process.is_alive() and role in (None, one.role)]

    def fallen(self) -> list[Instance]:
        """Those that have ended by themselves."""
        return [one for one in self.instances if not one.told_to_end and not one.process.is_alive()]

    def close(self) -> None:
        """Ends whatever still runs."""
        for instance in self.alive():
            instance.thaw()
            instance.kill()


async def answers(session: aiohttp.ClientSession, url: str) -> bool:
    """Whether there is a 200 at this address."""
    try:
        async with session.get(url, timeout=aiohttp.ClientTimeout(total=2)) as response:
            return response.status == 200
    except (aiohttp.ClientError, OSError, TimeoutError):
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _become(role: str, environment: Mapping[str, str], log: str) -> None:
    """What a fork does: all that a shell does before it starts `partner42`, and then that."""
    from bot.cli import main  # noqa: PLC0415 - imported where it was imported before, in the forked interpreter

    _end_with_whoever_started_it()
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for descriptor in (1, 2):
        os.dup2(out, descriptor)
    os.chdir(Path(log).parent)
    os.environ.clear()
    os.environ.update(environment)
    main([role], prog_name="partner42")


def _end_with_whoever_started_it() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
