"""What a join costs: its SQL statements, and its CPU beside what it can't do without.

The yardstick, in the same run: a command that Bolt verifies, parses and answers with nothing, and the very same
statements run bare through SQLAlchemy in one transaction a join.
"""

import asyncio
import gc
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncConnection

from benchmarks.figures import Figure
from benchmarks.hall import CAPACITY, Hall, hall, prepared
from handlers.ids import Action
from tests.handlers.slack import SECRET, TEAM, click, command, form, interactive
from tests.mariadb import MariaDBMissing, running_mariadb

RECRUITMENTS = 20
ROUNDS = 5
BESIDES = ("BEGIN", "COMMIT")


@dataclass
class Recorded:
    """The statements of each join, as they were given to SQLAlchemy."""

    joins: list[list[tuple[Any, Any]]] = field(default_factory=list)

    def note(self, _connection: Connection, statement: Any, many: Any, one: Any, _options: Any) -> None:
        """Listens to SQLAlchemy."""
        self.joins[-1].append((statement, list(many) if many else dict(one)))


def figures() -> Iterator[Figure]:
    """On SQLite, and on MariaDB where its server is installed."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _on("SQLite", [f"sqlite+aiosqlite:///{Path(folder)}/{n}.db" for n in range(2 * ROUNDS + 1)])
    try:
        with running_mariadb() as server:
            yield from _on("MariaDB", [server.create_database() for _ in range(2 * ROUNDS + 1)])
    except MariaDBMissing as missing:
        print(f"MariaDB was not measured: {missing}")


def _on(database: str, urls: list[str]) -> Iterator[Figure]:
    recorded = asyncio.run(_record(prepared(urls[0])))
    most = max(len(join) for join in recorded.joins)
    ours, noop, bare = [], [], []
    for join_url, bare_url in zip(urls[1::2], urls[2::2], strict=True):
        ours.append(asyncio.run(_join_all(prepared(join_url))))
        noop.append(asyncio.run(_noop_all()))
        bare.append(asyncio.run(_replay(prepared(bare_url), recorded)))
    yield Figure(f"{database}: SQL statements of a join", most, "", goal=4)
    yield Figure(f"{database}: CPU of a no-op Bolt command", 1e3 * min(noop), "ms")
    yield Figure(f"{database}: CPU of the join's statements, bare", 1e3 * min(bare), "ms")
    yield Figure(f"{database}: CPU of a join", 1e3 * min(ours), "ms")
    yield Figure(f"{database}: a join beside no-op + statements", min(ours) / (min(noop) + min(bare)), "×", goal=1.3)


async def _record(url: str) -> Recorded:
    recorded = Recorded()
    async with hall(url, RECRUITMENTS) as found:
        event.listen(found.parts.database.engine.sync_engine, "before_execute", recorded.note)
        for guest, recruitment in found.guests:
            recorded.joins.append([])
            await _join(found, guest, recruitment)
    return recorded


async def _join_all(url: str) -> float:
    """CPU seconds of one join."""
    async with hall(url, RECRUITMENTS) as found:
        began = _clock()
        for guest, recruitment in found.guests:
            await _join(found, guest, recruitment)
        spent = process_time() - began
        seats = [len((await _stored(found, recruitment)).participants) for _, recruitment in found.guests]
        assert set(seats) == {CAPACITY}, "a join did not take place"
        return spent / len(found.guests)


async def _join(found: Hall, guest: str, recruitment: Any) -> None:
    answer = await found.app.async_dispatch(interactive(click(guest, Action.RECRUITMENT_JOIN, str(recruitment))))
    assert answer.status == 200


async def _stored(found: Hall, recruitment: Any) -> Any:
    return await found.parts.patient.read(lambda tx: tx.recruitments.get(recruitment))


async def _noop_all() -> float:
    """CPU seconds of a command that is verified, parsed, authorized and answered with nothing."""
    app = AsyncApp(signing_secret=SECRET, process_before_response=True, authorize=_authorize)

    @app.command("/partner")
    async def nothing(ack: Any) -> None:
        await ack()

    async def one() -> None:
        request: AsyncBoltRequest = form(command("U1", "help"))
        assert (await app.async_dispatch(request)).status == 200

    await one()
    count, began = RECRUITMENTS * (CAPACITY - 1), _clock()
    for _ in range(count):
        await one()
    return (process_time() - began) / count


async def _authorize(**_: Any) -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=None, team_id=TEAM, bot_id="B0BOT", bot_user_id="U0BOT", bot_token="xoxb-benchmark"
    )


async def _replay(url: str, recorded: Recorded) -> float:
    """CPU seconds of one join's statements alone, on a database as it was before the joins."""
    async with hall(url, RECRUITMENTS) as found:
        began = _clock()
        for join in recorded.joins:
            async with found.parts.database.transaction(writing=True) as bound:
                await _run(bound.connection, join)
        return (process_time() - began) / len(recorded.joins)


async def _run(connection: AsyncConnection, join: list[tuple[Any, Any]]) -> None:
    for statement, parameters in join:
        result = await connection.execute(statement, parameters)
        if result.returns_rows:
            result.all()


def _clock() -> float:
    gc.collect()
    return process_time()
