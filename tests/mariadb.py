"""A private MariaDB: in a folder of its own, on a free port, for as long as the tests run."""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, create_engine
from sqlalchemy.pool import NullPool

from storage.tables import metadata

ADVICE = "MariaDB's server is not installed: on Debian, `apt-get install mariadb-server` (it need not be running)."
_FOLDERS = (*os.environ.get("PATH", "").split(os.pathsep), "/usr/sbin", "/usr/local/sbin", "/usr/bin")
_START_LIMIT = 60
_PRIVATE = ("--no-defaults", "--skip-log-bin")
_FORGETFUL, _DURABLE = "--innodb-flush-log-at-trx-commit=0", "--innodb-flush-log-at-trx-commit=1"


class MariaDBMissing(RuntimeError):  # noqa: N818 it says what is
    """There is no server program here."""


@dataclass
class MariaDBServer:
    """A running server. `root` may do everything; the databases' own user is as limited as a real one."""

    folder: Path
    port: int
    command: tuple[str, ...]
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """Ends it at once, as when its machine fails."""
        self.process.kill()
        self.process.wait()

    def freeze(self) -> None:
        """Stops it where it stands, connections open; returns once it has stopped indeed."""
        self.process.send_signal(signal.SIGSTOP)
        os.waitpid(self.process.pid, os.WUNTRACED)

    def thaw(self) -> None:
        """Lets it go on."""
        self.process.send_signal(signal.SIGCONT)

    def start(self) -> None:
        """Starts it again after it was killed; what was committed is there."""
        if self.process.poll() is not None:
            self.process = _spawn(self.command, self.folder)
            _wait_for(self)

    def administer(self, *statements: str) -> None:
        """Runs statements as root, for what a database administrator or a failover does."""
        with self._as_root() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
            connection.commit()

    def ask(self, question: str) -> Any:
        """The one value that answers a question of the administrator's."""
        with self._as_root() as connection:
            return connection.exec_driver_sql(question).scalar_one()

    def _as_root(self) -> Connection:
        socket_path = {"unix_socket": str(self.folder / "s.sock")}
        engine = create_engine(URL.create("mysql+pymysql", username="root", query=socket_path), poolclass=NullPool)
        return engine.connect()

    def create_database(self) -> str:
        """Creates an empty database and gives the URL of a user who may use it, and it alone."""
        name = f"test_{secrets.token_hex(6)}"
        self.administer(
            f"CREATE DATABASE {name} CHARACTER SET utf8mb4",
            "CREATE USER IF NOT EXISTS 'partner'@'127.0.0.1' IDENTIFIED BY 'partner'",
            f"GRANT ALL ON {name}.* TO 'partner'@'127.0.0.1'",
        )
        return f"mysql+aiomysql://partner:partner@127.0.0.1:{self.port}/{name}?charset=utf8mb4"


def empty(url: str) -> None:
    """Deletes every row of a migrated database."""
    engine = create_engine(url.replace("aiomysql", "pymysql"), poolclass=NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql("SET FOREIGN_KEY_CHECKS = 0")
        for table in metadata.sorted_tables:
            connection.execute(table.delete())


@contextlib.contextmanager
def running_mariadb(*, durable: bool = False, megabytes: int = 64) -> Iterator[MariaDBServer]:
    """Starts a server and ends it. Only a `durable` one may not lose the last second's commits when it is killed.

    `megabytes` is what it keeps of its data in memory. Raises `MariaDBMissing` with what to install.
    """
    install, serve = _program("mariadb-install-db"), _program("mariadbd")
    with tempfile.TemporaryDirectory(prefix="p42-mariadb-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary) / "data"
        folder.mkdir()
        _scratch(folder).mkdir()
        user = _give_away(folder)
        root_can_enter = "--auth-root-authentication-method=normal"
        _run(folder, install, "--no-defaults", *user, f"--datadir={folder}", root_can_enter, "--skip-test-db")
        server = _start(
            serve, (*user, _DURABLE if durable else _FORGETFUL, f"--innodb-buffer-pool-size={megabytes}M"), folder
        )
        try:
            _wait_for(server)
            yield server
        finally:
            server.kill()


def _program(name: str) -> str:
    found = shutil.which(name, path=os.pathsep.join(_FOLDERS))
    if found is None:
        raise MariaDBMissing(ADVICE)
    return found


def _give_away(folder: Path) -> tuple[str, ...]:
    """The server refuses to run as root, so root runs it as `mysql`, who then needs to enter the folder."""
    if os.geteuid() != 0:
        return ()
    account = pwd.getpwnam("mysql")
    folder.parent.chmod(0o755)
    for each in (folder, _scratch(folder)):
        os.chown(each, account.pw_uid, account.pw_gid)
    return ("--user=mysql",)


def _scratch(folder: Path) -> Path:
    """Where a server of this folder keeps what is temporary: one that starts clears it, whoever else uses it."""
    return folder.parent / "scratch"


def _environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "TMPDIR": str(_scratch(folder))}


def _run(folder: Path, *command: str) -> None:
    done = subprocess.run(  # noqa: S603 our own arguments
        command, env=_environment(folder), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stdout[-2000:]}{done.stderr[-2000:]}")


def _start(serve: str, options: tuple[str, ...], folder: Path) -> MariaDBServer:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    places = (f"--datadir={folder}", f"--socket={folder}/s.sock", f"--pid-file={folder}/pid")
    command = (serve, *_PRIVATE, *options, *places, f"--port={port}", "--bind-address=127.0.0.1")
    return MariaDBServer(folder, port, command, _spawn(command, folder))


def _spawn(command: tuple[str, ...], folder: Path) -> subprocess.Popen[bytes]:
    with (folder.parent / "log").open("ab") as log:
        return subprocess.Popen(  # noqa: S603 our own arguments
            command, env=_environment(folder), stdout=log, stderr=log
        )


def _wait_for(server: MariaDBServer) -> None:
    deadline = time.monotonic() + _START_LIMIT
    while not _answers(server.port):
        if server.process.poll() is not None or time.monotonic() > deadline:
            log = (server.folder.parent / "log").read_text(errors="replace")
            raise RuntimeError(f"MariaDB did not start: {log[-2000:]}")
        time.sleep(0.05)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
