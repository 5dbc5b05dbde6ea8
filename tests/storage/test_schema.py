"""The migrations make the schema that the program speaks to."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect
from sqlalchemy.pool import NullPool

from storage import schema
from storage.revisions import Standing
from storage.tables import metadata
from tests.mariadb import MariaDBServer
from tests.storage.conftest import KINDS


@pytest.fixture(params=KINDS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "mariadb":
        server: MariaDBServer = request.getfixturevalue("mariadb")
        return server.create_database()
    return f"sqlite+aiosqlite:///{tmp_path / 'empty.db'}"


def engine_of(url: str) -> Engine:
    return create_engine(url.replace("+aiomysql", "+pymysql").replace("+aiosqlite", ""), poolclass=NullPool)


def test_the_migrated_schema_is_what_the_tables_say(empty_url: str) -> None:
    schema.migrate(empty_url)
    with engine_of(empty_url).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_an_empty_database_is_not_at_the_newest_revision(empty_url: str) -> None:
    assert schema.current_revision(empty_url) is None
    assert schema.checked_standing(empty_url) is Standing.BEHIND


def test_it_goes_up_and_down_and_up_again(empty_url: str) -> None:
    schema.migrate(empty_url)
    assert schema.checked_standing(empty_url) is Standing.NEWEST
    schema.downgrade(empty_url, "base")
    assert inspect(engine_of(empty_url)).get_table_names() == ["alembic_version"]
    schema.migrate(empty_url)
    assert schema.checked_standing(empty_url) is Standing.NEWEST


def test_migrating_twice_changes_nothing(empty_url: str) -> None:
    schema.migrate(empty_url)
    schema.migrate(empty_url)
    assert schema.checked_standing(empty_url) is Standing.NEWEST


def test_of_the_processes_that_migrate_at_once_one_does_it(empty_url: str) -> None:
    program = "import sys; from storage import schema; schema.migrate(sys.argv[1])"
    command = [sys.executable, "-c", program, empty_url]
    started = [subprocess.Popen(command) for _ in range(3)]  # noqa: S603 our own program
    assert [process.wait() for process in started] == [0, 0, 0]
    assert schema.checked_standing(empty_url) is Standing.NEWEST


def test_on_sqlite_all_of_it_happens_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("the disk is full")

    url = f"sqlite+aiosqlite:///{tmp_path / 'half.db'}"
    with monkeypatch.context() as broken:
        broken.setattr("alembic.op.add_column", fails)
        with pytest.raises(RuntimeError):
            schema.migrate(url)
    assert schema.current_revision(url) is None
    assert inspect(engine_of(url)).get_table_names() == []
    schema.migrate(url)
    assert schema.checked_standing(url) is Standing.NEWEST


def test_a_new_sqlite_database_gets_its_folder(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'var' / 'new.db'}"
    schema.migrate(url)
    assert schema.checked_standing(url) is Standing.NEWEST


def test_asking_for_the_revision_waits_for_nobody(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'busy.db'}"
    schema.migrate(url)
    with engine_of(url).connect() as busy:
        busy.exec_driver_sql("BEGIN IMMEDIATE")
        assert schema.checked_standing(url) is Standing.NEWEST
