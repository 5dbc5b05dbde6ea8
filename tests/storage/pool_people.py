"""Cadets who wait in the random pool of a real database, and sweeps of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from domain.matching.greedy import greedy
from domain.matching.pool import Pool
from domain.model.application import Application
from domain.model.conditions import Conditions
from domain.model.ids import ApplicationId, MemberId
from domain.model.people import Actor, Workspace
from domain.pool import PoolRef, Solved
from domain.ports import Transaction
from domain.use_cases.sweeping.sweep import Sweeping
from domain.use_cases.waiting import Waiting
from domain.use_cases.wishes import Wish
from domain.vocabulary import Category, Language, Place, WayOfEating
from infra.ids import RandomIds
from storage.unit_of_work import SqlUnitOfWork
from tests.fakes import Clock
from tests.storage.people import NOON, SEOUL, Cadets

LIFE = timedelta(minutes=30)
LEASE = timedelta(seconds=45)
GAEPO_OUT = Conditions((Place.GAEPO,), (WayOfEating.EATOUT,))


@dataclass
class PlainSolver:
    """Solves without a process of its own; `meanwhile` happens before it answers."""

    meanwhile: Callable[[], Awaitable[object]] | None = None

    async def solve(self, pool: Pool) -> Solved:
        if self.meanwhile is not None:
            await self.meanwhile()
        return Solved(greedy(pool), 1)


@dataclass
class Instance:
    """What one process of the bot has, on the domain's time of the test."""

    uow: SqlUnitOfWork
    people: Cadets
    clock: Clock
    solver: PlainSolver

    @property
    def waiting(self) -> Waiting:
        return Waiting(self.uow, self.clock, RandomIds(), LIFE)

    @property
    def sweeping(self) -> Sweeping:
        return Sweeping(self.uow, self.clock, RandomIds(), self.solver, timedelta(seconds=5), LEASE)

    @property
    def meals(self) -> PoolRef:
        return PoolRef(self.people.workspace_id, Category.MEAL)

    def wish(self, number: int) -> Wish:
        workspace = Workspace(
            self.people.workspace_id, "T042", "https://x.slack.com/", "UBOT", "BBOT", SEOUL, Language.KO
        )
        return Wish(Actor(workspace, self.people.member(number)), f"click:{uuid4()}")

    async def apply(self, number: int, conditions: Conditions = GAEPO_OUT) -> Application:
        return await self.waiting.apply(self.wish(number), Category.MEAL, conditions)

    async def stored(self, application_id: ApplicationId) -> Application:
        return await self.uow.read(lambda tx: tx.applications.get(application_id))


def instance(uow: SqlUnitOfWork, people: Cadets, at: datetime = NOON) -> Instance:
    return Instance(uow, people, Clock(at), PlainSolver())


def application(people: Cadets, number: int = 0, **more: object) -> Application:
    applied = Application.apply(
        ApplicationId(uuid4()), people.workspace_id, people.ids[number], Category.MEAL, GAEPO_OUT, NOON, LIFE
    )
    return replace(applied, **more)  # type: ignore[arg-type] # the fields of an application


async def kept(uow: SqlUnitOfWork, *applications: Application) -> list[bool]:
    async def unit(tx: Transaction) -> list[bool]:
        return [await tx.applications.add(each) for each in applications]

    return await uow.write(unit)


async def members_matched(uow: SqlUnitOfWork, people: Cadets) -> list[MemberId]:
    """Everybody who comes to some match, once for each."""

    async def unit(tx: Transaction) -> list[MemberId]:
        upcoming = {match for member in people.ids for match in await tx.matches.upcoming_of(member, NOON)}
        return [member for match in upcoming for member in (await tx.matches.get(match)).coming]

    return await uow.read(unit)
