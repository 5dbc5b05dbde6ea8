"""The processes that are knocked at: our web process, and the bare Bolt app beside it."""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from aiohttp import web

from benchmarks.hall import TOKEN
from benchmarks.processes import free_port, wait_until_ready
from tests.handlers.slack import SECRET, TEAM


@dataclass(frozen=True)
class Door:
    """A process that answers at `port`."""

    process: psutil.Process
    port: int

    def cpu_seconds(self) -> float:
        """What it has spent so far, all threads together."""
        spent = self.process.cpu_times()
        return float(spent.user + spent.system)


@asynccontextmanager
async def bare() -> AsyncIterator[Door]:
    """The bare Bolt app."""
    port = free_port()
    async with _running([sys.executable, "-m", "benchmarks.load.bare", str(port)], {}, port) as door:
        yield door


@asynccontextmanager
async def ours(
    role: str, database_url: str, slack_port: int, token: str = TOKEN, secret: str = SECRET, **more: str
) -> AsyncIterator[Door]:
    """`partner42 web` or `partner42 worker` on a migrated database, with a Slack at a port of this machine."""
    port = free_port()
    environment = {
        "SLACK_BOT_TOKEN": token,
        "SLACK_SIGNING_SECRET": secret,
        "SLACK_API_URL": f"http://127.0.0.1:{slack_port}/api/",
        "DATABASE_URL": database_url,
        "PORT": str(port),
        "LOG_LEVEL": "WARNING",
        **more,
    }
    async with _running([str(Path(sys.executable).with_name("partner42")), role], environment, port) as door:
        yield door


@asynccontextmanager
async def _running(command: list[str], environment: dict[str, str], port: int) -> AsyncIterator[Door]:
    # The program looks for `.env` where it runs, and finds none there.
    with tempfile.TemporaryDirectory() as folder, _started(command, environment, folder) as process:
        # In another thread: the Slack that it asks who it is may live in this loop.
        await asyncio.to_thread(wait_until_ready, f"http://127.0.0.1:{port}/readyz", process)
        yield Door(psutil.Process(process.pid), port)


@contextmanager
def _started(command: list[str], environment: dict[str, str], folder: str) -> Iterator[subprocess.Popen[bytes]]:
    inherited = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    process = subprocess.Popen(  # noqa: S603 our own programs
        command, cwd=folder, env=inherited | environment, stdout=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=60)


@asynccontextmanager
async def slack_that_says_yes() -> AsyncIterator[int]:
    """The port of a Slack that knows the bot and agrees to everything: what it does is none of a request's cost."""
    answer = {
        "ok": True, "team_id": TEAM, "team": "42", "url": "https://42.example/", "user_id": "U0BOT", "bot_id": "B0BOT",
    }  # fmt: skip

    async def agree(_: web.Request) -> web.Response:
        return web.json_response(answer)

    app = web.Application()
    app.router.add_route("*", "/api/{method}", agree)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()
