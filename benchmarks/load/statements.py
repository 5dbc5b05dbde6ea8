"""What a request says to the database: counted one by one, and run again bare, without anything of ours around it."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import process_time
from typing import Any

from slack_bolt.request.async_request import AsyncBoltRequest
from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncConnection

from benchmarks.hall import Hall, hall
from benchmarks.load.knocks import Guest, Knock, joins
from storage.database import Database


@dataclass
class Recorded:
    """The statements of each request, as they were given to SQLAlchemy."""

    requests: list[list[tuple[Any, Any]]] = field(default_factory=list)

    def note(self, _connection: Connection, statement: Any, many: Any, one: Any, _options: Any) -> None:
        """Listens to SQLAlchemy."""
        self.requests[-1].append((statement, list(many) if many else dict(one)))

    @property
    def most(self) -> int:
        """Statements of the request that had most of them."""
        return max(len(request) for request in self.requests)


async def recorded(found: Hall, knocks: Sequence[Knock]) -> Recorded:
    """What these requests say to the database, one after the other."""
    record = Recorded()
    with _listening(found.parts.database, record):
        for knock in knocks:
            record.requests.append([])
            await _answer(found, knock)
    return record


async def bare_cpu_of_joins(database_url: str, recruitments: int, record: Recorded) -> float:
    """Milliseconds of CPU that one join's statements cost alone, on a database as it was before the joins."""
    async with hall(database_url, recruitments) as found:
        gc.collect()
        began = process_time()
        for join in record.requests:
            async with found.parts.database.transaction(writing=True) as bound:
                await _run(bound.connection, join)
        return 1e3 * (process_time() - began) / len(record.requests)


async def record_of_joins(database_url: str, recruitments: int) -> Recorded:
    """What the joins of everybody in a hall say to the database. All of them are known by then."""
    async with hall(database_url, recruitments) as found:
        return await recorded(found, joins(found.guests))


async def statements_of_newcomers(found: Hall, guests: Sequence[Guest]) -> int:
    """Statements of a join by somebody whom the process has not seen of late."""
    for guest, _ in guests:
        found.parts.directory.forget(found.team, guest)
    return (await recorded(found, joins(guests))).most


async def _answer(found: Hall, knock: Knock) -> None:
    request = AsyncBoltRequest(body=knock.raw, headers=knock.headers)  # type: ignore[arg-type] # its own shape of headers
    answer = await found.app.async_dispatch(request)
    if answer.status != 200:
        raise RuntimeError(f"answered {answer.status}")


async def _run(connection: AsyncConnection, statements: list[tuple[Any, Any]]) -> None:
    for statement, parameters in statements:
        result = await connection.execute(statement, parameters)
        if result.returns_rows:
            result.all()


@contextmanager
def _listening(database: Database, record: Recorded) -> Iterator[None]:
    engine = database.engine.sync_engine
    event.listen(engine, "before_execute", record.note)
    try:
        yield
    finally:
        event.remove(engine, "before_execute", record.note)
