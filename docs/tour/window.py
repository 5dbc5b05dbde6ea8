# ruff: noqa: INP001 - stands beside the script that uses it
"""One person's window, and what the tour has people do in it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.async_api import Locator, Page, expect
from words import Words

FOLDER: Final = Path(__file__).parent
SWEEP_MS: Final = 20_000
"""Long enough for a sweep of the random pool, and for the messages that follow from it."""


@dataclass(frozen=True)
class Window:
    """One person's window."""

    page: Page
    words: Words

    @property
    def modal(self) -> Locator:
        """The modal that is open."""
        return self.page.locator("dialog.modal[open]")

    @property
    def newest(self) -> Locator:
        """The newest message of the conversation."""
        return self.page.get_by_role("article").last

    def button(self, name: str) -> Locator:
        """The newest button of that name."""
        return self.page.get_by_role("button", name=name, exact=True).last

    async def enter(self, channel: str) -> None:
        """Opens a channel from the sidebar."""
        await self.page.locator(f'button[data-channel="{channel}"]').click()

    async def say(self, command: str) -> None:
        """Types the command and sends it."""
        box = self.page.get_by_role("main").get_by_role("textbox")
        await box.fill(command)
        await box.press("Enter")

    async def post(self, command: str, choice: str, picture: str | None = None) -> None:
        """Gives the command, chooses what it left open, and posts."""
        await self.say(command)
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

    async def apply(self, place: str, picture: str | None = None) -> None:
        """Applies for a random match at that place alone; the modal then shows how it stands.

        The form of somebody whom the bot hears of for the first time is in the channel's language.
        """
        await self.say(self.words.random)
        await self.modal.locator(f'input[value="{place}"]').check()
        await self.modal.locator("footer").get_by_role("button").last.click()
        await expect(self.modal.locator('[data-action-id="random_cancel"]')).to_be_visible()
        if picture:
            await expect(self.modal).to_contain_text(self.words.alone)
            await self.picture(picture)
        await self.page.keyboard.press("Escape")
        await expect(self.modal).to_have_count(0)

    async def waits_in_vain(self) -> None:
        """Reads in the bot's direct message that nobody fits."""
        await self.page.locator('[data-section="apps"] button').first.click()
        await self.page.get_by_role("tab", name=self.words.messages).click()
        await expect(self.newest).to_contain_text(self.words.nobody_fits, timeout=SWEEP_MS)

    async def accept_idea(self, picture: str) -> None:
        """Reads there what would help, and agrees.

        It comes by a message of its own, and the application's message offers it too.
        """
        await expect(self.newest).to_contain_text(self.words.idea, timeout=SWEEP_MS)
        await expect(self.page.locator('[data-action-id="random_relax"]')).to_have_count(2, timeout=SWEEP_MS)
        await self.picture(picture)
        await self.newest.locator('[data-action-id="random_relax"]').click()

    async def move_clock_to(self, time: str, picture: str) -> None:
        """Opens the clock and moves it on to a time."""
        await self.page.locator(".clock-button").click()
        await self.page.locator("#clock-to").fill(time)
        await self.picture(picture)
        await self.button(self.words.move).click()
        await self.page.keyboard.press("Escape")

    async def move_clock_by_ten_minutes(self) -> None:
        """Opens the clock, moves it on, and closes it with the mouse: the keyboard would leave a ring around it."""
        await self.page.locator(".clock-button").click()
        await self.button(self.words.ten_minutes).click()
        await self.page.locator(".clock-button").click()
        await expect(self.page.locator(".clock-panel")).to_have_count(0)

    async def read_group(self, about: str, *, other: str = "") -> None:
        """Opens the group's conversation, as soon as it shows in the sidebar, and finds what it is about."""
        unread = self.page.locator('[data-section="dms"] button.unread').filter(has_text=other)
        await unread.click(timeout=SWEEP_MS)
        await expect(self.newest).to_contain_text(about)

    async def toggle_requests(self) -> None:
        """Shows what went over the wire, or hides it again."""
        await self.page.locator(".top-button", has=self.page.locator(".badge-bad")).click()

    async def picture(self, name: str) -> None:
        """Keeps what the window shows, with the mouse out of the way."""
        await self.page.mouse.move(1, 1)
        await self.page.screenshot(path=FOLDER / f"{name}.{self.words.language}.png", animations="disabled")
