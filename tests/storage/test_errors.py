"""Which errors pass by themselves, and which are faults."""

import sqlite3

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from storage.database import async_url, passes


def mysql(code: int, *, lost: bool = False) -> DBAPIError:
    return OperationalError("UPDATE", {}, Exception(code, "said the server"), connection_invalidated=lost)


def sqlite(code: int) -> DBAPIError:
    error = sqlite3.OperationalError("said SQLite")
    error.sqlite_errorcode = code
    return OperationalError("UPDATE", {}, error)


@pytest.mark.parametrize("code", [1205, 1213, 2006, 2013, 1290, 1836, 2003, 1040, 1053])
def test_what_mysql_says_of_locks_and_lost_servers_passes(code: int) -> None:
    assert passes(mysql(code))


def test_what_sqlite_says_of_locks_passes() -> None:
    assert passes(sqlite(sqlite3.SQLITE_BUSY))
    assert passes(sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT))
    assert passes(sqlite(sqlite3.SQLITE_LOCKED))


@pytest.mark.parametrize(
    "error", [InterfaceError("UPDATE", {}, Exception(0, "Not connected"), connection_invalidated=True),
              PoolTimeoutError(), ConnectionResetError(), TimeoutError()]
)  # fmt: skip
def test_a_connection_that_is_lost_or_not_to_be_had_passes(error: Exception) -> None:
    assert passes(error)


@pytest.mark.parametrize(
    "error", [mysql(1064), mysql(1062), sqlite(sqlite3.SQLITE_ERROR), ValueError(),
              IntegrityError("INSERT", {}, sqlite3.IntegrityError("UNIQUE constraint failed"))]
)  # fmt: skip
def test_a_fault_does_not_pass(error: Exception) -> None:
    assert not passes(error)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("sqlite:///var/x.db", "sqlite+aiosqlite:///var/x.db"),
        ("mysql://u@h/db", "mysql+aiomysql://u@h/db"),
        ("mariadb+mariadbconnector://u@h/db?charset=utf8mb4", "mysql+aiomysql://u@h/db?charset=utf8mb4"),
    ],
)
def test_the_driver_follows_from_the_kind_of_database(given: str, used: str) -> None:
    assert async_url(given).render_as_string() == used


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(ValueError, match="postgresql"):
        async_url("postgresql://u:secret@h/db")
