"""What a cadet does in the page and sees there."""

from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Locator, expect

from tests.browser.accessibility import faint_texts, too_wide, unnamed
from tests.browser_ui.window import Window

TITLE = "개포에서 치킨 드실 분"


@dataclass
class Cadet(Window):
    """A window with the bot's words in it; its stations are kept as pictures."""

    album: Path = field(default=Path(), kw_only=True)

    async def photo(self, station: str) -> None:
        """A picture of the window as it stands, named by what it shows."""
        look = await self.page.evaluate(
            "[document.documentElement.lang, matchMedia('(prefers-color-scheme: dark)').matches, innerWidth]"
        )
        language, dark, width = look
        name = f"{station}.{language}.{'dark' if dark else 'light'}.{width}.png"
        await self.page.screenshot(path=self.album / name, animations="disabled")

    async def is_well_made(self, station: str) -> None:
        """A picture; and whoever can't see it well, or uses no mouse, can use it too."""
        await self.photo(station)
        assert await unnamed(self.page) == []
        assert await faint_texts(self.page) == []
        assert await too_wide(self.page) == []

    @property
    def card(self) -> Locator:
        """The newest recruitment's message in the channel."""
        return self.messages.filter(has=self.page.get_by_role("heading")).last

    @property
    def navigation(self) -> Locator:
        return self.page.get_by_role("navigation")

    def field(self, name: str) -> Locator:
        """A field of the open form, by the beginning of its label."""
        return self.modal.get_by_label(name)

    async def asks(self, command: str) -> None:
        """Sends a command that opens a form."""
        await self.say(command)
        await expect(self.modal).to_be_visible()

    async def submits(self, words: str = "올리기") -> None:
        """Presses the form's button; the form goes."""
        await self.modal.get_by_role("button", name=words, exact=True).click()
        await expect(self.modal).to_have_count(0)

    async def posts(self, command: str = "/partner 밥 개포 12:30 4명 외식", title: str = TITLE) -> None:
        """Posts a recruitment, and sees it in the channel."""
        await self.asks(command)
        await self.field("제목").fill(title)
        await self.submits()
        await expect(self.card.get_by_role("heading", name=title)).to_be_visible()

    async def joins(self) -> None:
        """Presses 참여하기, and is told."""
        await self.card.get_by_role("button", name="참여하기").click()
        await expect(self.messages.last).to_contain_text("참여했어요")

    async def manages(self, word: str) -> None:
        """Chooses from the card's menu."""
        await self.card.get_by_role("button", name="더 보기").click()
        await self.page.get_by_role("menuitem", name=word).click()

    def group(self, *others: str) -> Locator:
        """The group's conversation in the sidebar."""
        entry = self.navigation.locator('[data-section="dms"]').get_by_role("button").filter(has_text="42Partner")
        for name in others:
            entry = entry.filter(has_text=name)
        return entry

    async def reads_group(self, *others: str) -> None:
        """Sees the group's conversation arrive, and opens it."""
        await expect(self.group(*others)).to_contain_text("읽지 않은 메시지 1개")
        await self.group(*others).click()
        await expect(self.messages).to_have_count(1)

    async def say_in_messages(self, text: str) -> None:
        """Writes to the bot in its direct message, from its Home."""
        await self.page.get_by_role("tab").nth(1).click()
        await self.say(text)
