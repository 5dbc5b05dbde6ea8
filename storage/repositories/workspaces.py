"""Slack teams."""

from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, bindparam, select, update

from domain.errors import DomainError, ErrorCode
from domain.model.ids import WorkspaceId
from domain.model.people import Workspace
from domain.vocabulary import Category
from storage.database import Bound
from storage.tables import workspace

_GET = select(workspace).where(workspace.c.id == bindparam("of_id"))
_SAVE = (
    update(workspace)
    .where(workspace.c.id == bindparam("of_id"))
    .values({name: bindparam(name) for name in ("zone", "language", "meal_channel", "study_channel")})
)
_CHANNELS = ((Category.MEAL, "meal_channel"), (Category.STUDY, "study_channel"))


class SqlWorkspaces:
    """Slack teams and their settings."""

    def __init__(self, bound: Bound) -> None:
        self._connection = bound.connection

    async def get(self, workspace_id: WorkspaceId) -> Workspace:
        """The workspace of this id. Raises `not_found`."""
        row = (await self._connection.execute(_GET, {"of_id": workspace_id})).one_or_none()
        if row is None:
            raise DomainError(ErrorCode.NOT_FOUND)
        return workspace_of(row)

    async def save(self, workspace: Workspace) -> None:
        """Keeps changed settings."""
        await self._connection.execute(_SAVE, {"of_id": workspace.id, **settings_of(workspace)})


def settings_of(workspace: Workspace) -> dict[str, Any]:
    """The columns that hold what can be set."""
    return {
        "zone": workspace.zone.key,
        "language": workspace.language,
        **{column: workspace.channel_for(category) for category, column in _CHANNELS},
    }


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
