"""The whole thing in one loop: a playground, and the bot as `partner42 run` makes it, on real ports and a real file."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.manifest import PATH, build_manifest
from bot.process import Process, Roles
from bot.serving import listen
from infra.settings import Settings, load_settings
from playground import HttpTarget, MachineClock, ManualMachineClock, Playground, PlaygroundOptions
from storage.schema import migrate

BRISK = {
    "partner_post_seconds": 0.02,
    "partner_refresh_seconds": 0.02,
    "partner_settle_seconds": 0.05,
    "partner_sweep_seconds": 0.05,
}
"""The playground's rates are lifted in these tests; the bot need not wait for Slack's either, nor between sweeps."""

PATIENT = {"partner_view_seconds": 20, "partner_request_seconds": 20}
"""A busy machine is no fault of the bot's: how soon it answers is measured elsewhere."""


@dataclass(frozen=True)
class House:
    """What is running, and where its database is."""

    playground: Playground
    settings: Settings


@asynccontextmanager
async def running(
    folder: Path,
    *,
    socket_mode: bool = False,
    rate_scale: float = 0,
    machine: MachineClock | None = None,
    **more: Any,
) -> AsyncIterator[House]:
    """A bot that serves its playground, from start to end. `more` are settings.

    Slack's time limits are counted on `machine`, which stands still unless another is given.
    """
    listener = listen("127.0.0.1", 0)
    port = listener.getsockname()[1]
    bot = None if socket_mode else f"http://127.0.0.1:{port}"
    options = PlaygroundOptions(
        port=0,
        target=None if bot is None else HttpTarget(bot + PATH),
        manifest=build_manifest(bot),
        rate_scale=rate_scale,
        machine=machine or ManualMachineClock(),
    )
    async with Playground(options) as playground:
        more = {"partner_public_url": f"http://127.0.0.1:{port}"} | more
        settings = _settings(playground, f"sqlite+aiosqlite:///{folder}/bot.db", socket_mode=socket_mode, **more)
        await asyncio.to_thread(migrate, settings.database_url)
        process = Process(settings, Roles(web=True, worker=True, linger=0), listener, playground.clock)
        playground.clock.subscribe(process.wake)
        ready = asyncio.Event()
        life = asyncio.create_task(process.run(ready.set))
        try:
            await _until(ready, life)
            yield House(playground, settings)
        finally:
            process.stop()
            await life


def _settings(playground: Playground, database_url: str, *, socket_mode: bool, **more: Any) -> Settings:
    options = playground.options
    tokens = {"slack_bot_token": options.bot_token, "slack_signing_secret": options.signing_secret}
    if socket_mode:
        tokens = {"slack_bot_token": options.bot_token, "slack_app_token": options.app_token}
    return load_settings(
        _env_file=None,
        **tokens,
        slack_api_url=playground.api_url,
        database_url=database_url,
        partner_meal_channel="C0MEAL",
        partner_study_channel="C0STUDY",
        **(BRISK | PATIENT | more),
    )


async def _until(ready: asyncio.Event, life: asyncio.Task[None]) -> None:
    waiting = asyncio.create_task(ready.wait())
    await asyncio.wait({waiting, life}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if life.done():
        life.result()
        raise RuntimeError("the bot ended before it was ready")
