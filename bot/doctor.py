"""`partner42 doctor`: looks at everything a start depends on, and says what to do about each fault."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import aiohttp

from bot.composition import Parts, compose
from bot.manifest import needed_scopes
from bot.standing import not_served, remedy_of, served
from domain.ports import DatabaseUnavailable
from infra.clock import SystemClock
from infra.metrics import Metrics
from infra.settings import Settings
from infra.slack.errors import SlackCallError
from infra.slack.gateway import Identity
from storage.schema import NotServed, checked_standing


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, and what to do about it if it is not as it must be."""

    what: str
    remedy: str | None = None

    def __str__(self) -> str:
        return f"✓ {self.what}" if self.remedy is None else f"✗ {self.what}\n  → {self.remedy}"


async def examine(settings: Settings, say: Callable[[str], None]) -> bool:
    """Says every finding as it comes; whether all is well."""
    healthy = True
    async for finding in _findings(settings):
        say(str(finding))
        healthy = healthy and finding.remedy is None
    return healthy


async def _findings(settings: Settings) -> AsyncIterator[Finding]:
    yield Finding("Settings can be read")
    if not settings.has_token:
        yield Finding("No SLACK_BOT_TOKEN: `partner42 run` serves the playground")
        return
    async with aiohttp.ClientSession() as session:
        parts = compose(settings, session, SystemClock(), Metrics())
        try:
            async for finding in _of_database(parts):
                yield finding
            async for finding in _of_slack(parts):
                yield finding
        finally:
            await parts.database.dispose()


async def _of_database(parts: Parts) -> AsyncIterator[Finding]:
    try:
        await parts.database.ping()
    except (DatabaseUnavailable, TimeoutError) as error:
        yield Finding(f"The database does not answer ({error})", "start it, or set DATABASE_URL to where it is")
        return
    yield Finding("The database answers")
    yield await asyncio.to_thread(_of_schema, parts.settings.database_url)


def _of_schema(url: str) -> Finding:
    try:
        standing = checked_standing(url)
    except NotServed as refused:
        return Finding(not_served(refused.standing, refused.revision), remedy_of(refused.standing))
    if standing.serves:
        return Finding(served(standing))
    return Finding("The database has an older schema, or none", "run `partner42 migrate`")


async def _of_slack(parts: Parts) -> AsyncIterator[Finding]:
    try:
        identity = await parts.gateway.auth_test()
    except SlackCallError as error:
        yield Finding(f"Slack does not take the token ({error.code})", _remedy_for_token(error.code))
        return
    yield Finding(f"Slack knows the bot, in {identity.team_name or identity.team_id}")
    yield _of_scopes(identity)
    for variable in ("partner_meal_channel", "partner_study_channel"):
        yield await _of_channel(parts, variable)


def _remedy_for_token(code: str) -> str:
    if code in {"not_connected", "timed_out"}:
        return "see that this machine reaches SLACK_API_URL"
    return "set SLACK_BOT_TOKEN to the token under OAuth & Permissions of the app's page"


def _of_scopes(identity: Identity) -> Finding:
    missing = sorted(needed_scopes() - identity.scopes)
    if not missing:
        return Finding("The token has every scope it needs")
    remedy = "update the app from `partner42 manifest` and install it again"
    return Finding(f"The token lacks {', '.join(missing)}", remedy)


async def _of_channel(parts: Parts, variable: str) -> Finding:
    name, channel_id = variable.upper(), getattr(parts.settings, variable)
    if channel_id is None:
        return Finding(f"{name} is not set: people choose the channel")
    try:
        channel = await parts.gateway.conversation(channel_id)
    except SlackCallError as error:
        return Finding(f"{name}: {error.code}", f"set {name} to a channel's id, and invite the bot if it is private")
    if channel.is_archived:
        return Finding(f"{name}: #{channel.name} is archived", f"set {name} to another channel")
    if channel.is_member or not channel.is_private:
        return Finding(f"{name}: #{channel.name}" + ("" if channel.is_member else ", which the bot will enter"))
    return Finding(f"{name}: the bot is not in #{channel.name}", "invite it there: /invite @42Partner")
