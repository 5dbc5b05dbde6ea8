"""The first steps of a process: it sees that the schema is there, whose token it has, and which workspace that is."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import structlog
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from bot.composition import Parts
from bot.errors import StartError
from bot.standing import start_error
from domain.ports import DatabaseUnavailable
from domain.vocabulary import Category
from infra.settings import Settings
from infra.slack.errors import Refused, SlackCallError
from infra.slack.gateway import Identity
from storage.database import passes
from storage.tables import workspace

_log = structlog.get_logger(__name__)

_PAUSE: Final = 2.0
WRONG_TOKEN: Final = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"})


async def introduce(parts: Parts, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> Identity:
    """Who we are at Slack, once schema and Slack are there; the workspace is brought up to date.

    Waits as long as it takes for what can pass. Raises `StartError` for what can't.
    """
    while not await _is_served(parts.settings.database_url):
        _log.warning("schema_missing", hint="partner42 migrate")
        await sleep(_PAUSE)
    identity = await _who_we_are(parts, sleep)
    while not await _has_its_place(parts, identity):
        await sleep(_PAUSE)
    return identity


async def _is_served(url: str) -> bool:
    """Whether the schema is there: this program's, or what a later one that is being rolled out has made of it."""
    # Imported here, and in a thread: Alembic takes a while, and the loop has requests of health to answer.
    from storage.schema import NotServed, checked_standing  # noqa: PLC0415 - see above

    try:
        return (await asyncio.to_thread(checked_standing, url)).serves
    except NotServed as refused:
        raise start_error(refused.standing, refused.revision) from refused
    except Exception as error:  # noqa: BLE001 - a database that is not there yet raises whatever its driver likes
        _log.warning("database_missing", error=type(error).__name__)
        return False


async def _who_we_are(parts: Parts, sleep: Callable[[float], Awaitable[None]]) -> Identity:
    while True:
        try:
            return await parts.gateway.auth_test()
        except SlackCallError as error:
            if error.code in WRONG_TOKEN or isinstance(error, Refused):
                raise StartError(f"SLACK_BOT_TOKEN: Slack does not take it ({error.code})") from error
            _log.warning("slack_missing", code=error.code)
            await sleep(_PAUSE)


async def _has_its_place(parts: Parts, identity: Identity) -> bool:
    """Whether the workspace is up to date; False while the database fails over. Raises `StartError`."""
    try:
        await _refuse_other_teams(parts, identity)
        await _register(parts, identity)
    except (DatabaseUnavailable, DBAPIError) as error:
        if isinstance(error, DBAPIError) and not passes(error):
            raise
        _log.warning("database_missing", error=type(error).__name__)
        return False
    return True


async def _refuse_other_teams(parts: Parts, identity: Identity) -> None:
    """Another workspace's deliveries would be lost at this one: its database is left alone."""
    async with parts.database.transaction(writing=False) as bound:
        known = set((await bound.connection.execute(select(workspace.c.team_id))).scalars())
    if known - {identity.team_id}:
        raise StartError("DATABASE_URL: this database belongs to another Slack workspace; set it to one of its own")


async def _register(parts: Parts, identity: Identity) -> None:
    settings = parts.settings
    await parts.directory.register_workspace(
        team_id=identity.team_id,
        url=identity.url,
        bot_user_id=identity.bot_user_id,
        bot_id=identity.bot_id,
        zone=settings.partner_timezone,
        language=settings.partner_locale,
        channels=_channels(settings) or None,
        token_reference="SLACK_BOT_TOKEN",  # nosec B106 # noqa: S106 the variable's name
    )


def _channels(settings: Settings) -> dict[Category, str]:
    given = {Category.MEAL: settings.partner_meal_channel, Category.STUDY: settings.partner_study_channel}
    return {category: channel for category, channel in given.items() if channel}
