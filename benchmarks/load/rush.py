"""Five hundred cadets press 참여하기 at one moment: two web processes and a worker on MariaDB, Slack's own rates.

The posts stand in several channels, for Slack takes one message a second in each. Clicks are dealt to the two
processes in turn, as a load balancer does.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import OK
from itertools import cycle

import aiohttp

from benchmarks.figures import Figure
from benchmarks.hall import prepared
from benchmarks.load.hammering import status_of
from benchmarks.load.knocks import Guest, Knock, joins
from benchmarks.load.servers import Door, ours
from bot.composition import Parts, compose
from bot.manifest import build_manifest
from domain.model.details import Details
from domain.model.ids import RecruitmentId
from domain.model.recruitment import Recruitment
from domain.outbox import card_key
from domain.ports import Transaction
from domain.use_cases.wishes import Wish
from domain.vocabulary import Category, Place, WayOfEating
from infra.clock import SystemClock
from infra.metrics import Metrics
from infra.settings import load_settings
from playground import Playground, PlaygroundOptions
from playground.model import BOT_ID, BOT_USER, TEAM_ID, Channel, Kind, Person
from tests.mariadb import MariaDBMissing, running_mariadb

RECRUITMENTS = 50
CLICKS_EACH = 10
CAPACITY = 8
CHANNELS = 10
UPDATES_A_MINUTE = 50
"""Slack's rate of `chat.update`, tier 3."""

ANSWER_GOAL = 3.0
LOOK_SECONDS = 0.5
PATIENCE_SECONDS = 300.0


def figures() -> Iterator[Figure]:
    """How long people waited for their answers, who got a seat, and when the messages said so."""
    try:
        with running_mariadb() as server:
            yield from asyncio.run(_rush(prepared(server.create_database())))
    except MariaDBMissing as missing:
        print(f"The rush was not measured: {missing}")


async def _rush(url: str) -> list[Figure]:
    async with _school(url) as school:
        posts = await school.posted()
        guests = [(f"U0G{each:03}", post.id) for each, post in enumerate(posts * CLICKS_EACH)]
        for guest, _ in guests:
            await school.parts.directory.actor(TEAM_ID, guest)  # nobody is here for the first time
        knocks = school.joins(guests)
        began = time.perf_counter()
        heard = await _all_at_once(school.doors, knocks)
        stored = [await school.stored(post.id) for post in posts]
        seats = {each.id: len(each.participants) for each in stored}
        await _until(lambda: school.all_right(seats))
        right = time.perf_counter() - began
    slowest, failed = max(wait for _, wait in heard), sum(status != OK for status, _ in heard)
    return [
        Figure(f"slowest of {len(knocks)} joins at one moment, two instances", slowest, "s", ANSWER_GOAL),
        Figure("joins not answered with 200", failed, "", goal=0),
        Figure("recruitments over capacity", sum(taken > CAPACITY for taken in seats.values()), "", goal=0),
        Figure("joins without a seat or a place on the waitlist", len(knocks) - _joined(stored), "", goal=0),
        Figure("seats left empty", sum(CAPACITY - taken for taken in seats.values()), "", goal=0),
        Figure("all messages right after", right, "s"),
        Figure("as soon as Slack's rate allows, at best", 60 * RECRUITMENTS / UPDATES_A_MINUTE, "s"),
    ]


@dataclass(frozen=True)
class School:
    """What is running, and its people."""

    playground: Playground
    parts: Parts
    doors: Sequence[Door]

    async def posted(self) -> list[Recruitment]:
        """Recruitments, and their messages in their channels."""
        services = self.parts.services(self.parts.patient)
        meets_at = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(days=1)
        details = Details(
            meets_at=meets_at,
            places=(Place.GAEPO,),
            capacity=CAPACITY,
            way_of_eating=WayOfEating.EATOUT,
            confirm_when_full=False,
        )
        posts = []
        for number in range(RECRUITMENTS):
            author = await self.parts.directory.actor(TEAM_ID, f"U0A{number:03}")
            wish = Wish(author, f"post:{number}")
            posts.append(await services.recruiting.post(wish, Category.MEAL, details, f"C0C{number % CHANNELS:03}"))
        await _until(lambda: self._all_shown([post.id for post in posts]))
        return posts

    async def _all_shown(self, posts: Sequence[RecruitmentId]) -> bool:
        return len(await self._places(posts)) == len(posts)

    async def _places(self, posts: Iterable[RecruitmentId]) -> Mapping[RecruitmentId, tuple[str, str]]:
        keys = {card_key(post): post for post in posts}

        async def unit(tx: Transaction) -> Mapping[RecruitmentId, tuple[str, str]]:
            found = await tx.outbox.posted(*keys)
            return {keys[key]: (each.channel_id, each.ts) for key, each in found.items() if each.ts}

        return await self.parts.patient.read(unit)

    async def all_right(self, seats: Mapping[RecruitmentId, int]) -> bool:
        """Whether every message says how many seats are taken."""
        channels = self.playground.backend.workspace.channels
        places = await self._places(seats)
        texts = {post: channels[channel].messages[ts].text for post, (channel, ts) in places.items()}
        return all(f"{taken}/{CAPACITY}" in texts[post] for post, taken in seats.items())

    async def stored(self, post: RecruitmentId) -> Recruitment:
        """A recruitment as it is kept."""
        return await self.parts.patient.read(lambda tx: tx.recruitments.get(post))

    def joins(self, guests: Sequence[Guest]) -> list[Knock]:
        """Signed clicks, each with an address for its answer."""
        options, issue = self.playground.options, self.playground.backend.response_urls.issue
        urls = [f"{self.playground.url.rstrip('/')}/response/{issue(guest, 'C0C000')}" for guest, _ in guests]
        return joins(guests, team=TEAM_ID, secret=options.signing_secret, answers=urls)


@asynccontextmanager
async def _school(url: str) -> AsyncIterator[School]:
    options = PlaygroundOptions(port=0, manifest=build_manifest(None))
    async with Playground(options) as playground, aiohttp.ClientSession() as session:
        _enrol(playground)
        settings = load_settings(
            _env_file=None,
            slack_bot_token=options.bot_token,
            slack_signing_secret=options.signing_secret,
            slack_api_url=playground.api_url,
            database_url=url,
        )
        parts = compose(settings, session, SystemClock(), Metrics())
        await parts.directory.register_workspace(
            team_id=TEAM_ID, url=playground.url, bot_user_id=BOT_USER, bot_id=BOT_ID
        )
        slack = playground.options, int(playground.url.rsplit(":", 1)[1].strip("/"))
        try:
            async with _processes(url, *slack) as doors:
                yield School(playground, parts, doors)
        finally:
            await parts.database.dispose()


@asynccontextmanager
async def _processes(url: str, options: PlaygroundOptions, port: int) -> AsyncIterator[Sequence[Door]]:
    """Two that take requests; the worker beside them is nobody's door."""
    how = {"token": options.bot_token, "secret": options.signing_secret}
    async with (
        ours("web", url, port, **how) as one,
        ours("web", url, port, **how) as other,
        ours("worker", url, port, **how),
    ):
        yield (one, other)


def _enrol(playground: Playground) -> None:
    """Authors, guests, and channels that the bot is in."""
    workspace = playground.backend.workspace
    ids = [f"U0A{each:03}" for each in range(RECRUITMENTS)]
    ids += [f"U0G{each:03}" for each in range(RECRUITMENTS * CLICKS_EACH)]
    workspace.people.update({each: Person(each, each.lower(), each.title()) for each in ids})
    for number in range(CHANNELS):
        channel = Channel(f"C0C{number:03}", f"rush{number}", Kind.CHANNEL, [*ids, BOT_USER], BOT_USER, 0)
        workspace.channels[channel.id] = channel


def _joined(stored: Iterable[Recruitment]) -> int:
    """How many are in or wait, beside the authors."""
    return sum(len(each.participants) + len(each.waitlist) - 1 for each in stored)


async def _all_at_once(doors: Sequence[Door], knocks: Sequence[Knock]) -> list[tuple[int, float]]:
    """The status that each was answered with, and after how many seconds."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def one(door: Door, knock: Knock) -> tuple[int, float]:
            began = time.perf_counter()
            status = await status_of(session, door.port, knock)
            return status, time.perf_counter() - began

        return await asyncio.gather(*(one(door, knock) for door, knock in zip(cycle(doors), knocks, strict=False)))


async def _until(is_so: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not await is_so():  # noqa: ASYNC110 what is looked at is a database and another process
            await asyncio.sleep(LOOK_SECONDS)
