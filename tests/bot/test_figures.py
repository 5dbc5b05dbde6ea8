"""The figures that are read when somebody asks for metrics, and what is shown while they can't be."""

import asyncio
from datetime import timedelta

from bot.figures import DatabaseFigures
from domain.outbox import Urgency
from domain.ports import DatabaseUnavailable
from domain.vocabulary import Category
from infra.metrics import Metrics
from storage.figures import Backlog, Figures, PoolFigures
from storage.tables.delivery import DeliveryState
from tests.domain.examples import NOW
from tests.fakes import Clock

BUSY = Figures(
    [Backlog(Urgency.REFRESH, DeliveryState.PENDING, 40, timedelta(seconds=75))],
    2,
    [PoolFigures(Category.MEAL, 7, NOW - timedelta(seconds=90)), PoolFigures(Category.STUDY, 0, None)],
)
QUIET = Figures([], 0, [])


class Database:
    """Gives what it is given to give, and counts how often it was asked."""

    def __init__(self, *gives: Figures | Exception) -> None:
        self.gives = list(gives)
        self.asked = 0
        self.open = asyncio.Event()
        self.open.set()

    async def read(self) -> Figures:
        self.asked += 1
        await self.open.wait()
        given = self.gives.pop(0)
        if isinstance(given, Exception):
            raise given
        return given


class Scrape:
    def __init__(self, database: Database) -> None:
        self.metrics = Metrics()
        self.seconds = 0.0
        self.figures = DatabaseFigures(database, self.metrics, Clock(NOW), now=lambda: self.seconds)  # type: ignore[arg-type] # a fake

    async def lines(self) -> set[str]:
        await self.figures.refresh()
        self.seconds += 5
        return {line for line in self.metrics.render().decode().splitlines() if not line.startswith("#")}


async def test_what_waits_is_shown_and_what_waits_no_more_is_zero() -> None:
    scrape = Scrape(Database(BUSY, QUIET))
    busy, quiet = await scrape.lines(), await scrape.lines()
    assert busy >= {
        'partner42_outbox{state="pending",urgency="refresh"} 40.0',
        'partner42_outbox_oldest_seconds{urgency="refresh"} 75.0',
        "partner42_outbox_dead 2.0",
        'partner42_pool_waiting{category="MEAL"} 7.0',
        'partner42_pool_overdue_seconds{category="MEAL"} 90.0',
        'partner42_pool_overdue_seconds{category="STUDY"} 0.0',
        "partner42_database_up 1.0",
    }
    assert quiet >= {
        'partner42_outbox{state="pending",urgency="refresh"} 0.0',
        'partner42_outbox_oldest_seconds{urgency="refresh"} 0.0',
        "partner42_outbox_dead 0.0",
    }


async def test_while_the_database_is_away_the_last_figures_stay_and_it_is_said() -> None:
    scrape = Scrape(Database(BUSY, DatabaseUnavailable("timeout")))
    await scrape.lines()
    away = await scrape.lines()
    assert away >= {'partner42_outbox{state="pending",urgency="refresh"} 40.0', "partner42_database_up 0.0"}


async def test_however_often_somebody_asks_the_database_is_read_once_in_five_seconds() -> None:
    database = Database(BUSY, QUIET)
    scrape = Scrape(database)
    for _ in range(3):
        await scrape.figures.refresh()
    assert database.asked == 1


async def test_nobody_waits_for_another_ones_look_at_the_database() -> None:
    database = Database(BUSY)
    scrape = Scrape(database)
    database.open.clear()
    slow = asyncio.create_task(scrape.figures.refresh())
    await asyncio.sleep(0)
    async with asyncio.timeout(5):
        await scrape.figures.refresh()
    assert not slow.done()
    database.open.set()
    await slow
    assert database.asked == 1
