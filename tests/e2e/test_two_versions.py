"""A deploy: this version's processes run on, and are restarted, after the next one has migrated the database."""

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.pool import NullPool

from bot.manifest import PATH, build_manifest
from playground import HttpTarget, ManualMachineClock, Playground, PlaygroundOptions
from playground.driver import SlackDriver
from storage.schema import migrate
from tests.e2e.house import BRISK, PATIENT
from tests.e2e.people import MEAL_CHANNEL, Table
from tests.mariadb import MariaDBServer
from tests.storage.versions import expand

pytestmark = [pytest.mark.whole, pytest.mark.mariadb]

ROOT = Path(__file__).parents[2]
PATIENCE = 30
"""Seconds that a process may take to be ready, on however busy a machine."""


@dataclass
class Deploy:
    """One web process and one worker of this version, as their commands start them."""

    folder: Path
    environment: dict[str, str]
    ports: dict[str, int]
    running: dict[str, Process] = field(default_factory=dict)

    async def start(self) -> None:
        """Starts both; returns once both are ready."""
        self.running = {role: await self._started(role) for role in self.ports}
        async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as session:
            for port in self.ports.values():
                while not await _is_ready(session, port):  # noqa: ASYNC110 - they tell nobody when: one has to ask
                    await asyncio.sleep(0.02)

    async def stop(self) -> list[int]:
        """Ends both in order; their exit codes."""
        for process in self.running.values():
            process.send_signal(signal.SIGTERM)
        return [await process.wait() for process in self.running.values()]

    async def _started(self, role: str) -> Process:
        variables = {**self.environment, "PORT": str(self.ports[role])}
        with (self.folder / f"{role}.log").open("ab") as log:
            return await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", role), cwd=self.folder, env=variables, stdout=log, stderr=log
            )


async def _is_ready(session: aiohttp.ClientSession, port: int) -> bool:
    try:
        async with session.get(f"http://127.0.0.1:{port}/readyz") as response:
            return response.ok
    except aiohttp.ClientError:
        return False


@pytest.fixture
def database_url(mariadb: MariaDBServer) -> str:
    url = mariadb.create_database()
    migrate(url)
    return url


@asynccontextmanager
async def deployed(folder: Path, database_url: str) -> AsyncIterator[tuple[Deploy, Table]]:
    """This version, running, and cadets."""
    ports = {role: _free_port() for role in ("web", "worker")}
    address = f"http://127.0.0.1:{ports['web']}"
    options = PlaygroundOptions(
        port=0,
        target=HttpTarget(address + PATH),
        manifest=build_manifest(address),
        rate_scale=0,
        machine=ManualMachineClock(),
    )
    async with Playground(options) as playground, SlackDriver(playground.url) as slack:
        deploy = Deploy(folder, _environment(playground, database_url), ports)
        await deploy.start()
        try:
            yield deploy, Table(slack)
        finally:
            assert await deploy.stop() == [0, 0]


def _environment(playground: Playground, database_url: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    settings = {
        "SLACK_BOT_TOKEN": playground.options.bot_token,
        "SLACK_SIGNING_SECRET": playground.options.signing_secret,
        "SLACK_API_URL": playground.api_url,
        "DATABASE_URL": database_url,
        "PARTNER_MEAL_CHANNEL": MEAL_CHANNEL,
        "PARTNER_LINGER_SECONDS": "0",
        "PARTNER_POLL_SECONDS": "0.2",
    }
    brisk = {name.upper(): str(value) for name, value in (BRISK | PATIENT).items()}
    return kept | settings | brisk | {"PYTHONPATH": str(ROOT)}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


HOLOGRAMS = """
    INSERT INTO outbox (`key`, kind, workspace_id, subject, params, urgency, state, generation, fence, claimable_at,
        attempts, in_doubt, target, created_at)
    SELECT 'hologram', 'hologram', workspace_id, subject, params, 0, 'PENDING', 1, 0, '2000-01-01',
        0, 0, 'hologram', created_at FROM outbox WHERE kind = 'card'
"""


def next_version_writes(url: str) -> None:
    """A delivery that is due and a timer, for both of which this version has no word; and in the new column."""
    with _engine(url).begin() as connection:
        connection.execute(text(HOLOGRAMS))
        connection.execute(
            text("INSERT INTO timer SELECT 'hologram', subject, '2000-01-01 00:00:00.000000' FROM timer")
        )
        connection.execute(text("UPDATE recruitment SET mood = 'cheerful'"))


def holograms(url: str) -> list[tuple[str, int]]:
    """State of, and attempts at, what only the next version can deliver."""
    with _engine(url).connect() as connection:
        found = connection.execute(text("SELECT state, attempts FROM outbox WHERE kind = 'hologram'"))
        return [(state, attempts) for state, attempts in found]


def _engine(url: str) -> Engine:
    return create_engine(url.replace("+aiomysql", "+pymysql"), poolclass=NullPool)


async def test_this_version_serves_on_and_starts_again_beside_the_next(tmp_path: Path, database_url: str) -> None:
    async with deployed(tmp_path, database_url) as (deploy, table):
        card = await table.post(table.minjun)
        await asyncio.to_thread(expand, database_url)
        await asyncio.to_thread(next_version_writes, database_url)

        await table.joins(table.seoyeon, card)
        await table.card_when(table.minjun, lambda each: "2/4" in str(each["blocks"]))

        assert await deploy.stop() == [0, 0]
        await deploy.start()
        await table.joins(table.jiwoo, card)
        await table.card_when(table.minjun, lambda each: "3/4" in str(each["blocks"]))

        assert await asyncio.to_thread(holograms, database_url) == [("PENDING", 0)]
        assert await table.slack.violations() == []
