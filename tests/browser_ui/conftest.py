"""One Chromium for all page tests; a workspace and windows of its own for each."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, async_playwright

from tests.browser_ui.page_bot import Workspace, running_workspace
from tests.browser_ui.window import MINJUN, Window

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
FIRST_STEPS_DONE = "localStorage.setItem('playground.first-steps', 'done')"
Opener = Callable[..., Awaitable[Window]]


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where Debian puts Chromium."""
    path = shutil.which("chromium")
    if path is None and os.environ.get("CI"):
        pytest.fail("Chromium is not installed: on Debian, `apt-get install chromium`")
    if path is None:
        pytest.skip("Chromium is not installed: on Debian, `apt-get install chromium`")
    return path


@pytest.fixture(scope="session")
async def chromium(chromium_path: str) -> AsyncIterator[Browser]:
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
def workspace_options() -> dict[str, Any]:
    """What a test module may override; an answer that doesn't come is given up after a moment."""
    return {"ack_seconds": 0.6}


@pytest.fixture
async def workspace(workspace_options: dict[str, Any]) -> AsyncIterator[Workspace]:
    async with running_workspace(**workspace_options) as running:
        yield running


@pytest.fixture
async def window(chromium: Browser, workspace: Workspace) -> AsyncIterator[Opener]:
    """Opens windows; each test ends by looking whether a script complained in any of them."""
    opened: list[Window] = []

    async def open_window(user: str = MINJUN, path: str = "/archives/C0MEAL", **context: Any) -> Window:
        welcome = context.pop("welcome", False)
        given = {"locale": "ko-KR", "viewport": {"width": 1280, "height": 800}, **context}
        tab = await chromium.new_context(**given)
        tab.set_default_timeout(8000)
        if not welcome:
            await tab.add_init_script(FIRST_STEPS_DONE)
        made = Window(await tab.new_page(), workspace.playground.url)
        opened.append(made)
        return await made.open(user, path)

    yield open_window
    for one in opened:
        await one.page.context.close()
    assert [fault for one in opened for fault in one.faults] == []


@pytest.fixture(scope="session")
def ui_folder() -> Path:
    return Path(__file__).parents[2] / "playground" / "ui"
