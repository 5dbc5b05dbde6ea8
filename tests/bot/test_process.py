"""How a process starts, what keeps it from starting, and how it stops."""

import asyncio
import os
import signal
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

import aiohttp
import pytest

from bot import commands
from bot.composition import Parts, compose
from bot.errors import StartError
from bot.introduction import introduce
from bot.process import Process, Roles
from bot.serving import listen
from infra.clock import SystemClock
from infra.metrics import Metrics
from infra.settings import Settings
from playground.driver import SlackDriver
from storage.schema import migrate
from tests.bot.conftest import Configure
from tests.storage.versions import NEXT, expand, name_revision

pytestmark = pytest.mark.whole

BOTH = Roles(web=True, worker=True, linger=0)
WEB = Roles(web=True, worker=False, linger=0)
WORKER = Roles(web=False, worker=True, linger=0)


@asynccontextmanager
async def parts_of(settings: Settings) -> AsyncIterator[Parts]:
    async with aiohttp.ClientSession() as session:
        parts = compose(settings, session, SystemClock(), Metrics())
        yield parts
        await parts.database.dispose()


async def test_the_workspace_is_known_after_the_introduction(configure: Configure) -> None:
    async with parts_of(configure(partner_meal_channel="C0MEAL")) as parts:
        identity = await introduce(parts)
        workspace = await parts.directory.workspace(identity.team_id)

    assert workspace is not None
    assert (workspace.bot_user_id, workspace.bot_id) == ("U0PARTNER", "B0PARTNER")
    assert [channel for _, channel in workspace.channels] == ["C0MEAL"]


async def test_while_slack_is_away_it_waits(configure: Configure, slack: SlackDriver) -> None:
    await slack.faults({"method": "auth.test", "kind": "http_500_before", "times": 2})
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    async with parts_of(configure()) as parts:
        identity = await introduce(parts, sleep)

    assert identity.team_id == "T0SEOUL42"
    assert len(waited) == 2


async def test_while_the_schema_is_missing_it_waits(configure: Configure, tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/empty.db"

    async def somebody_migrates(_: float) -> None:
        await asyncio.to_thread(migrate, url)

    async with parts_of(configure(database_url=url)) as parts:
        assert await introduce(parts, somebody_migrates)


async def test_while_somebody_else_writes_for_long_it_waits(configure: Configure, database_url: str) -> None:
    with closing(sqlite3.connect(database_url.partition("///")[2], isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waited: list[float] = []

        async def other_ends(seconds: float) -> None:
            waited.append(seconds)
            other.execute("ROLLBACK")

        async with parts_of(configure(partner_request_seconds=0.1)) as parts:
            assert await introduce(parts, other_ends)

    assert len(waited) == 1


async def test_a_schema_that_a_newer_version_has_expanded_is_worked_with(
    configure: Configure, database_url: str
) -> None:
    expand(database_url)
    async with parts_of(configure()) as parts:
        assert await introduce(parts)


async def test_a_schema_that_serves_newer_versions_alone_is_said(configure: Configure, database_url: str) -> None:
    name_revision(database_url, f"{NEXT}-needs-{NEXT}")
    async with parts_of(configure()) as parts:
        with pytest.raises(StartError, match=r"^DATABASE_URL: .* newer versions alone: start the version"):
            await introduce(parts)
    with pytest.raises(StartError, match=r"^DATABASE_URL: .* newer versions alone"):
        commands.migrate(database_url)


async def test_a_token_that_slack_does_not_take_is_said(configure: Configure) -> None:
    async with parts_of(configure(slack_bot_token="xoxb-" + "revoked")) as parts:
        with pytest.raises(StartError, match=r"^SLACK_BOT_TOKEN: .*invalid_auth"):
            await introduce(parts)


async def test_another_workspaces_database_is_left_alone(configure: Configure) -> None:
    async with parts_of(configure()) as parts:
        await parts.directory.register_workspace(
            team_id="T0OTHER", url="https://other.example/", bot_user_id="U0", bot_id="B0"
        )
        with pytest.raises(StartError, match=r"^DATABASE_URL: "):
            await introduce(parts)


@asynccontextmanager
async def running(
    settings: Settings, roles: Roles = BOTH, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> AsyncIterator[tuple[Process, str]]:
    listener = listen("127.0.0.1", 0)
    process = Process(settings, roles, listener, SystemClock(), sleep=sleep)
    ready = asyncio.Event()
    life = asyncio.create_task(process.run(ready.set))
    async with asyncio.timeout(10):
        await ready.wait()
    yield process, f"http://127.0.0.1:{listener.getsockname()[1]}/"
    process.stop()
    await life


async def status(url: str) -> int:
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return response.status


async def text(url: str) -> str:
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return await response.text()


async def test_a_running_process_is_alive_and_ready(configure: Configure) -> None:
    async with running(configure()) as (_, url):
        assert [await status(url + path) for path in ("healthz", "readyz", "metrics")] == [200, 200, 200]


@pytest.mark.parametrize("roles", [BOTH, WEB, WORKER])
async def test_every_process_shows_what_waits_in_the_database(configure: Configure, roles: Roles) -> None:
    async with running(configure(), roles) as (_, url):
        shown = (await text(url + "metrics")).splitlines()

    assert "partner42_database_up 1.0" in shown
    assert "partner42_outbox_dead 0.0" in shown
    assert 'partner42_outbox{state="pending",urgency="group"} 0.0' in shown


async def test_a_worker_answers_for_its_health_but_not_slack(configure: Configure) -> None:
    async with running(configure(), WORKER) as (_, url):
        assert await status(url + "readyz") == 200
        assert await status(url + "slack/events") == 404


async def test_over_socket_mode_there_is_no_door(configure: Configure, slack: SlackDriver) -> None:
    settings = configure(slack_app_token="xapp-playground", slack_signing_secret=None)
    async with running(settings) as (_, url):
        assert (await slack.state("U0MINJUN"))["app"]["connected"]
        assert await status(url + "slack/events") == 404


async def test_an_app_token_that_slack_does_not_take_is_said(configure: Configure) -> None:
    settings = configure(slack_app_token="xapp-" + "revoked")
    with listen("127.0.0.1", 0) as listener, pytest.raises(StartError, match=r"^SLACK_APP_TOKEN: "):
        await Process(settings, BOTH, listener, SystemClock()).run()


async def test_draining_it_serves_on_for_a_while_but_is_not_ready(configure: Configure) -> None:
    lingering, over = asyncio.Event(), asyncio.Event()

    async def sleep(_: float) -> None:
        lingering.set()
        await over.wait()

    async with running(configure(), BOTH, sleep) as (process, url):
        process.stop()
        await lingering.wait()
        statuses = [await status(url + "readyz"), await status(url + "healthz")]
        over.set()

    assert statuses == [503, 200]


async def test_it_can_be_stopped_while_it_still_waits_to_start(configure: Configure, tmp_path: Path) -> None:
    settings = configure(database_url=f"sqlite+aiosqlite:///{tmp_path}/never-migrated.db")
    with listen("127.0.0.1", 0) as listener:
        process = Process(settings, BOTH, listener, SystemClock())
        life = asyncio.create_task(process.run())
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        statuses = [await status(url + "healthz"), await status(url + "readyz")]
        process.stop()
        async with asyncio.timeout(10):
            await life

    assert statuses == [200, 503]


def free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return str(listener.getsockname()[1])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_the_whole_program_in_order(tmp_path: Path, number: signal.Signals) -> None:
    root = str(Path(__file__).parents[2])
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    ports = {"PORT": free_port(), "PLAYGROUND_PORT": free_port()}
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=tmp_path,
        env=kept | ports | {"PYTHONPATH": root},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert program.stdout is not None
    assert program.stderr is not None
    async with asyncio.timeout(30):
        said = (await program.stdout.readline()).decode()
        program.send_signal(number)
        errors = (await program.stderr.read()).decode()
        code = await program.wait()

    assert f"http://127.0.0.1:{ports['PLAYGROUND_PORT']}/" in said
    assert (code, "Traceback" in errors) == (0, False)
    assert (tmp_path / "var" / "playground.db").exists()
