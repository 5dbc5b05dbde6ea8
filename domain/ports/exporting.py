"""Reading all that is kept about one person."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.model.application import Application
from domain.model.comment import Comment
from domain.model.ids import MemberId
from domain.model.recruitment import Recruitment
from domain.model.score import ScoreEntry


class Exports(Protocol):
    """What is kept about a member, the newest first; at most `limit` of each kind."""

    async def ask(self, member: MemberId, now: datetime, since: datetime) -> bool:
        """Keeps that the member asks now; False, and nothing is kept, where they asked after `since` already."""

    async def forget(self, member: MemberId) -> None:
        """Lets the member ask again: nothing came of it."""

    async def known_since(self, member: MemberId) -> datetime:
        """When the member first had to do with the bot, by machine time. Raises `not_found`."""

    async def recruitments(self, member: MemberId, limit: int) -> Sequence[Recruitment]:
        """Recruitments that the member is or waits in, posted or joined."""

    async def comments(self, member: MemberId, limit: int) -> Sequence[Comment]:
        """What the member commented."""

    async def applications(self, member: MemberId, limit: int) -> Sequence[Application]:
        """The member's waits in the random pool."""

    async def scores(self, member: MemberId, limit: int) -> Sequence[ScoreEntry]:
        """The member's points."""
