"""Figures of a thousand to a million stored recruitments, and how they grow.

The school has as many people and as many open recruitments at every size: what grows is its past alone.
"""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from math import log
from pathlib import Path
from time import perf_counter

import psutil
from sqlalchemy import select

from benchmarks.figures import Figure
from benchmarks.hall import Hall, hall, lunch, prepared
from benchmarks.scale.stock import fill
from bot.composition import sweeping
from domain.model.ids import MemberId
from domain.model.recruitment import Recruitment
from domain.ports import Listing, Timer, TimerKind, Transaction
from domain.use_cases.answering import home_of
from domain.use_cases.closing import Closing
from handlers.presenting import build_presenter
from infra.clock import SystemClock
from infra.ids import RandomIds
from storage.tables import member
from tests.mariadb import MariaDBMissing, running_mariadb

SIZES = (1_000, 10_000, 100_000, 1_000_000)
OPEN = 100
DUE = 1_000
SAMPLES = 40
GROWTH_GOAL = 0.2
MEMORY_GOAL = 1.1
MEMORY = 2_048
"""Megabytes that MariaDB keeps in memory: a server for a million recruitments has as much."""

Measured = Mapping[str, float]


def figures() -> Iterator[Figure]:
    """On SQLite, and on MariaDB where its server is installed."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _on("SQLite", prepared(f"sqlite+aiosqlite:///{Path(folder)}/scale.db"))
    try:
        with running_mariadb(megabytes=MEMORY) as server:
            yield from _on("MariaDB", prepared(server.create_database()))
    except MariaDBMissing as missing:
        print(f"MariaDB was not measured: {missing}")


def _on(name: str, url: str) -> Iterator[Figure]:
    found = dict(zip(SIZES, asyncio.run(_measure_all(url)), strict=True))
    least, most = SIZES[0], SIZES[-1]
    for what in ("idle sweep", "list", "App Home"):
        grown = log(found[most][what] / found[least][what]) / log(most / least)
        yield Figure(f"{name}: {what}, growth exponent", grown, "", GROWTH_GOAL)
    yield Figure(
        f"{name}: memory, most stored beside least", found[most]["memory"] / found[least]["memory"], "×", MEMORY_GOAL
    )
    for size, measured in found.items():
        for what, value in measured.items():
            yield Figure(f"{name}, {size:,} stored: {what}", value, _UNITS.get(what, "ms"))


_CLOSED = f"{DUE:,} due at once, closed after"
_UNITS = {_CLOSED: "s", "memory": "MB"}


async def _measure_all(url: str) -> list[Measured]:
    async with hall(url, OPEN) as found:
        members = await _members(found)
        return [await _measure(found, members, size) for size in SIZES]


async def _measure(found: Hall, members: Sequence[MemberId], size: int) -> Measured:
    await fill(found, members, size)
    viewer = await found.parts.directory.actor(found.team, found.guests[-1][0])
    parts, services = found.parts, found.parts.services(found.parts.patient)
    present = build_presenter(services)
    return {
        _CLOSED: await _close_what_is_due(found, members, size),
        "idle sweep": await _milliseconds(sweeping(parts).sweep_due),
        "list": await _milliseconds(lambda: services.reading.page(viewer, Listing())),
        "App Home": await _milliseconds(lambda: present(home_of(viewer.member), None)),
        "memory": psutil.Process().memory_info().rss / 1e6,
    }


async def _members(found: Hall) -> list[MemberId]:
    async with found.parts.database.transaction(writing=False) as bound:
        return [MemberId(each) for each in (await bound.connection.execute(select(member.c.id))).scalars()]


async def _milliseconds(work: Callable[[], Awaitable[object]]) -> float:
    """The best of several times, which is what other work on the machine disturbs least."""
    times = []
    for _ in range(SAMPLES):
        began = perf_counter()
        await work()
        times.append(perf_counter() - began)
    return 1e3 * min(times)


async def _close_what_is_due(found: Hall, members: Sequence[MemberId], size: int) -> float:
    """Seconds until all that fell due while everything was down is closed. By then it is of the past too."""
    author = await found.parts.directory.actor(found.team, found.guests[0][0])
    posted_at = datetime.now(UTC) - timedelta(days=2)
    for number in range(DUE):
        due = lunch(author, 10 * size + number, posted_at).join(members[2 + number % OPEN], posted_at).after
        await found.parts.patient.write(partial(_add_due, due))
    began = perf_counter()
    closing, closed = Closing(found.parts.patient, SystemClock(), RandomIds()), 0
    while took_up := await closing.close_due():
        closed += took_up
    if closed != DUE:
        raise RuntimeError(f"{closed} of {DUE} were closed")
    return perf_counter() - began


async def _add_due(due: Recruitment, tx: Transaction) -> None:
    await tx.recruitments.add(due)
    await tx.timers.set(Timer(TimerKind.CLOSE, due.id, due.closes_at))
