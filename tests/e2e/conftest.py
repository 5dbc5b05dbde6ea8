"""A table of cadets for every whole flow: once over HTTP, once over Socket Mode."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from playground.driver import SlackDriver
from tests.e2e.house import running
from tests.e2e.people import Table


@pytest.fixture(params=[False, True], ids=["http", "socket_mode"])
async def table(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Table]:
    """Cadets, a workspace and the bot, made for one test."""
    async with running(tmp_path, socket_mode=request.param) as house, SlackDriver(house.playground.url) as slack:
        yield Table(slack)
