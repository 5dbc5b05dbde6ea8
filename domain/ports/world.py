"""What the outside world gives: the time, new ids, and who is who."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.model.people import Actor, Workspace
from domain.model.wording import kept
from domain.vocabulary import Language

DISPLAY_NAME_LIMIT = 255
"""Characters. Slack takes eighty."""


class Clock(Protocol):
    """The domain's time. In the playground it can be moved on."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""


class Ids(Protocol):
    """Where new public ids come from."""

    def new(self) -> UUID:
        """A fresh id."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What Slack says of a person. A name is kept as other texts of people's are, and no longer than there is room."""

    display_name: str | None
    language: Language | None
    is_admin: bool
    is_gone: bool

    def __post_init__(self) -> None:
        name = kept(self.display_name)
        object.__setattr__(self, "display_name", name and name[:DISPLAY_NAME_LIMIT])


class Directory(Protocol):
    """Who is who: Slack's ids to ours. Answers are remembered for a short while, for they hardly ever change."""

    async def actor(self, team_id: str, slack_id: str) -> Actor:
        """The member who acts; somebody new is added and looked up. Raises `not_found` for a team we don't serve."""

    async def workspace(self, team_id: str) -> Workspace | None:
        """The workspace of a Slack team, if we serve it."""

    def forget(self, team_id: str, slack_id: str | None = None) -> None:
        """Drops what is remembered, so that the next answer is fresh."""
