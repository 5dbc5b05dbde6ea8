"""Who is who: Slack's ids to ours, remembered for a short while."""

import time
from collections.abc import Callable, Mapping
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


@dataclass(frozen=True, slots=True)
class _Known(Generic[V]):
    value: V
    until: float


class _Memory(Generic[V]):
    """Keeps values for a while; when there are too many, the oldest go."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._known: dict[tuple[str, ...], _Known[V]] = {}

    def get(self, *key: str) -> V | None:
        known = self._known.get(key)
        return known.value if known is not None and known.until > self._monotonic() else None

    def keep(self, value: V, *key: str) -> V:
        self._known.pop(key, None)
        while len(self._known) >= MOST_REMEMBERED:
            del self._known[next(iter(self._known))]
        self._known[key] = _Known(value, self._monotonic() + REMEMBERED_FOR)
        return value

    def forget(self, *prefix: str) -> None:
        for key in [key for key in self._known if key[: len(prefix)] == prefix]:
            del self._known[key]


class SqlDirectory:
    """Looks people and workspaces up, and adds who is new, with the wish to learn more about them from Slack."""

    def __init__(self, unit_of_work: SqlUnitOfWork, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._uow = unit_of_work
        self._actors: _Memory[Actor] = _Memory(monotonic)
        self._workspaces: _Memory[Workspace] = _Memory(monotonic)

    async def actor(self, team_id: str, slack_id: str) -> Actor:
        """The member who acts; somebody new is added and looked up. Raises `not_found` for a team we don't serve."""
        return self._actors.get(team_id, slack_id) or self._actors.keep(
            await self._seek_or_add(team_id, slack_id), team_id, slack_id
        )

    async def workspace(self, team_id: str) -> Workspace | None:
        """The workspace of a Slack team, if we serve it."""
        known = self._workspaces.get(team_id)
        if known is not None:
            return known
        found = await self._uow.read(lambda tx: tx.workspaces.of_team(team_id))
        return None if found is None else self._workspaces.keep(found, team_id)

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

    async def _seek_or_add(self, team_id: str, slack_id: str) -> Actor:
        workspace = await self.workspace(team_id)
        if workspace is None:
            raise DomainError(ErrorCode.NOT_FOUND)
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
