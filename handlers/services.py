"""Everything a handler can call."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Self
from zoneinfo import ZoneInfo

from domain.errors import DomainError, ErrorCode
from domain.model.people import Actor, MemberStatus
from domain.ports import Clock, Directory, Ids, UnitOfWork
from domain.use_cases.answering import Answering
from domain.use_cases.commenting import Commenting
from domain.use_cases.declining import Declining
from domain.use_cases.erasing import Erasing
from domain.use_cases.exporting import Exporting
from domain.use_cases.limits import Limits
from domain.use_cases.meetings import Meetings
from domain.use_cases.people import People
from domain.use_cases.preferring import Preferring
from domain.use_cases.reading import Reading
from domain.use_cases.reading_pool import PoolReading
from domain.use_cases.recruiting import Recruiting
from domain.use_cases.waiting import Waiting
from domain.vocabulary import Language
from handlers.ports import Modals
from handlers.site import Site

USUALLY_LATE = timedelta(seconds=30)
"""How long a change may be held up before its message says so."""

USUAL_WAIT = timedelta(minutes=30)
"""How long somebody waits in the random pool."""


def _uncounted(*_: str) -> None:
    """Where nobody counts."""


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases and ports of the handlers. `language` and `zone` serve where nobody is known yet.

    `admins` are the Slack ids of those who are admins whatever Slack says.
    """

    clock: Clock
    directory: Directory
    modals: Modals
    recruiting: Recruiting
    commenting: Commenting
    declining: Declining
    people: People
    erasing: Erasing
    exporting: Exporting
    preferring: Preferring
    reading: Reading
    meetings: Meetings
    answering: Answering
    waiting: Waiting
    pool: PoolReading
    language: Language
    zone: ZoneInfo
    site: Site = field(default_factory=Site)
    admins: frozenset[str] = frozenset()
    late_after: timedelta = USUALLY_LATE
    answered: Callable[[str, str, str], None] = _uncounted

    async def acting(self, team_id: str, slack_id: str) -> Actor:
        """Whoever acts. Raises `not_found` for a team we don't serve, `member_gone` for somebody who was deactivated.

        A click may come late, behind the news that its person is gone. But the news that somebody is back may have been
        missed: so whoever is turned away is asked after, and finds the door open a moment later.
        """
        actor = self.appointed(await self.directory.actor(team_id, slack_id))
        if actor.member.status is MemberStatus.GONE:
            await self.people.ask_after(actor.member)
            self.directory.forget(team_id, slack_id)
            raise DomainError(ErrorCode.MEMBER_GONE)
        return actor

    def appointed(self, actor: Actor) -> Actor:
        """An admin by the settings is one at once: Slack need not have been asked yet who they are."""
        member = actor.member
        if member.is_admin or member.slack_id not in self.admins:
            return actor
        return replace(actor, member=replace(member, is_admin=True))

    @classmethod
    def of(
        cls,
        uow: UnitOfWork,
        clock: Clock,
        ids: Ids,
        directory: Directory,
        modals: Modals,
        *,
        language: Language,
        zone: ZoneInfo,
        wait: timedelta = USUAL_WAIT,
        limits: Limits | None = None,
        site: Site | None = None,
        admins: Collection[str] = (),
        late_after: timedelta = USUALLY_LATE,
        answered: Callable[[str, str, str], None] = _uncounted,
    ) -> Self:
        """All use cases over one set of ports; `wait` is how long somebody waits in the random pool.

        A change that was held up for `late_after` says so in its message. `answered` is told the kind and name of
        everything that was asked for, and what became of it.
        """
        bounds, people = limits or Limits(), People(uow, clock, ids)
        return cls(
            clock=clock,
            directory=directory,
            modals=modals,
            recruiting=Recruiting(uow, clock, ids, bounds),
            commenting=Commenting(uow, clock, ids, bounds),
            declining=Declining(uow, clock),
            people=people,
            erasing=Erasing(uow, clock, people),
            exporting=Exporting(uow, clock),
            preferring=Preferring(uow, clock),
            reading=Reading(uow, clock),
            meetings=Meetings(uow),
            answering=Answering(uow, clock),
            waiting=Waiting(uow, clock, ids, wait),
            pool=PoolReading(uow, clock),
            language=language,
            zone=zone,
            site=site or Site(),
            admins=frozenset(admins),
            late_after=late_after,
            answered=answered,
        )
