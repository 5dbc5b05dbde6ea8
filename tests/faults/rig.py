"""One installation: a playground as Slack, a real database, and as many web and worker processes as a test wants."""

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bot.manifest import PATH, build_manifest
from playground import HttpTarget, Playground, PlaygroundOptions
from playground.driver import SlackDriver
from playground.model import BOT_USER, Message, Person
from tests.faults.fleet import PATIENCE, Fleet, Instance
from tests.faults.front import Front

MEAL: Final = "C0MEAL"

HASTY: Final[Mapping[str, Any]] = {
    "PARTNER_HTTP_SECONDS": 0.6,
    "PARTNER_LEASE_SECONDS": 3,
    "PARTNER_SETTLE_SECONDS": 1,
    "PARTNER_POLL_SECONDS": 0.2,
    "PARTNER_TICK_SECONDS": 0.2,
    "PARTNER_SWEEP_SECONDS": 0.3,
    "PARTNER_RETRY_SECONDS": 0.05,
    "PARTNER_RETRY_MOST_SECONDS": 0.5,
    "PARTNER_UNIT_SECONDS": 5,
    "PARTNER_REQUEST_SECONDS": 20,
    "PARTNER_VIEW_SECONDS": 20,
    "PARTNER_LINGER_SECONDS": 0,
    "PARTNER_POST_SECONDS": 0.01,
    "PARTNER_REFRESH_SECONDS": 0.01,
    "PARTNER_TIER2_PER_MINUTE": 2000,
    "PARTNER_TIER3_PER_MINUTE": 5000,
    "PARTNER_TIER4_PER_MINUTE": 10_000,
    "PARTNER_MOST_OPEN_POSTS": 1000,
    "PARTNER_POSTS_AN_HOUR": 1000,
    "PARTNER_COMMENTS_A_MINUTE": 1000,
}
"""The same proportions as the defaults, so that a lease runs out within a test; Slack's rates times a hundred; and
limits for people who post far more than people do."""

REAL: Final[Mapping[str, Any]] = {}
"""Slack's rates as they are, and everything else as it is without being set."""


@dataclass
class Rig:
    """What is running."""

    playground: Playground
    slack: SlackDriver
    front: Front
    fleet: Fleet
    database_url: str

    async def web(self, count: int = 1, **more: str) -> list[Instance]:
        """Starts web processes, ready and behind the front."""
        started = [self.fleet.start("web", **more) for _ in range(count)]
        await self.fleet.ready(*started)
        for instance in started:
            self.front.add(instance)
        return started

    async def workers(self, count: int = 1, **more: str) -> list[Instance]:
        """Starts workers, ready."""
        started = [self.fleet.start("worker", **more) for _ in range(count)]
        await self.fleet.ready(*started)
        return started

    @property
    def posted(self) -> list[Message]:
        """Every message of the bot's in every conversation, beside what only one person sees."""
        channels = self.playground.backend.workspace.channels.values()
        return [each for channel in channels for each in channel.messages.values() if each.user == BOT_USER]

    def invite(self, count: int) -> list[str]:
        """That many more people in the meal channel."""
        workspace = self.playground.backend.workspace
        people = [Person(f"U0GUEST{number:04}", f"guest{number:04}", f"Guest {number}") for number in range(count)]
        workspace.people.update({person.id: person for person in people})
        workspace.channels[MEAL].members.extend(person.id for person in people)
        return [person.id for person in people]


@asynccontextmanager
async def rig(
    folder: Path, database_url: str, *, rate_scale: float = 0, settings: Mapping[str, Any] = HASTY, **more: Any
) -> AsyncIterator[Rig]:
    """A playground and a migrated database, without any process yet. `more` are further settings."""
    nowhere = "http://127.0.0.1:9"
    options = PlaygroundOptions(
        port=0,
        target=HttpTarget(nowhere + PATH),
        manifest=build_manifest(nowhere),
        rate_scale=rate_scale,
        ack_seconds=PATIENCE,
    )
    async with Playground(options) as playground, SlackDriver(playground.url) as slack:
        front = Front(options)
        playground.backend.courier.transport = front
        environment = _environment(playground, database_url, {**settings, **more})
        fleet = Fleet(folder, environment)
        try:
            yield Rig(playground, slack, front, fleet, database_url)
        finally:
            fleet.close()
            await front.close()


def _environment(playground: Playground, database_url: str, settings: Mapping[str, Any]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    options = playground.options
    return kept | {
        "SLACK_BOT_TOKEN": options.bot_token,
        "SLACK_SIGNING_SECRET": options.signing_secret,
        "SLACK_API_URL": playground.api_url,
        "DATABASE_URL": database_url,
        "PARTNER_MEAL_CHANNEL": MEAL,
        "LOG_LEVEL": "WARNING",
        "LOG_FORMAT": "json",
        **{name: str(value) for name, value in settings.items()},
    }
