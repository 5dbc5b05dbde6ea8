"""A person's window: the page as one reads and uses it."""

from dataclasses import dataclass, field

from playwright.async_api import ConsoleMessage, Error, Locator, Page, expect

MINJUN, SEOYEON, JIWOO, ANA = "U0MINJUN", "U0SEOYEON", "U0JIWOO", "U0ANA"
MEAL, STUDY = "C0MEAL", "C0STUDY"


@dataclass
class Window:
    """One browser window; whatever goes wrong in its scripts is kept in `faults`."""

    page: Page
    base: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", self._on_error)
        self.page.on("console", self._on_console)

    def _on_error(self, error: Error) -> None:
        self.faults.append(str(error))

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(message.text)

    async def open(self, user: str, path: str = f"/archives/{MEAL}") -> "Window":
        """Go to a place as a person, and wait until it is shown."""
        mark = "&" if "?" in path else "?"
        await self.page.goto(f"{self.base.rstrip('/')}{path}{mark}as={user}")
        await expect(self.page.get_by_role("main")).to_be_visible()
        await expect(self.page.locator(".list-top, .empty, .home-blocks").first).not_to_contain_text("불러오는")
        return self

    @property
    def composer(self) -> Locator:
        """Where one writes in the conversation."""
        return self.page.get_by_role("main").get_by_role("textbox")

    @property
    def messages(self) -> Locator:
        """The messages of the conversation."""
        return self.page.get_by_role("log").first.get_by_role("article")

    @property
    def modal(self) -> Locator:
        """The modal on top."""
        return self.page.locator("dialog.modal[open]")

    def button(self, name: str) -> Locator:
        """A button by exactly its words."""
        return self.page.get_by_role("button", name=name, exact=True)

    async def say(self, text: str) -> None:
        """Write something and press Enter."""
        await self.composer.fill(text)
        await self.composer.press("Enter")
