"""The figures of a web process under load, beside a bare Bolt app's in the same run.

A click on a link is a request that does nothing: Bolt verifies, reads, authorizes and routes it, and so do we. What a
join may cost is measured by that, and by the statements that it can't do without, run bare through SQLAlchemy.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.hall import Hall, hall, prepared
from benchmarks.load import knocks
from benchmarks.load.hammering import Heard, hammer
from benchmarks.load.knocks import Guest, Knock
from benchmarks.load.servers import Door, bare, ours, slack_that_says_yes
from benchmarks.load.statements import (
    bare_cpu_of_joins,
    record_of_joins,
    recorded,
    statements_of_newcomers,
)
from tests.mariadb import MariaDBMissing, running_mariadb

RECRUITMENTS = 60
ROUNDS = 3
READS = 1_500
SAMPLES = 20

NOOP_GOAL, JOIN_GOAL, STATEMENTS_GOAL, MARIADB_JOINS_GOAL = 1.15, 1.3, 4, 150

NewDatabase = Callable[[], str]

KINDS: Mapping[str, Callable[[Sequence[Guest]], list[Knock]]] = {
    "command (help)": lambda _: knocks.commands("도움말", READS),
    "list": lambda _: knocks.commands("목록", READS),
    "join": knocks.joins,
    "leave": knocks.leaves,
    "submit": knocks.posts,
}


@dataclass(frozen=True)
class NoOps:
    """Milliseconds of CPU that a request which does nothing costs: bare, and through us."""

    bare: float
    ours: float


def figures() -> Iterator[Figure]:
    """On SQLite, and on MariaDB where its server is installed."""
    with tempfile.TemporaryDirectory() as folder:
        numbers = iter(range(100))
        yield from _on("SQLite", lambda: prepared(f"sqlite+aiosqlite:///{Path(folder)}/{next(numbers)}.db"))
    try:
        with running_mariadb() as server:
            yield from _on("MariaDB", lambda: prepared(server.create_database()), joins_goal=MARIADB_JOINS_GOAL)
    except MariaDBMissing as missing:
        print(f"MariaDB was not measured: {missing}")


def _on(name: str, new_database: NewDatabase, joins_goal: float | None = None) -> Iterator[Figure]:
    for figure in asyncio.run(_measure(new_database, joins_goal)):
        yield Figure(f"{name}: {figure.name}", figure.value, figure.unit, figure.goal, least=figure.least)


async def _measure(new_database: NewDatabase, joins_goal: float | None) -> list[Figure]:
    statements = await record_of_joins(new_database(), RECRUITMENTS)
    alone = min([await bare_cpu_of_joins(new_database(), RECRUITMENTS, statements) for _ in range(ROUNDS)])
    found = [figure async for figure in _statements(new_database())]
    url = new_database()
    async with (
        hall(url, RECRUITMENTS) as seated,
        slack_that_says_yes() as slack,
        bare() as bolt,
        ours("web", url, slack) as door,
    ):
        noops = await _noops(bolt, door, seated.guests)
        heard = {kind: await hammer(door, of(seated.guests)) for kind, of in KINDS.items()}
    join = heard["join"]
    return [
        Figure("a no-op through us, beside bare Bolt", noops.ours / noops.bare, "×", goal=NOOP_GOAL),
        Figure(
            "CPU of a join, beside bare no-op + its statements", join.cpu_each / (noops.bare + alone), "×", JOIN_GOAL
        ),
        Figure("joins a second", join.per_second, "/s", joins_goal, least=True),
        *found,
        Figure("CPU of a no-op, bare Bolt", noops.bare, "ms"),
        Figure("CPU of a no-op, through us", noops.ours, "ms"),
        Figure("CPU of a join's statements, bare", alone, "ms"),
        *(figure for kind, each in heard.items() for figure in _heard(kind, each)),
    ]


async def _noops(bolt: Door, door: Door, guests: Sequence[Guest]) -> NoOps:
    """The best of several rounds, in turns. By the first everybody has become known and everything is warm."""
    rounds = []
    for _ in range(ROUNDS + 1):
        clicks = [knocks.link_clicks(guests) for _ in range(2)]
        rounds.append(
            [(await hammer(each, knocked)).cpu_each for each, knocked in zip((bolt, door), clicks, strict=True)]
        )
    return NoOps(*map(min, zip(*rounds[1:], strict=True)))


async def _statements(url: str) -> AsyncIterator[Figure]:
    async with hall(url, 2) as found:
        for kind, of in KINDS.items():
            goal = STATEMENTS_GOAL if kind == "join" else None
            yield Figure(f"SQL statements of a {kind}", await _most(found, of), "", goal)
        late = found.guests[:SAMPLES]
        yield Figure(
            "SQL statements of a join, by somebody not seen of late", await statements_of_newcomers(found, late)
        )


async def _most(found: Hall, of: Callable[[Sequence[Guest]], list[Knock]]) -> int:
    return (await recorded(found, of(found.guests)[:SAMPLES])).most


def _heard(kind: str, heard: Heard) -> Iterator[Figure]:
    yield Figure(f"{kind}: requests a second", heard.per_second, "/s")
    yield Figure(f"{kind}: p50", heard.percentile(50), "ms")
    yield Figure(f"{kind}: p99", heard.percentile(99), "ms")
    yield Figure(f"{kind}: CPU a request", heard.cpu_each, "ms")
