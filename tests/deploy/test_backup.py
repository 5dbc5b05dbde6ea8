"""Backup and restore as docs/operations.md tells them, on both databases, word by word."""

import asyncio
import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url, select, text

from storage import schema
from storage.database import Database
from storage.queue import SqlDeliveryQueue
from storage.tables import metadata
from storage.unit_of_work import SqlUnitOfWork
from tests.mariadb import MariaDBServer
from tests.storage.people import cadets, lunch, posted
from tests.storage.test_outbox import MINUTE, card

OPERATIONS = (Path(__file__).parents[2] / "docs/operations.md").read_text(encoding="utf-8")
CARDS = 3


def told(what: str) -> str:
    """The commands below a comment of this name."""
    found = re.search(rf"^```(?:sh|sql)\n(?:#|--) {what}\n(.+?)^```", OPERATIONS, re.MULTILINE | re.DOTALL)
    assert found, what
    return found.group(1)


@dataclass
class Place:
    """A database and how the commands are told where it is."""

    kind: str
    url: str
    variables: Mapping[str, str]

    async def run(self, what: str, backup: Path) -> None:
        environment = {**os.environ, **self.variables, "BACKUP": str(backup)}
        command = ["sh", "-euc", told(f"{what}: {self.kind}")]
        done = await asyncio.to_thread(subprocess.run, command, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()


def sqlite_place(folder: Path, name: str) -> Place:
    return Place("sqlite", f"sqlite+aiosqlite:///{folder}/{name}.db", {"DB_FILE": f"{folder}/{name}.db"})


def mariadb_place(server: MariaDBServer) -> Place:
    url = make_url(server.create_database())
    variables = {
        "DB_HOST": url.host,
        "DB_PORT": str(url.port),
        "DB_USER": url.username,
        "DB_NAME": url.database,
        "MYSQL_PWD": url.password,
    }
    return Place("mariadb", url.render_as_string(hide_password=False), {k: str(v) for k, v in variables.items()})


@pytest.fixture(params=["sqlite", pytest.param("mariadb", marks=pytest.mark.mariadb)])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Sequence[Place]:
    """Where the data are, and an empty place to restore them to."""
    if request.param == "sqlite":
        return [sqlite_place(tmp_path, name) for name in ("old", "new")]
    server: MariaDBServer = request.getfixturevalue("mariadb")
    return [mariadb_place(server) for _ in range(2)]


async def everything(database: Database) -> dict[str, list[Any]]:
    async with database.transaction(writing=False) as bound:
        return {
            table.name: sorted(map(repr, (await bound.connection.execute(select(table))).all()))
            for table in metadata.sorted_tables
        }


async def test_what_is_restored_is_all_that_was_there_and_is_looked_for_before_it_is_sent(
    places: Sequence[Place], tmp_path: Path
) -> None:
    old, new = places
    await asyncio.to_thread(schema.migrate, old.url)
    before = Database(old.url)
    people = await cadets(before)
    units = SqlUnitOfWork(before, budget=timedelta(seconds=20))
    await posted(units, *(lunch(people, author) for author in range(4)))
    cards = [card(people.workspace_id, f"r{number}") for number in range(CARDS)]
    await units.write(lambda tx: tx.outbox.enqueue(*cards))
    kept = await everything(before)

    await old.run("backup", tmp_path / "backup")
    await before.dispose()
    await new.run("restore", tmp_path / "backup")

    after = Database(new.url)
    try:
        assert await everything(after) == kept
        assert kept["recruitment"]
        assert (await asyncio.to_thread(schema.checked_standing, new.url)).serves
        async with after.transaction(writing=True) as bound:
            await bound.connection.execute(text(told("after a restore")))
        claims = await SqlDeliveryQueue(after, budget=timedelta(seconds=20)).claim(CARDS, MINUTE)
        assert [claim.in_doubt for claim in claims] == [True] * CARDS
        assert all(claim.first_attempt_at < claim.lease_until - MINUTE for claim in claims)
    finally:
        await after.dispose()
