"""A dining hall for benchmarks: a migrated database with one workspace, its members, and recruitments to join."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

import aiohttp
from slack_bolt.async_app import AsyncApp

from bot.composition import Parts, build_bolt_app, compose
from domain.model.details import Details
from domain.model.ids import RecruitmentId
from domain.model.people import Actor
from domain.model.recruitment import Recruitment
from domain.ports import Transaction
from domain.vocabulary import Category, Language, Place, WayOfEating
from infra.clock import SystemClock
from infra.metrics import Metrics
from infra.settings import load_settings
from storage.schema import migrate
from tests.handlers.slack import CHANNEL, SECRET, TEAM

TOKEN = "xoxb-benchmark"
CAPACITY = 20
NOWHERE = "http://127.0.0.1:9/"


@dataclass(frozen=True)
class Hall:
    """`app` answers requests as the real one does; every one of `guests` is to join the recruitment beside them."""

    parts: Parts
    app: AsyncApp
    guests: tuple[tuple[str, UUID], ...]
    team: str = TEAM


@asynccontextmanager
async def hall(database_url: str, recruitments: int) -> AsyncIterator[Hall]:
    """As many recruitments as asked for, and for each as many members as it has free seats, all of them known."""
    settings = load_settings(
        _env_file=None,
        slack_bot_token=TOKEN,
        slack_signing_secret=SECRET,
        slack_api_url=NOWHERE,
        database_url=database_url,
        log_level="ERROR",
    )
    async with aiohttp.ClientSession() as session:
        parts = compose(settings, session, SystemClock(), Metrics())
        try:
            await parts.directory.register_workspace(
                team_id=TEAM,
                url="https://42.example/",
                bot_user_id="U0BOT",
                bot_id="B0BOT",
                zone=ZoneInfo("Asia/Seoul"),
                language=Language.KO,
            )
            yield Hall(parts, build_bolt_app(parts), tuple([guest async for guest in _guests(parts, recruitments)]))
        finally:
            await parts.database.dispose()


def prepared(database_url: str) -> str:
    """The same database, at the newest schema."""
    migrate(database_url)
    return database_url


async def _guests(parts: Parts, recruitments: int) -> AsyncIterator[tuple[str, UUID]]:
    for number in range(recruitments):
        author = await parts.directory.actor(TEAM, f"U{number:05}AUTHOR")
        recruitment = lunch(author, number)
        await parts.patient.write(partial(_add, recruitment))
        for seat in range(CAPACITY - 1):
            guest = f"U{number:05}S{seat:02}"
            await parts.directory.actor(TEAM, guest)
            yield guest, recruitment.id


async def _add(recruitment: Recruitment, tx: Transaction) -> None:
    await tx.recruitments.add(recruitment)


def lunch(author: Actor, number: int, posted_at: datetime | None = None) -> Recruitment:
    """A recruitment of the author's, which meets three hours after it was posted."""
    now = posted_at or datetime.now(UTC)
    details = Details(
        meets_at=now + timedelta(hours=3),
        places=(Place.GAEPO,),
        capacity=CAPACITY,
        way_of_eating=WayOfEating.EATOUT,
        confirm_when_full=False,
    )
    identity = RecruitmentId(UUID(int=number + 1))
    return Recruitment.post(identity, author.workspace.id, Category.MEAL, author.member.id, details, CHANNEL, now)
