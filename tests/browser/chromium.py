"""Debian's Chromium, headless, with a profile that nothing outlives."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
MISSING = "Chromium is not installed: on Debian, `apt-get install chromium`"


def find_chromium() -> str | None:
    """Where it is, if it is there."""
    return shutil.which("chromium")


@asynccontextmanager
async def running_chromium(path: str) -> AsyncIterator[Browser]:
    """A browser in plain English: its date fields are month, day, year on every machine."""
    env: dict[str, str | float | bool] = {**os.environ, "LANGUAGE": "en_US", "LANG": "en_US.UTF-8"}
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=path, args=[*FLAGS, "--lang=en-US"], env=env)
        try:
            yield browser
        finally:
            await browser.close()
