"""Every storage test runs on SQLite and on MariaDB, on schemas that the real migrations made."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from storage import schema
from storage.database import Database
from storage.unit_of_work import SqlUnitOfWork
from tests.mariadb import MariaDBServer, empty

KINDS = [pytest.param("sqlite"), pytest.param("mariadb", marks=pytest.mark.mariadb)]


@dataclass
class Store:
    """One migrated, empty database. `open` gives one more pool on it: what another process would have."""

    url: str
    machine_shift: timedelta = timedelta()
    pools: list[Database] = field(default_factory=list)

    def open(self, **options: Any) -> Database:
        options = {"machine_shift": lambda: self.machine_shift, **options}
        self.pools.append(Database(self.url, **options))
        return self.pools[-1]

    def unit_of_work(self, database: Database | None = None, **options: Any) -> SqlUnitOfWork:
        return SqlUnitOfWork(database or self.open(), **{"budget": timedelta(seconds=20), **options})

    async def close(self) -> None:
        for database in self.pools:
            await database.dispose()

    def wait(self, span: timedelta) -> None:
        """Lets machine time pass."""
        self.machine_shift += span


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.db"
    schema.migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def mariadb_url(mariadb: MariaDBServer) -> str:
    url = mariadb.create_database()
    schema.migrate(url)
    return url


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "partner42.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture(params=KINDS)
def store_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"{request.param}_url")
    if request.param == "mariadb":
        empty(url)
    return url


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[Store]:
    opened = Store(store_url)
    yield opened
    await opened.close()


@pytest.fixture
async def mariadb_store(mariadb_url: str) -> AsyncIterator[Store]:
    """For what only a server can do. Its tests wear the marker `mariadb`."""
    empty(mariadb_url)
    opened = Store(mariadb_url)
    yield opened
    await opened.close()
