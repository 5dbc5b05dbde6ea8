"""What all tests share: hypothesis profiles, and one private MariaDB for whoever asks for it."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.mariadb import MariaDBMissing, MariaDBServer, running_mariadb

# Deadlines measure the machine, not the code; a fixed seed makes a red run repeatable.
settings.register_profile("quick", deadline=None, derandomize=True, database=None)
settings.register_profile(
    "thorough", deadline=None, max_examples=1000, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(scope="session")
def mariadb() -> Iterator[MariaDBServer]:
    """The server of this test session. Whoever uses it wears the marker `mariadb`."""
    try:
        with running_mariadb() as server:
            yield server
    except MariaDBMissing as missing:
        if os.environ.get("CI"):
            pytest.fail(str(missing))
        pytest.skip(str(missing))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says what tests have counted: a run is worth as much as was tried in it."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            terminalreporter.write_line(f"{name}: {value}")
