"""Where cadets sit, each before a window of their own."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from playwright.async_api import Browser

from tests.browser.cadet import Cadet
from tests.browser_ui.conftest import FIRST_STEPS_DONE
from tests.e2e.house import House

SEOUL = ZoneInfo("Asia/Seoul")
PATIENCE_MS = 15_000
DESK = {"width": 1280, "height": 800}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@dataclass
class Hall:
    """Opens windows, and knows what complained in any of them."""

    browser: Browser
    house: House
    album: Path
    cadets: list[Cadet] = field(default_factory=list)

    async def window(self, user: str, path: str = "/archives/C0MEAL", **context: Any) -> Cadet:
        """A fresh profile in which the person looks at a place."""
        welcome = context.pop("welcome", False)
        given = {"locale": "ko-KR", "viewport": DESK, "reduced_motion": "reduce", "color_scheme": "light"} | context
        tab = await self.browser.new_context(**given)
        tab.set_default_timeout(PATIENCE_MS)
        if not welcome:
            await tab.add_init_script(FIRST_STEPS_DONE)
        cadet = Cadet(await tab.new_page(), self.house.playground.url, album=self.album)
        self.cadets.append(cadet)
        await cadet.open(user, path)
        return cadet

    def now(self) -> datetime:
        """The workspace's time."""
        return self.house.playground.clock.now().astimezone(SEOUL)

    def faults(self) -> list[str]:
        """What scripts complained about."""
        return [fault for cadet in self.cadets for fault in cadet.faults]

    async def last_look(self) -> None:
        """What every window showed when the test failed."""
        for number, cadet in enumerate(self.cadets, 1):
            await cadet.photo(f"failed-{number}")

    async def close(self) -> None:
        for cadet in self.cadets:
            await cadet.page.context.close()
