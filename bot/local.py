"""The playground beside the bot: a local Slack workspace in the same process, on this machine alone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from pydantic import SecretStr

from bot.errors import PortTakenError
from bot.manifest import PATH, build_manifest
from infra.settings import PLAYGROUND_DATABASE, Settings
from playground import HttpTarget, Playground, PlaygroundOptions, PortTaken

STATE: Final = Path("var/playground-workspace.json")
_CHANNELS: Final = {"partner_meal_channel": "C0MEAL", "partner_study_channel": "C0STUDY"}


def local_options(settings: Settings) -> PlaygroundOptions:
    """A local workspace with the bot installed, as its manifest describes it."""
    bot = f"http://127.0.0.1:{settings.port}"
    return PlaygroundOptions(
        port=settings.playground_port,
        state_path=STATE,
        target=HttpTarget(bot + PATH),
        manifest=build_manifest(bot),
    )


def local_settings(settings: Settings, playground: Playground) -> Settings:
    """The settings with which the bot serves a local workspace: its tokens, its address, a database of its own."""
    options = playground.options
    changes: dict[str, Any] = {
        "slack_bot_token": SecretStr(options.bot_token),
        "slack_signing_secret": SecretStr(options.signing_secret),
        "slack_api_url": playground.api_url,
    }
    if "database_url" not in settings.model_fields_set:
        changes["database_url"] = PLAYGROUND_DATABASE
    if settings.partner_public_url is None:
        # Whoever is in the local workspace is on this machine, and so is the bot.
        changes["partner_public_url"] = f"http://127.0.0.1:{settings.port}"
    changes |= {name: channel for name, channel in _CHANNELS.items() if getattr(settings, name) is None}
    return settings.model_copy(update=changes)


@asynccontextmanager
async def playing(settings: Settings) -> AsyncIterator[Playground]:
    """A running local workspace. Raises `StartError` when its port is taken."""
    playground = Playground(local_options(settings))
    try:
        await playground.start()
    except PortTaken as error:
        name = error.variable
        raise PortTakenError(f"{name}: port {error.port} is taken; set {name} to another one") from error
    try:
        yield playground
    finally:
        await playground.stop()
