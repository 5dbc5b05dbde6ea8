"""The ports of the use cases, held in memory: for tests of the domain and of the handlers.

A unit of work gets a copy of everything and the copy is kept when it returns, thrown away when it raises: what is
rolled back in a database is rolled back here. Writing units run one after another.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from domain.errors import DomainError, ErrorCode
from domain.model.ids import MemberId
from domain.model.people import Actor, Member, Workspace
from tests.fake_tables import Tables

T = TypeVar("T")


@dataclass
class Clock:
    """Stands still until it is moved."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Ids:
    """Gives 1, 2, 3, … as UUIDs."""

    given: int = 0

    def new(self) -> UUID:
        self.given += 1
        return UUID(int=self.given)


@dataclass
class UnitOfWork:
    """`kept` is what is committed. `failing` is raised by the next units instead of running them."""

    kept: Tables = field(default_factory=Tables)
    failing: Exception | None = None
    commits: int = 0
    _writing: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def write(self, unit: Callable[[Tables], Awaitable[T]]) -> T:
        async with self._writing:
            copy = self._begin()
            result = await unit(copy)
            self.kept = copy
            self.commits += 1
            return result

    async def read(self, unit: Callable[[Tables], Awaitable[T]]) -> T:
        return await unit(self._begin())

    def _begin(self) -> Tables:
        if self.failing is not None:
            raise self.failing
        return self.kept.copied()


@dataclass
class Directory:
    """Knows the workspaces that are kept; somebody new becomes a member."""

    uow: UnitOfWork
    forgotten: list[tuple[str, str | None]] = field(default_factory=list)

    async def actor(self, team_id: str, slack_id: str) -> Actor:
        workspace = await self.workspace(team_id)
        if workspace is None:
            raise DomainError(ErrorCode.NOT_FOUND)
        members = self.uow.kept.members
        known = await members.find(workspace.id, slack_id)
        if known is None:
            known = Member(MemberId(len(members) + 1), workspace.id, slack_id)
            members[known.id] = known
        return Actor(workspace, known)

    async def workspace(self, team_id: str) -> Workspace | None:
        return next((one for one in self.uow.kept.workspaces.values() if one.team_id == team_id), None)

    def forget(self, team_id: str, slack_id: str | None = None) -> None:
        self.forgotten.append((team_id, slack_id))
