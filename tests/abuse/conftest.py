"""Towns for whoever asks: built once, copied for each."""

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import pytest

from storage.schema import migrate
from tests.abuse.settling import Settlers, Things
from tests.abuse.town import Town, opened
from tests.fakes import Clock
from tests.mariadb import MariaDBServer

LATER_IDS = 1000
"""Where ids begin that are given after the town was built."""


@dataclass(frozen=True)
class Built:
    """A town that is built, in a database file; `now` is its time."""

    path: Path
    things: Things
    clock: Clock


Copied = Callable[[], AbstractAsyncContextManager[Town]]


@pytest.fixture(scope="session")
async def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    path = tmp_path_factory.mktemp("town") / "town.db"
    migrate(f"sqlite:///{path}")
    async with opened(f"sqlite+aiosqlite:///{path}") as town:
        things = await Settlers(town).settle()
        await town.told()
        return Built(path, things, town.clock)


@pytest.fixture(scope="session")
def things(built: Built) -> Things:
    return built.things


@pytest.fixture(scope="session")
def copied(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Copied:
    """Gives a town of one's own, however often it is asked."""
    folder, numbers = tmp_path_factory.mktemp("towns"), count()

    @asynccontextmanager
    async def copy() -> AsyncIterator[Town]:
        path = folder / f"{next(numbers)}.db"
        shutil.copy(built.path, path)
        async with opened(f"sqlite+aiosqlite:///{path}", ids_from=LATER_IDS, clock=replace(built.clock)) as town:
            yield town
        path.unlink()

    return copy


@pytest.fixture(scope="module")
async def town(copied: Copied) -> AsyncIterator[Town]:
    """One for all tests of a file that change nothing."""
    async with copied() as shared:
        yield shared


@pytest.fixture
async def mariadb_town(mariadb: MariaDBServer) -> AsyncIterator[tuple[Town, Things]]:
    """The same town on a server. Its tests wear the marker `mariadb`."""
    url = mariadb.create_database()
    migrate(url)
    async with opened(url) as town:
        yield town, await Settlers(town).settle()
