#!/usr/bin/env python
"""Takes the README's pictures anew by following its tour: `.venv/bin/python docs/tour/make_screenshots.py`.

Everything runs as for a newcomer: `partner42 run` without a token, and Chromium windows of several people. Languages
given as arguments (`ko`, `en`) narrow it to these. A step of the tour that can't be done any more fails here.
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
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from playwright.async_api import Browser, Locator, Page, ViewportSize, async_playwright, expect

from playground.driver import SlackDriver

FOLDER: Final = Path(__file__).parent
SIZE: Final = ViewportSize(width=1280, height=800)
SEOUL: Final = ZoneInfo("Asia/Seoul")
MEAL: Final = "C0MEAL"
STUDY: Final = "C0STUDY"
BEGINNING: Final = timedelta(hours=11, minutes=40)  # of the day, so that 12:30 is on the same one
START_SECONDS: Final = 30
REMEMBERED: Final = "localStorage.setItem('playground.first-steps', 'done')"


@dataclass(frozen=True)
class Words:
    """The tour in one language: who takes part, what they type, choose and press."""

    language: str
    locale: str
    people: tuple[str, str, str]
    meal: str
    title: str
    way: str
    study: str
    study_title: str
    kind: str
    post: str
    join: str
    confirm_now: str
    confirm: str
    move: str


KOREAN: Final = Words(
    language="ko",
    locale="ko-KR",
    people=("U0MINJUN", "U0SEOYEON", "U0JIWOO"),
    meal="/partner 밥 개포 12:30 치킨 4명",
    title="치킨",
    way="외식",
    study="/partner 공부 서초 15:00 미니쉘 3명",
    study_title="미니쉘",
    kind="본과정",
    post="올리기",
    join="참여하기",
    confirm_now="✅ 지금 확정",
    confirm="확정하기",
    move="옮기기",
)
ENGLISH: Final = Words(
    language="en",
    locale="en-US",
    people=("U0ANA", "U0JOHN", "U0SEOYEON"),
    meal="/partner meal gaepo 12:30 chicken 4 people",
    title="chicken",
    way="Eating out",
    study="/partner study seocho 15:00 minishell 3 people",
    study_title="minishell",
    kind="Inner circle",
    post="Post",
    join="Join",
    confirm_now="✅ Confirm now",
    confirm="Confirm",
    move="Move",
)


@dataclass(frozen=True)
class Window:
    """One person's window."""

    page: Page
    words: Words

    @property
    def modal(self) -> Locator:
        """The modal that is open."""
        return self.page.locator("dialog.modal[open]")

    def button(self, name: str) -> Locator:
        """The newest button of that name."""
        return self.page.get_by_role("button", name=name, exact=True).last

    async def post(self, command: str, choice: str, picture: str | None = None) -> None:
        """Types the command, chooses what it left open, and posts."""
        box = self.page.get_by_role("main").get_by_role("textbox")
        await box.fill(command)
        await box.press("Enter")
        await self.modal.get_by_role("radio", name=choice, exact=True).check()
        if picture:
            await self.picture(picture)
        await self.modal.get_by_role("button", name=self.words.post, exact=True).click()
        await expect(self.button(self.words.join)).to_be_visible()

    async def join(self) -> None:
        """Presses the button, and waits for the answer that only this person sees."""
        answers = self.page.locator(".message.ephemeral")
        before = await answers.count()
        await self.button(self.words.join).click()
        await expect(answers).to_have_count(before + 1)

    async def sees_seats(self, taken: str) -> None:
        """Waits until the post shows that so many are in; its refreshes come about a second apart."""
        await expect(self.page.get_by_role("article").filter(has_text=taken)).to_be_visible()

    async def confirm(self, picture: str) -> None:
        """Chooses it in the post's menu, and says yes."""
        await self.page.locator('[data-action-id="recruitment_manage"]').last.click()
        await self.page.get_by_role("menuitem", name=self.words.confirm_now).click()
        yes = self.modal.get_by_role("button", name=self.words.confirm, exact=True)
        await expect(yes).to_be_visible()
        await self.picture(picture)
        await yes.click()
        await expect(self.modal).to_have_count(0)

    async def move_clock_to(self, time: str, picture: str) -> None:
        """Opens the clock and moves it on."""
        await self.page.locator(".clock-button").click()
        await self.page.locator("#clock-to").fill(time)
        await self.picture(picture)
        await self.button(self.words.move).click()
        await self.page.keyboard.press("Escape")

    async def enter(self, channel: str) -> None:
        """Opens a channel from the sidebar."""
        await self.page.locator(f'button[data-channel="{channel}"]').click()

    async def read_group(self, title: str) -> None:
        """Opens the group's conversation, as soon as it shows in the sidebar, and finds what it is about."""
        await self.page.locator('[data-section="dms"] button.unread').click()
        await expect(self.page.get_by_role("article").last).to_contain_text(title)

    async def open_requests(self) -> None:
        """Shows what went over the wire."""
        await self.page.locator(".top-button", has=self.page.locator(".badge-bad")).click()

    async def picture(self, name: str) -> None:
        """Keeps what the window shows, with the mouse out of the way."""
        await self.page.mouse.move(1, 1)
        await self.page.screenshot(path=FOLDER / f"{name}.{self.words.language}.png", animations="disabled")


async def take(words: Words, browser: Browser, url: str) -> None:
    """Meal by confirming, study by moving the clock on."""
    await _begin_in_the_morning(url, words)
    author, second, third = [await _open(words, browser, url, person) for person in words.people]
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
        await window.enter(STUDY)
    await second.post(words.study, words.kind)
    await third.join()
    await second.sees_seats("2/3")
    await second.move_clock_to("14:50", "5-clock")
    for window in (second, third):
        await window.read_group(words.study_title)
    await second.open_requests()
    await second.picture("6-requests")


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
            browser = await driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            await take(words, browser, url)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
