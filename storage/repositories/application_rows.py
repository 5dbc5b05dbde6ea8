"""Applications to rows and back."""

from typing import Any

from sqlalchemy import Row

from domain.errors import WrittenLater
from domain.model.application import Application, Suggestion
from domain.model.conditions import Conditions
from domain.model.ids import MemberId, WorkspaceId

CHANGING = (
    *("status", "places", "ways_of_eating", "study_types", "sizes", "expires_at", "credit", "waiting_key"),
    *("match_id", "joined_id", "left_because", "hints", "hinted_at", "suggested", "unlucky"),
)
_CONDITIONS = ("places", "ways_of_eating", "study_types")
_PLAIN = (
    *("id", "category", "applied_at", "expires_at", "credit", "status", "match_id"),
    *("left_because", "hints", "hinted_at", "unlucky"),
)


def waiting_key(member: MemberId, category: str) -> str:
    """What no two waiting applications share."""
    return f"{member}:{category}"


def row_of(application: Application) -> dict[str, Any]:
    """The application's row."""
    plain = {name: getattr(application, name) for name in _PLAIN}
    return {
        **plain,
        **{name: getattr(application.conditions, name) for name in _CONDITIONS},
        "workspace_id": application.workspace_id,
        "member_id": application.member,
        "sizes": " ".join(str(size) for size in sorted(application.conditions.sizes)),
        "waiting_key": waiting_key(application.member, application.category) if application.is_waiting else None,
        "joined_id": application.joined,
        "suggested": None if application.suggested is None else str(application.suggested),
    }


def application_of(row: Row[Any]) -> Application:
    """The application in a row that has all its columns."""
    conditions = {name: getattr(row, name) for name in _CONDITIONS}
    sizes = frozenset(int(size) for size in row.sizes.split())
    return Application(
        **{name: getattr(row, name) for name in _PLAIN},
        workspace_id=WorkspaceId(row.workspace_id),
        member=MemberId(row.member_id),
        conditions=Conditions(**conditions, sizes=sizes),
        joined=row.joined_id,
        suggested=_suggestion(row.suggested),
    )


def _suggestion(text: str | None) -> Suggestion | None:
    """What was suggested; None too for a change that only a later version can suggest."""
    try:
        return None if text is None else Suggestion.read(text)
    except WrittenLater:
        return None
