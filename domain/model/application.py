"""An application: one member waiting in the random pool of a category, with all conditions that they accept."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Self

from domain.errors import DomainError, ErrorCode
from domain.matching.pool import Reason
from domain.model.conditions import Concession, Conditions, check
from domain.model.ids import ApplicationId, MatchId, MemberId, RecruitmentId, WorkspaceId
from domain.vocabulary import Category

LEAST_LEFT = timedelta(minutes=10)
"""Whoever goes back to the pool, for the others of the match can't come, has at least this long left."""

HINTS_AT = (timedelta(minutes=10), timedelta(minutes=20))
"""After waiting this long one is told, each time once, what one change would give."""

BETWEEN_HINTS = timedelta(minutes=10)
"""A first suggestion may come late, for there was none to make; the second one waits this long after it."""

MOST_CREDIT = 9
"""Bad luck beyond this counts no further."""


class ApplicationStatus(StrEnum):
    """What became of a wait in the random pool. All but `WAITING` are final, save that a match may fall apart."""

    WAITING = "WAITING"
    MATCHED = "MATCHED"
    EXPIRED = "EXPIRED"
    CANCELLED = "CANCELLED"


class LeftBecause(StrEnum):
    """Why a sweep left somebody waiting, as they are told. None of it tells of a block."""

    ALONE = "alone"
    NOBODY_FITS = "nobody_fits"
    NO_SIZE = "no_size"
    MET_RECENTLY = "met_recently"
    HELD = "held"
    LEFT_OVER = "left_over"

    @classmethod
    def of(cls, reason: Reason) -> Self:
        """The engine's reason in the words of the domain."""
        return cls(reason.name.lower())


class Suggestion(NamedTuple):
    """What one change would give: a group with so many `others`, right now."""

    concession: Concession
    others: int

    def __str__(self) -> str:
        return f"{self.concession} {self.others}"

    @classmethod
    def read(cls, text: str) -> Self:
        """The suggestion that was written as text. Raises `WrittenLater` as `Concession.read` does."""
        concession, _, others = text.partition(" ")
        return cls(Concession.read(concession), int(others))


@dataclass(frozen=True, slots=True)
class Application:
    """`credit` counts the waits of the member that ended unmatched or were left over, since they were last matched.

    `left_because` is what the last sweep said, `unlucky` whether some sweep of this wait left it over. `hints` counts
    the changes that were suggested, the last one at `hinted_at`; `suggested` is that one while it can be accepted.
    `joined` is the recruitment whose joining ended the wait.
    """

    id: ApplicationId
    workspace_id: WorkspaceId
    member: MemberId
    category: Category
    conditions: Conditions
    applied_at: datetime
    expires_at: datetime
    credit: int = 0
    status: ApplicationStatus = ApplicationStatus.WAITING
    left_because: LeftBecause | None = None
    match_id: MatchId | None = None
    joined: RecruitmentId | None = None
    hints: int = 0
    hinted_at: datetime | None = None
    suggested: Suggestion | None = None
    unlucky: bool = False

    @classmethod
    def apply(
        cls,
        application_id: ApplicationId,
        workspace_id: WorkspaceId,
        member: MemberId,
        category: Category,
        conditions: Conditions,
        now: datetime,
        life: timedelta,
        last: "Application | None" = None,
    ) -> Self:
        """A new wait. Bad luck of the `last` one counts on. Refuses conditions that nobody could meet."""
        check(conditions, category)
        credit = last.credit_after if last is not None else 0
        return cls(application_id, workspace_id, member, category, conditions, now, now + life, credit)

    @property
    def is_waiting(self) -> bool:
        """Whether it still waits."""
        return self.status is ApplicationStatus.WAITING

    @property
    def priority(self) -> int:
        """What breaks ties between those who have waited equally long: bad luck, before and now."""
        return self.credit + (1 if self.unlucky else 0)

    @property
    def credit_after(self) -> int:
        """The credit that the next application of the member begins with."""
        if self.status is ApplicationStatus.MATCHED:
            return 0
        was_bad_luck = self.unlucky or self.status is ApplicationStatus.EXPIRED
        return min(self.credit + 1, MOST_CREDIT) if was_bad_luck else self.credit

    @property
    def hint_at(self) -> datetime | None:
        """When the next change may be suggested; None when that was done often enough."""
        if self.hints >= len(HINTS_AT):
            return None
        usual = self.applied_at + HINTS_AT[self.hints]
        return usual if self.hinted_at is None else max(usual, self.hinted_at + BETWEEN_HINTS)

    def must_wait(self) -> None:
        """Refuses, once it has ended, with how it ended."""
        if not self.is_waiting:
            matched = self.status is ApplicationStatus.MATCHED
            raise DomainError(ErrorCode.APPLICATION_MATCHED if matched else ErrorCode.NO_APPLICATION)

    def cancel(self) -> Self:
        """Taken back by its member."""
        self.must_wait()
        return self._ended(ApplicationStatus.CANCELLED)

    def join(self, recruitment_id: RecruitmentId) -> Self:
        """Its member joined a recruitment that meets soon instead."""
        self.must_wait()
        return replace(self._ended(ApplicationStatus.CANCELLED), joined=recruitment_id)

    def match(self, match_id: MatchId) -> Self:
        """Brought together with others."""
        self.must_wait()
        return replace(self._ended(ApplicationStatus.MATCHED), match_id=match_id)

    def expire(self, now: datetime) -> Self:
        """Nobody was found in time; unchanged before that."""
        return self._ended(ApplicationStatus.EXPIRED) if self.is_waiting and now >= self.expires_at else self

    def extend(self, now: datetime, life: timedelta) -> Self:
        """Waits another `life` longer, though never more than two of them from now on."""
        self.must_wait()
        return replace(self, expires_at=max(self.expires_at, min(self.expires_at + life, now + 2 * life)))

    def leave(self, because: LeftBecause) -> Self:
        """Left by a sweep."""
        return replace(self, left_because=because, unlucky=self.unlucky or because is LeftBecause.LEFT_OVER)

    def suggest(self, suggestion: Suggestion, now: datetime) -> Self:
        """One change more was suggested."""
        return replace(self, hints=self.hints + 1, hinted_at=now, suggested=suggestion)

    def suggested_still(self, suggestion: Suggestion | None) -> Self:
        """The last suggestion as it would be made now; None takes it back, for it would help no more."""
        return replace(self, suggested=suggestion)

    def accept(self) -> Self:
        """The change that was suggested last is accepted. Refuses when there is none, or none any more."""
        self.must_wait()
        if self.suggested is None:
            raise DomainError(ErrorCode.SUGGESTION_GONE)
        relaxed = self.conditions.conceding(self.suggested.concession)
        return replace(self, conditions=relaxed, suggested=None, left_because=None)

    def again(self, now: datetime) -> Self:
        """Back in the pool, for the others of the match can't come: at the old place, with some time left."""
        left = max(self.expires_at, now + LEAST_LEFT)
        return replace(
            self, status=ApplicationStatus.WAITING, match_id=None, expires_at=left, left_because=None, suggested=None
        )

    def _ended(self, status: ApplicationStatus) -> Self:
        return replace(self, status=status, suggested=None)
