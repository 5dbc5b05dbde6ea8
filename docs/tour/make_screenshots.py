#!/usr/bin/env python
"""Takes the README's pictures anew by following its tour: `.venv/bin/python docs/tour/make_screenshots.py`.

Everything runs as for a newcomer: `partner42 run` without a token, and Chromium windows of several people. Languages
given as arguments (`ko`, `en`) narrow it to these. A step of the tour that can't be done any more fails here.

It needs Chromium, and fonts for Korean and for emoji; on Debian
`apt install chromium fonts-noto-cjk fonts-noto-color-emoji`.
"""

import asyncio
import os
import shutil
import socket
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from playwright.async_api import Browser, ViewportSize, async_playwright
from window import Window
from words import ENGLISH, KOREAN, Words

from playground.driver import SlackDriver

SIZE: Final = ViewportSize(width=1280, height=800)
SEOUL: Final = ZoneInfo("Asia/Seoul")
MEAL: Final = "C0MEAL"
STUDY: Final = "C0STUDY"
BEGINNING: Final = timedelta(hours=11, minutes=40)  # of the day, so that 12:30 is on the same one
START_SECONDS: Final = 30
NEWCOMER: Final = "suakang"  # the name of the second of the newcomers
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
REMEMBERED: Final = "localStorage.setItem('playground.first-steps', 'done')"


async def take(words: Words, browser: Browser, url: str) -> None:
    """Meal by confirming, study by moving the clock on, and two random matches."""
    await _begin_in_the_morning(url, words)
    author, second, third = [await _open(words, browser, url, person) for person in words.people]
    await _confirm_a_meal(author, second, third)
    await _let_the_time_come(second, third)
    one, other = [await _open(words, browser, url, person) for person in words.newcomers]
    await _match_within_seconds(author, one)
    await _match_by_an_idea(second, other)


async def _confirm_a_meal(author: Window, second: Window, third: Window) -> None:
    words = author.words
    await author.post(words.meal, words.way, "1-form")
    await second.join()
    await third.join()
    await second.sees_seats("3/4")
    await second.picture("2-joined")
    await author.confirm("3-confirm")
    await author.read_group(words.title)
    await author.picture("4-group")
    for window in (second, third):
        await window.read_group(words.title)


async def _let_the_time_come(author: Window, other: Window) -> None:
    words = author.words
    for window in (author, other):
        await window.enter(STUDY)
    await author.post(words.study, words.kind)
    await other.join()
    await author.sees_seats("2/3")
    await author.move_clock_to("14:50", "5-clock")
    for window in (author, other):
        await window.read_group(words.study_title)
    await author.toggle_requests()
    await author.picture("6-requests")
    await author.toggle_requests()


async def _match_within_seconds(first: Window, newcomer: Window) -> None:
    await first.enter(MEAL)
    await first.apply("GAEPO", "7-alone")
    await newcomer.apply("GAEPO")
    for window in (first, newcomer):
        await window.read_group(first.words.two)


async def _match_by_an_idea(first: Window, newcomer: Window) -> None:
    await first.enter(MEAL)
    await first.apply("SEOCHO")
    await newcomer.apply("GAEPO")
    await first.waits_in_vain()
    await first.move_clock_by_ten_minutes()
    await first.accept_idea("8-idea")
    for window, other in ((first, NEWCOMER), (newcomer, "")):
        await window.read_group(first.words.two, other=other)


async def _begin_in_the_morning(url: str, words: Words) -> None:
    async with SlackDriver(url) as slack:
        clock = (await slack.state(words.people[0]))["clock"]
        now = datetime.fromisoformat(clock["now"]).astimezone(SEOUL)
        since_midnight = timedelta(hours=now.hour, minutes=now.minute)
        await slack.advance(((BEGINNING - since_midnight) % timedelta(days=1)).total_seconds())


async def _open(words: Words, browser: Browser, url: str, person: str) -> Window:
    context = await browser.new_context(viewport=SIZE, locale=words.locale, color_scheme="light")
    await context.add_init_script(REMEMBERED)
    page = await context.new_page()
    await page.goto(f"{url}archives/{MEAL}?as={person}")
    return Window(page, words)


@asynccontextmanager
async def bot_and_playground(language: str) -> AsyncIterator[str]:
    """`partner42 run` without a token, in a folder of its own; gives the page's address."""
    port, page_port = _free_ports()
    unset = dict.fromkeys(("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_API_URL", "DATABASE_URL"), "")
    ports = {"PORT": str(port), "PLAYGROUND_PORT": str(page_port)}
    env = {**os.environ, **unset, **ports, "PARTNER_LOCALE": language}
    with tempfile.TemporaryDirectory() as folder:
        command = (sys.executable, "-m", "bot", "run")
        process = await asyncio.create_subprocess_exec(*command, cwd=folder, env=env, stdout=PIPE, stderr=DEVNULL)
        try:
            await asyncio.wait_for(_until_ready(process), START_SECONDS)
            yield f"http://127.0.0.1:{page_port}/"
        finally:
            process.terminate()
            await process.wait()


async def _until_ready(process: asyncio.subprocess.Process) -> None:
    if process.stdout is None:
        raise RuntimeError("its output is piped")
    while line := await process.stdout.readline():
        if b"42Partner is ready" in line:
            return
    raise RuntimeError("partner42 ended before it was ready; run it by hand to see why")


def _free_ports() -> tuple[int, int]:
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        return one.getsockname()[1], other.getsockname()[1]


async def main(languages: list[str]) -> None:
    """Takes the pictures of the given languages, or of all."""
    chromium = shutil.which("chromium")
    for words in [each for each in (KOREAN, ENGLISH) if not languages or each.language in languages]:
        async with bot_and_playground(words.language) as url, async_playwright() as driver:
            browser = await driver.chromium.launch(executable_path=chromium, args=FLAGS)
            await take(words, browser, url)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
