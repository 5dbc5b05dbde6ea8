"""The calendar's address, asked as a calendar asks: over HTTP, by whoever has the link."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import vobject
from yarl import URL

from bot.health import Health
from bot.serving import Server, listen
from bot.web_app import build_web_app
from domain.ports import DatabaseUnavailable
from handlers.services import Services
from infra.metrics import Metrics
from tests.handlers.world import World

UNKNOWN = "0" * 32
CLOSED = (
    f"{UNKNOWN}.ics",
    ".ics",
    "None.ics",
    f"{UNKNOWN}0.ics",
    f"{UNKNOWN.replace('0', 'A')}.ics",
    f"{UNKNOWN}%20.ics",
    f"{UNKNOWN}%0A.ics",
    f"{UNKNOWN[:-1]}%00.ics",
    f"{UNKNOWN[:-1]}%F0%9F%8D%9A.ics",
    "..%2F..%2Fetc%2Fpasswd.ics",
    "%27%20OR%201=1%20--.ics",
    UNKNOWN,
    "",
)


@asynccontextmanager
async def serving(services: Services | None) -> AsyncIterator[tuple[str, aiohttp.ClientSession]]:
    listener = listen("127.0.0.1", 0)
    server = Server(build_web_app(Health(), Metrics(), services=services), listener)
    life = asyncio.create_task(server.run_here())
    async with aiohttp.ClientSession() as session:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/calendar/", session
    server.stop()
    await life


async def test_whoever_has_the_link_gets_the_entry() -> None:
    world = World()
    match = await world.brought_together()
    async with (
        serving(world.services) as (address, session),
        session.get(f"{address}{match.calendar_token}.ics") as answer,
    ):
        content = await answer.text()
        assert answer.status == 200
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="42partner.ics"'
        assert answer.headers["Cache-Control"] == "private, no-store"
    assert vobject.readOne(content).vevent.dtstart.value == match.meets_at


async def test_a_token_that_opens_nothing_is_like_an_address_that_is_not_there() -> None:
    world = World()
    await world.brought_together()
    async with serving(world.services) as (address, session):
        for path in CLOSED:
            async with session.get(URL(f"{address}{path}", encoded=True)) as answer:
                assert (path, answer.status, await answer.text()) == (path, 404, "Not Found")


async def test_an_entry_can_only_be_read() -> None:
    world = World()
    match = await world.brought_together()
    async with serving(world.services) as (address, session):
        async with session.post(f"{address}{match.calendar_token}.ics") as answer:
            assert answer.status == 405
        async with session.head(f"{address}{match.calendar_token}.ics") as answer:
            assert (answer.status, await answer.text()) == (200, "")


async def test_while_the_database_is_away_it_asks_to_come_back() -> None:
    world = World()
    world.uow.failing = DatabaseUnavailable()
    async with serving(world.services) as (address, session), session.get(f"{address}{UNKNOWN}.ics") as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (503, "5")


async def test_who_serves_nobody_has_no_calendar() -> None:
    async with serving(None) as (address, session), session.get(f"{address}{UNKNOWN}.ics") as answer:
        assert answer.status == 404
