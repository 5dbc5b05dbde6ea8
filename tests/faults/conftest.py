"""A rig for each test, on SQLite or on MariaDB, and whatever it does by chance, by a seed that a red run names."""

import os
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from storage import schema
from storage.tables import participation
from storage.tables.recruiting import Participating
from tests.faults.books import Account, Books, books
from tests.faults.crowd import Crowd
from tests.faults.rig import Rig, rig
from tests.mariadb import MariaDBServer, empty

SEED = int(os.environ.get("FAULTS_SEED", "42"))

BOTH = pytest.mark.parametrize("database", [pytest.param("sqlite"), pytest.param("mariadb", marks=pytest.mark.mariadb)])
"""A test of both databases."""

ON_MARIADB = pytest.mark.parametrize("database", [pytest.param("mariadb", marks=pytest.mark.mariadb)])
"""A test of what only a server can do, or that takes too long to be run on both."""


@dataclass
class Scene:
    """Everything that a test works with."""

    rig: Rig
    books: Books
    crowd: Crowd
    rng: Random

    async def settled(self) -> Account:
        """What there is once nothing waits any more: said, and without a fault."""
        account = await self.books.settled()
        print(account)
        assert not account.faults
        return account

    async def seats(self) -> Counter[Participating]:
        """How many have a seat and how many wait for one, in all."""
        return Counter(row.state for row in await self.books.rows(select(participation.c.state)))


MakeScene = Callable[..., AbstractAsyncContextManager[Scene]]


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "template.db"
    schema.migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest) -> MariaDBServer:
    """The server that a test's MariaDB is on; a module that mistreats it has one of its own."""
    server: MariaDBServer = request.getfixturevalue("mariadb")
    return server


@pytest.fixture(scope="module")
def mariadb_url(server: MariaDBServer) -> str:
    url = server.create_database()
    schema.migrate(url)
    return url


@pytest.fixture
def database_url(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty, migrated database."""
    if database == "mariadb":
        url: str = request.getfixturevalue("mariadb_url")
        empty(url)
        return url
    path = tmp_path / "bot.db"
    shutil.copy(request.getfixturevalue("sqlite_file"), path)
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture
def make_scene(database_url: str, tmp_path: Path) -> MakeScene:
    """A scene with settings that a test wants otherwise."""
    return partial(_scene, tmp_path, database_url)


@pytest.fixture
async def scene(make_scene: MakeScene) -> AsyncIterator[Scene]:
    async with make_scene() as made:
        yield made


@asynccontextmanager
async def _scene(folder: Path, database_url: str, **more: Any) -> AsyncIterator[Scene]:
    print(f"FAULTS_SEED={SEED}")
    async with rig(folder, database_url, **more) as built, books(built) as kept:
        rng = Random(SEED)
        yield Scene(built, kept, Crowd(built, rng), rng)
