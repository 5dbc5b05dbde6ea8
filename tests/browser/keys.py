"""A cadet without a mouse: every act is a key."""

import re
from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect

MOST_STEPS = 60
NAME_OF_FOCUS = """() => {
  const at = document.activeElement;
  const own = at.getAttribute("aria-label") ?? at.labels?.[0]?.innerText ?? at.innerText ?? "";
  return own.trim();
}"""


@dataclass(frozen=True)
class Keys:
    """The keyboard of one window."""

    page: Page

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.page.keyboard.press(key)

    async def type(self, text: str) -> None:
        await self.page.keyboard.type(text)

    async def to(self, name: str, *, step: str = "Tab") -> None:
        """Goes on, step by step, until the focus is on what begins with these words."""
        passed: list[str] = []
        for _ in range(MOST_STEPS):
            await self.press(step)
            passed.append(await self.page.evaluate(NAME_OF_FOCUS))
            if passed[-1].startswith(name):
                return
        raise AssertionError(f"{name!r} is not reached by {step}: {passed}")

    async def to_landmark(self, role: str) -> None:
        """F6 until the part of the page has the focus."""
        for _ in range(5):
            await self.press("F6")
            if await self.page.evaluate("document.activeElement.tagName") == role.upper():
                return
        raise AssertionError(f"{role} is not reached by F6")

    @property
    def focus(self) -> Locator:
        """What has the focus."""
        return self.page.locator(":focus")

    async def is_on(self, name: str) -> None:
        """Waits until the focus is on what begins with these words."""
        await expect(self.focus).to_have_accessible_name(re.compile(f"^{re.escape(name)}"))
