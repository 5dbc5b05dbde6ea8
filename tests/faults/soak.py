"""A long day: thousands of messages while everything that can fail does, and then the books."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from time import monotonic
from typing import Any, Final

from sqlalchemy.exc import DBAPIError

from domain.ports import DatabaseUnavailable
from playground.driver import Refused
from tests.faults.acts import ACTS
from tests.faults.books import Account, Books
from tests.faults.crowd import Crowd, NotShown
from tests.faults.rig import Rig
from tests.mariadb import MariaDBServer

PEOPLE: Final = 900
LIVES: Final = 40
"""Recruitments that are under way at one moment."""

WEBS: Final = 2
WORKERS: Final = 3

SETTLING: Final = 300.0
"""Seconds in which everything must have come to rest once nothing fails any more."""

_METHODS: Final = (
    "chat.postMessage",
    "chat.update",
    "conversations.open",
    "conversations.create",
    "users.info",
    "files.completeUploadExternal",
)
_KINDS: Final = ("drop_before", "drop_after", "http_500_before", "http_500_after", "rate_limited", "delay")
_WEB_SHARE: Final = 0.15
_FREEZES: Final = 12
_DATABASE_FAILURES: Final = 10
_BETWEEN_REPORTS: Final = 60.0
_BREATH: Final = 1.0
_MOST_WAITING: Final = 300


@dataclass(frozen=True)
class Aims:
    """A day is over when it has lasted so long and brought so much; on a slow machine that takes longer."""

    seconds: float
    messages: int
    kills: int


@dataclass
class Day:
    """One run, on one installation."""

    rig: Rig
    books: Books
    server: MariaDBServer
    rng: Random
    aims: Aims
    strain: Counter[str] = field(default_factory=Counter)
    crowd: Crowd = field(init=False)
    people: list[str] = field(init=False)
    _is_behind: bool = False

    def __post_init__(self) -> None:
        self.crowd = Crowd(self.rig, self.rng)
        self.people = self.rig.invite(PEOPLE)
        self._ends = monotonic() + self.aims.seconds

    @property
    def kills(self) -> int:
        """How many processes were killed so far."""
        return self.strain["workers killed"] + self.strain["web processes killed"]

    @property
    def is_over(self) -> bool:
        """Whether it has lasted long enough and brought enough."""
        lasted = monotonic() >= self._ends and self.kills >= self.aims.kills
        return lasted and len(self.rig.posted) >= self.aims.messages

    async def run(self) -> Account:
        """Everybody lives, everything fails; then nothing does, and the books are closed."""
        await self.rig.web(WEBS)
        await self.rig.workers(WORKERS)
        async with asyncio.TaskGroup() as group:
            for _ in range(LIVES):
                group.create_task(self._live())
            for trouble in (
                self._kill,
                self._freeze,
                self._lose_answers,
                self._fail_database,
                self._watch,
                self._report,
            ):
                group.create_task(trouble())
        await self.rig.slack.faults()
        return await self.books.settled(SETTLING)

    async def _live(self) -> None:
        while not self.is_over:
            if self._is_behind:
                await asyncio.sleep(_BREATH)
                continue
            act = self.rng.choices(list(ACTS), list(ACTS.values()))[0]
            try:
                await act(self.crowd, self.some)
                self.strain["acts"] += 1
            except (Refused, NotShown, AssertionError, TimeoutError):
                self.strain["acts broken off"] += 1

    async def _kill(self) -> None:
        pause = self.aims.seconds / self.aims.kills
        while not self.is_over:
            began = monotonic()
            await (self._kill_web() if self.rng.random() < _WEB_SHARE else self._kill_worker())
            await asyncio.sleep(max(0.0, pause * self.rng.uniform(0.5, 1.3) - (monotonic() - began)))

    async def _kill_worker(self) -> None:
        self.rng.choice(self.rig.fleet.alive("worker")).kill()
        self.rig.fleet.start("worker")
        self.strain["workers killed"] += 1

    async def _kill_web(self) -> None:
        victim = self.rng.choice(self.rig.front.instances())
        victim.kill()
        self.strain["web processes killed"] += 1
        await self.rig.front.remove(victim)
        await self.rig.web()

    async def _freeze(self) -> None:
        lease = float(self.rig.fleet.environment["PARTNER_LEASE_SECONDS"])
        while not self.is_over:
            await asyncio.sleep(self.aims.seconds / _FREEZES)
            sleeper = self.rng.choice(self.rig.fleet.alive("worker"))
            sleeper.freeze()
            self.strain["workers stopped beyond their lease"] += 1
            await asyncio.sleep(lease + 1)
            sleeper.thaw()

    async def _lose_answers(self) -> None:
        while not self.is_over:
            rules = [self._fault() for _ in range(self.rng.randrange(1, 6))]
            await self.rig.slack.faults(*rules)
            await asyncio.sleep(self.rng.uniform(0.5, 3))
            left = (await self.rig.slack.get("faults"))["rules"]
            self.strain["calls to Slack spoilt"] += _times(rules) - _times(left)

    def _fault(self) -> dict[str, Any]:
        method, kind = self.rng.choice(_METHODS), self.rng.choice(_KINDS)
        return {"method": method, "kind": kind, "seconds": 1, "times": self.rng.randrange(1, 4)}

    async def _fail_database(self) -> None:
        while not self.is_over:
            await asyncio.sleep(self.aims.seconds / _DATABASE_FAILURES)
            name, recover = self.rng.choice(_FAILURES)(self.server)
            self.strain[f"database {name}"] += 1
            await asyncio.sleep(self.rng.uniform(0.5, 3))
            await asyncio.to_thread(recover)

    async def _watch(self) -> None:
        """People wait, too, when they see nothing of what they did: what is to be delivered must not only grow."""
        while not self.is_over:
            with contextlib.suppress(DatabaseUnavailable, DBAPIError):
                self._is_behind = await self.books.backlog() > _MOST_WAITING
            await asyncio.sleep(_BREATH)

    async def _report(self) -> None:
        while not self.is_over:
            await asyncio.sleep(_BETWEEN_REPORTS)
            print(f"{len(self.rig.posted)} messages, {self.kills} processes killed", flush=True)

    def some(self, count: int) -> list[str]:
        """That many people."""
        return self.rng.sample(self.people, count)


def _times(rules: list[dict[str, Any]]) -> int:
    return sum(rule["times"] for rule in rules)


def _killed(server: MariaDBServer) -> tuple[str, Callable[[], None]]:
    server.kill()
    return "killed", server.start


def _stopped(server: MariaDBServer) -> tuple[str, Callable[[], None]]:
    server.freeze()
    return "stopped", server.thaw


def _read_only(server: MariaDBServer) -> tuple[str, Callable[[], None]]:
    server.administer("SET GLOBAL read_only = 1")
    return "read-only", lambda: server.administer("SET GLOBAL read_only = 0")


_FAILURES: Final = (_killed, _stopped, _read_only)
