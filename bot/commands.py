"""What the commands do, below their options and words."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

import uvloop

from bot.process import Process, Roles, stopping_on_signals
from bot.saying import say
from bot.serving import listen
from bot.standing import served, start_error
from infra.clock import SystemClock
from infra.logging import configure_logging
from infra.settings import Settings

T = TypeVar("T")

_NO_LINGER: Final = 0.0


def run_async(main: Coroutine[Any, Any, T]) -> T:
    """Runs the program's one loop."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(main)


def set_up_logs(settings: Settings) -> None:
    """Logs as the settings want them, without any of the settings' secrets."""
    secrets = (settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret)
    known = [secret.get_secret_value() for secret in secrets if secret is not None]
    configure_logging(settings.log_level, settings.log_format, secrets=known)


def migrate(url: str) -> str:
    """Brings the database to the newest schema, and says which it has; an embedded one is made where there is none.

    One that a later version has migrated stays as it is. Raises `StartError` where this version can't work with it.
    """
    from storage import schema  # noqa: PLC0415 - Alembic takes a while to import, and only migrating needs it

    try:
        return served(schema.migrate(url))
    except schema.NotServed as refused:
        raise start_error(refused.standing, refused.revision) from refused


async def serve(settings: Settings, *, web: bool, worker: bool) -> None:
    """Serves a real workspace until a signal ends it."""
    roles = Roles(web=web, worker=worker, linger=settings.partner_linger_seconds)
    with listen(settings.host, settings.port) as listener:
        process = Process(settings, roles, listener, SystemClock())
        with stopping_on_signals(process.stop):
            await process.run()


async def serve_locally(settings: Settings) -> None:
    """Serves a playground beside the bot until a signal ends both. Whatever moves its clock wakes the bot."""
    from bot.local import local_settings, playing  # noqa: PLC0415 - who serves a real Slack needs no local one

    with listen(settings.host, settings.port) as listener:
        async with playing(settings) as playground:
            local = local_settings(settings, playground)
            migrate(local.database_url)
            process = Process(local, Roles(web=True, worker=True, linger=_NO_LINGER), listener, playground.clock)
            playground.clock.subscribe(process.wake)
            with stopping_on_signals(process.stop):
                await process.run(lambda: say(f"42Partner is ready. Open {playground.url}"))


async def serve_playground_alone(settings: Settings) -> None:
    """Serves a local workspace for a bot that runs elsewhere on this machine."""
    from bot.local import playing  # noqa: PLC0415 - only this command and `run` need it

    stopping = asyncio.Event()
    async with playing(settings) as playground:
        options = playground.options
        say(f"The playground is ready. Open {playground.url}")
        say(f"For the bot: SLACK_API_URL={playground.api_url} SLACK_BOT_TOKEN={options.bot_token}")
        say(f"             SLACK_SIGNING_SECRET={options.signing_secret}")
        with stopping_on_signals(stopping.set):
            await stopping.wait()
