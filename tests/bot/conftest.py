import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from infra.settings import Settings, load_settings
from playground import Playground, PlaygroundOptions
from playground.driver import SlackDriver
from storage.schema import migrate

Configure = Callable[..., Settings]


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    async with Playground(PlaygroundOptions(port=0, rate_scale=0)) as running:
        yield running


@pytest.fixture
async def slack(playground: Playground) -> AsyncIterator[SlackDriver]:
    async with SlackDriver(playground.url) as driver:
        yield driver


@pytest.fixture
async def database_url(tmp_path: Path) -> str:
    url = f"sqlite+aiosqlite:///{tmp_path}/bot.db"
    await asyncio.to_thread(migrate, url)
    return url


@pytest.fixture
def configure(playground: Playground, database_url: str) -> Configure:
    """Settings for the local workspace, and what a test wants otherwise."""

    def settings(**more: Any) -> Settings:
        given = {
            "slack_bot_token": playground.options.bot_token,
            "slack_signing_secret": playground.options.signing_secret,
            "slack_api_url": playground.api_url,
            "database_url": database_url,
        }
        return load_settings(_env_file=None, **(given | more))

    return settings
