"""Who is who: Slack's ids to ours, remembered for a short while."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from domain.errors import DomainError, ErrorCode
from domain.model.ids import WorkspaceId
from domain.model.people import Actor, Member, Workspace
from domain.use_cases.people import look_up
from domain.vocabulary import Category, Language
from storage.transaction import SqlTransaction
from storage.unit_of_work import SqlUnitOfWork

REMEMBERED_FOR = 60.0
"""Seconds. Hardly anything here changes, and what does (a language, a right) may take effect a minute later."""

MOST_REMEMBERED = 10_000

V = TypeVar("V")
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Known(Generic[V]):
    value: V
    until: float


class _Memory(Generic[V]):
    """Keeps values for a while; when there are too many, the oldest go.

    Many who ask for the same at one moment, as all do once it is remembered no more, wait for a single search.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._known: dict[Key, _Known[V]] = {}
        self._searches: dict[Key, asyncio.Task[V | None]] = {}

    async def recall(self, key: Key, seek: Callable[[], Awaitable[V | None]]) -> V | None:
        """What is remembered, or what is found now. Raises what the search raises."""
        known = self._known.get(key)
        if known is not None and known.until > self._monotonic():
            return known.value
        if key not in self._searches:
            self._searches[key] = asyncio.create_task(self._search(key, seek))
        # Whoever gives up waiting doesn't end the search of the others.
        return await asyncio.shield(self._searches[key])

    async def _search(self, key: Key, seek: Callable[[], Awaitable[V | None]]) -> V | None:
        try:
            found = await seek()
            if found is not None and self._is_wanted(key):
                self._keep(key, found)
            return found
        finally:
            if self._is_wanted(key):
                del self._searches[key]

    def _is_wanted(self, key: Key) -> bool:
        """Whether nobody has forgotten the key meanwhile: what was sought before that may be old."""
        return self._searches.get(key) is asyncio.current_task()

    def _keep(self, key: Key, value: V) -> None:
        self._known.pop(key, None)
        while len(self._known) >= MOST_REMEMBERED:
            del self._known[next(iter(self._known))]
        self._known[key] = _Known(value, self._monotonic() + REMEMBERED_FOR)

    def forget(self, *prefix: str) -> None:
        for kept in (self._known, self._searches):
            for key in [key for key in kept if key[: len(prefix)] == prefix]:
                del kept[key]


class SqlDirectory:
    """Looks people and workspaces up, and adds who is new, with the wish to learn more about them from Slack."""

    def __init__(self, unit_of_work: SqlUnitOfWork, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._uow = unit_of_work
        self._actors: _Memory[Actor] = _Memory(monotonic)
        self._workspaces: _Memory[Workspace] = _Memory(monotonic)

    async def actor(self, team_id: str, slack_id: str) -> Actor:
        """The member who acts; somebody new is added and looked up. Raises `not_found` for a team we don't serve."""
        known = await self._actors.recall((team_id, slack_id), lambda: self._seek_or_add(team_id, slack_id))
        if known is None:
            raise DomainError(ErrorCode.NOT_FOUND)
        return known

    async def workspace(self, team_id: str) -> Workspace | None:
        """The workspace of a Slack team, if we serve it."""
        return await self._workspaces.recall(
            (team_id,), lambda: self._uow.read(lambda tx: tx.workspaces.of_team(team_id))
        )

    def forget(self, team_id: str, slack_id: str | None = None) -> None:
        """Drops what is remembered, so that the next answer is fresh."""
        if slack_id is None:
            self._actors.forget(team_id)
            self._workspaces.forget(team_id)
        else:
            self._actors.forget(team_id, slack_id)

    async def register_workspace(
        self,
        *,
        team_id: str,
        url: str,
        bot_user_id: str,
        bot_id: str,
        zone: ZoneInfo | None = None,
        language: Language | None = None,
        channels: Mapping[Category, str] | None = None,
        token_reference: str | None = None,
    ) -> Workspace:
        """Adds a workspace or brings it up to date, as `auth.test` and the settings have it.

        What is None stays as it is kept; somebody new begins with Seoul's time, Korean and no channels.
        `token_reference` says where the token is, and is never the token itself.
        """
        facts = {"url": url, "bot_user_id": bot_user_id, "bot_id": bot_id}
        settings = {"zone": zone, "language": language, "channels": channels and tuple(channels.items())}

        async def unit(tx: SqlTransaction) -> Workspace:
            return await tx.workspaces.register(team_id, token_reference, **facts, **settings)

        self.forget(team_id)
        return await self._uow.write(unit)

    async def _seek_or_add(self, team_id: str, slack_id: str) -> Actor | None:
        workspace = await self.workspace(team_id)
        if workspace is None:
            return None
        return Actor(workspace, await self._find(workspace.id, slack_id) or await self._add(workspace.id, slack_id))

    async def _find(self, workspace_id: WorkspaceId, slack_id: str) -> Member | None:
        return await self._uow.read(lambda tx: tx.members.find(workspace_id, slack_id))

    async def _add(self, workspace_id: WorkspaceId, slack_id: str) -> Member:
        """Adds somebody new; whoever else does so at the same moment gets the same member."""

        async def unit(tx: SqlTransaction) -> Member:
            member = await tx.members.add(workspace_id, slack_id)
            await tx.outbox.enqueue(look_up(member))
            return member

        return await self._uow.write(unit)
