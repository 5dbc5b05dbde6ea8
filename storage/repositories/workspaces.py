"""Slack teams."""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, bindparam, select, update

from domain.errors import DomainError, ErrorCode
from domain.model.ids import WorkspaceId
from domain.model.people import Workspace
from domain.vocabulary import Category, Language
from storage.database import Bound
from storage.dialects import insert_new, machine_time, per_dialect
from storage.tables import workspace

ACTIVE = "ACTIVE"
_BLANK = Workspace(WorkspaceId(0), "", "", "", "", ZoneInfo("Asia/Seoul"), Language.KO)
_GET = select(workspace).where(workspace.c.id == bindparam("of_id"))
_OF_TEAM = select(workspace).where(workspace.c.team_id == bindparam("of_team"))
_ADD = per_dialect(lambda dialect: insert_new(dialect, workspace).values(status=ACTIVE, created_at=machine_time("now")))
_UPDATE = update(workspace).where(workspace.c.id == bindparam("of_id"))
_SAVE = (
    update(workspace)
    .where(workspace.c.id == bindparam("of_id"))
    .values({name: bindparam(name) for name in ("zone", "language", "meal_channel", "study_channel")})
)
_CHANNELS = ((Category.MEAL, "meal_channel"), (Category.STUDY, "study_channel"))


class SqlWorkspaces:
    """Slack teams and their settings."""

    def __init__(self, bound: Bound) -> None:
        self._bound = bound
        self._connection = bound.connection

    async def get(self, workspace_id: WorkspaceId) -> Workspace:
        """The workspace of this id. Raises `not_found`."""
        row = (await self._connection.execute(_GET, {"of_id": workspace_id})).one_or_none()
        if row is None:
            raise DomainError(ErrorCode.NOT_FOUND)
        return workspace_of(row)

    async def save(self, workspace: Workspace) -> None:
        """Keeps changed settings."""
        await self._connection.execute(_SAVE, {"of_id": workspace.id, **_settings_of(workspace)})

    async def of_team(self, team_id: str) -> Workspace | None:
        """The workspace of a Slack team, if we serve it."""
        row = (await self._connection.execute(_OF_TEAM, {"of_team": team_id})).one_or_none()
        return None if row is None else workspace_of(row)

    async def register(self, team_id: str, token_reference: str | None = None, **given: Any) -> Workspace:
        """Adds a workspace or brings it up to date. `given` are fields of `Workspace`; what is None stays."""
        news = {name: value for name, value in given.items() if value is not None}
        first = replace(_BLANK, team_id=team_id, **news)
        row = {"team_id": team_id, **_facts_of(first), **_settings_of(first), "now": self._bound.shift}
        await self._connection.execute(_ADD[self._bound.dialect], row)
        kept = replace(await self._of_team(team_id), **news)
        row = {"of_id": kept.id, "status": ACTIVE, **_facts_of(kept), **_settings_of(kept)}
        reference = {} if token_reference is None else {"token_reference": token_reference}
        await self._connection.execute(_UPDATE, row | reference)
        return kept

    async def _of_team(self, team_id: str) -> Workspace:
        found = await self.of_team(team_id)
        if found is None:
            raise DomainError(ErrorCode.NOT_FOUND)
        return found


def _facts_of(workspace: Workspace) -> dict[str, Any]:
    """The columns that hold what Slack says."""
    return {"url": workspace.url, "bot_user_id": workspace.bot_user_id, "bot_id": workspace.bot_id}


def _settings_of(workspace: Workspace) -> dict[str, Any]:
    """The columns that hold what can be set."""
    channels = {column: workspace.channel_for(category) for category, column in _CHANNELS}
    return {"zone": workspace.zone.key, "language": workspace.language, **channels}


def workspace_of(row: Row[Any]) -> Workspace:
    """The workspace in a row that has all its columns."""
    columns = row._mapping  # noqa: SLF001 SQLAlchemy's public way to columns by name
    return Workspace(
        id=WorkspaceId(columns[workspace.c.id]),
        team_id=columns[workspace.c.team_id],
        url=columns[workspace.c.url],
        bot_user_id=columns[workspace.c.bot_user_id],
        bot_id=columns[workspace.c.bot_id],
        zone=ZoneInfo(columns[workspace.c.zone]),
        language=columns[workspace.c.language],
        channels=tuple((category, columns[name]) for category, name in _CHANNELS if columns[name]),
    )
