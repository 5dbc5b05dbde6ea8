import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser_ui.conftest import Opener
from tests.browser_ui.page_bot import Workspace
from tests.browser_ui.window import ANA, MEAL, MINJUN

pytestmark = pytest.mark.browser

DATA = {"이름": "김민준"}
NAME = "42partner <b> 민준.json"


async def share(workspace: Workspace, **more: Any) -> None:
    content = json.dumps(DATA, ensure_ascii=False)
    await workspace.api.files_upload_v2(filename=NAME, content=content, channel=MEAL, **more)


async def saved(page: Page, press: str) -> tuple[str, Any]:
    """What a key saves: the name that the browser suggests, and the JSON within."""
    async with page.expect_download() as download:
        await page.keyboard.press(press)
    file = await download.value
    content = await asyncio.to_thread(Path(await file.path()).read_text, "utf-8")
    return file.suggested_filename, json.loads(content)


async def test_a_file_is_shown_with_its_size_and_saved_by_the_keyboard(window: Opener, workspace: Workspace) -> None:
    mine = await window(MINJUN)
    await share(workspace, title="내 정보", initial_comment="여기 있어요")
    message = mine.messages.last
    await expect(message).to_contain_text("여기 있어요")
    link = message.get_by_role("list", name="파일").get_by_role("link")
    await expect(link).to_have_accessible_name(f"내 정보, {NAME}, 23바이트, 내려받기")
    await link.focus()
    name, content = await saved(mine.page, "Enter")
    assert content == DATA
    assert name.endswith("민준.json")


async def test_a_file_reads_in_english_and_arrives_without_words(window: Opener, workspace: Workspace) -> None:
    mine = await window(ANA)
    await share(workspace)
    link = mine.messages.last.get_by_role("list", name="Files").get_by_role("link")
    await expect(link).to_have_accessible_name(f"{NAME}, 23 bytes, Download")
    await expect(mine.messages.last.locator(".message-text")).to_have_count(0)


async def test_a_long_name_never_widens_a_phone(window: Opener, workspace: Workspace) -> None:
    mine = await window(MINJUN, viewport={"width": 320, "height": 600})
    await workspace.api.files_upload_v2(filename="아주긴이름" * 30 + ".json", content="x" * 12_345, channel=MEAL)
    await expect(mine.messages.last.get_by_role("link", name="12.3KB")).to_be_visible()
    assert await mine.page.evaluate("document.documentElement.scrollWidth") <= 320
