"""One Chromium for all; for each test a bot, a workspace at ten to twelve, and windows of its own."""

import os
from collections.abc import AsyncIterator, Generator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.browser.chromium import MISSING, find_chromium, running_chromium
from tests.browser.hall import PATIENCE_MS, SEOUL, Hall
from tests.e2e.house import running

SCREENSHOTS = Path(__file__).parents[2] / "var" / "screenshots"


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fixtures may ask how their test ended."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
def chromium_path() -> str:
    path = find_chromium()
    if path is None and os.environ.get("CI"):
        pytest.fail(MISSING)
    if path is None:
        pytest.skip(MISSING)
    return path


@pytest.fixture(scope="session")
async def chromium(chromium_path: str) -> AsyncIterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    async with running_chromium(chromium_path) as browser:
        yield browser


@pytest.fixture
async def hall(request: pytest.FixtureRequest, chromium: Browser, tmp_path: Path) -> AsyncIterator[Hall]:
    """Lunch is near, whenever the tests run: the clock starts at the next 11:50."""
    async with running(tmp_path) as house:
        playground = house.playground
        playground.clock.advance(until_ten_to_twelve(playground.clock.now()))
        name = request.node.originalname.removeprefix("test_")
        made = Hall(chromium, house, SCREENSHOTS / name)
        try:
            yield made
            if request.node.stash.get(FAILED, False):
                await made.last_look()
        finally:
            await made.close()
        assert made.faults() == []
        assert playground.backend.inspector.violations() == []


def until_ten_to_twelve(now: datetime) -> timedelta:
    here = now.astimezone(SEOUL)
    noon = here.replace(hour=11, minute=50, second=0, microsecond=0)
    return noon - here if noon > here else noon + timedelta(days=1) - here
