"""The command line as an operator meets it: words and exit codes."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from infra.settings import Settings
from tests.storage.versions import NEXT, expand, name_revision

TOKEN = "xoxb-" + "made-up"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setattr("bot.commands.configure_logging", lambda *_, **__: None)


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def partner42(*words: str, **variables: str) -> Result:
    return CliRunner().invoke(main, words, env=variables)


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("command", ["run", "web", "worker", "migrate", "playground"])
def test_wrong_settings_are_a_line_each_and_exit_code_2(command: str) -> None:
    result = partner42(command, PORT="x", PARTNER_LOCALE="fr")

    assert result.exit_code == 2
    assert [line.split(":")[0] for line in lines(result.stderr)] == ["PARTNER_LOCALE", "PORT"]


@pytest.mark.parametrize("command", ["web", "worker"])
def test_without_a_token_there_is_nothing_to_serve(command: str) -> None:
    result = partner42(command)

    assert result.exit_code == 2
    (line,) = lines(result.stderr)
    assert line.startswith("SLACK_BOT_TOKEN: ")


@pytest.mark.parametrize("command", ["web", "worker", "run"])
def test_a_taken_port_is_one_line_that_names_the_variable(command: str, taken_port: int) -> None:
    result = partner42(command, PORT=str(taken_port), SLACK_BOT_TOKEN=TOKEN, SLACK_SIGNING_SECRET="s")

    assert result.exit_code == 2
    (line,) = lines(result.stderr)
    assert line == f"PORT: port {taken_port} is taken; set PORT to another one"


@pytest.mark.parametrize("command", ["playground", "run"])
def test_a_taken_playground_port_names_its_own_variable(command: str, taken_port: int) -> None:
    result = partner42(command, PLAYGROUND_PORT=str(taken_port), PORT=str(free_port()))

    assert result.exit_code == 2
    (line,) = lines(result.stderr)
    assert line == f"PLAYGROUND_PORT: port {taken_port} is taken; set PLAYGROUND_PORT to another one"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def test_an_address_that_is_not_this_machines_names_the_host() -> None:
    result = partner42("web", HOST="192.0.2.1", SLACK_BOT_TOKEN=TOKEN, SLACK_SIGNING_SECRET="s")

    assert result.exit_code == 2
    assert result.stderr.startswith("HOST: ")


def test_migrating_makes_the_embedded_database_and_can_be_repeated(tmp_path: Path) -> None:
    assert partner42("migrate").exit_code == 0
    assert partner42("migrate").exit_code == 0

    assert (tmp_path / "var" / "partner42.db").exists()


def test_what_a_newer_version_has_migrated_is_left_as_it_is(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/newer.db"
    assert "newest schema" in partner42("migrate", DATABASE_URL=url).stdout
    expand(url)

    result = partner42("migrate", DATABASE_URL=url)
    assert (result.exit_code, "newer version, which serves this one too" in result.stdout) == (0, True)


def test_what_serves_newer_versions_alone_is_one_line_that_names_the_variable(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/newer.db"
    partner42("migrate", DATABASE_URL=url)
    name_revision(url, f"{NEXT}-needs-{NEXT}")

    result = partner42("migrate", DATABASE_URL=url)
    assert result.exit_code == 2
    (line,) = lines(result.stderr)
    assert line.startswith("DATABASE_URL: ")


def test_the_manifest_is_json_for_either_transport() -> None:
    over_http = partner42("manifest", "--url", "https://partner.example.org")
    over_socket = partner42("manifest", "--socket")

    assert json.loads(over_http.stdout)["settings"]["socket_mode_enabled"] is False
    assert json.loads(over_socket.stdout)["settings"]["socket_mode_enabled"] is True


@pytest.mark.parametrize("words", [[], ["--socket", "--url", "https://x.example"], ["--url", "http://x.example"]])
def test_the_manifest_wants_to_know_exactly_one_transport(words: list[str]) -> None:
    assert partner42("manifest", *words).exit_code == 2


def test_the_doctor_tells_wrong_settings_as_findings() -> None:
    result = partner42("doctor", PORT="x")

    assert result.exit_code == 1
    assert "PORT: " in result.stderr
