"""A match: a group that has been brought together, and who of it still comes."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from domain.errors import DomainError, ErrorCode
from domain.model.conditions import agreed
from domain.model.details import Details
from domain.model.ids import MatchId, MemberId, RecruitmentId, WorkspaceId
from domain.model.recruitment import Recruitment
from domain.model.timing import LEAST_NOTICE, random_meeting
from domain.vocabulary import Category, Place, StudyType, WayOfEating


class Origin(StrEnum):
    """What brought the group together."""

    RECRUITMENT = "RECRUITMENT"
    RANDOM = "RANDOM"


class MatchStatus(StrEnum):
    """`CANCELLED` when fewer than two still come."""

    ACTIVE = "ACTIVE"
    CANCELLED = "CANCELLED"


class Attendance(StrEnum):
    """What became of a member of a match."""

    COMING = "COMING"
    CANNOT_COME = "CANNOT_COME"
    GONE = "GONE"


@dataclass(frozen=True, slots=True)
class MatchMember:
    """A member of a match."""

    member: MemberId
    attendance: Attendance = Attendance.COMING


@dataclass(frozen=True, slots=True)
class Match:
    """`revision` counts changes of membership: each stands for a conversation of its own.

    `question` is the number of its ice-breaker; whoever knows `calendar_token` may read its calendar entry.
    """

    id: MatchId
    workspace_id: WorkspaceId
    origin: Origin
    category: Category
    meets_at: datetime
    places: tuple[Place, ...]
    members: tuple[MatchMember, ...]
    matched_at: datetime
    title: str | None = None
    way_of_eating: WayOfEating | None = None
    study_type: StudyType | None = None
    recruitment_id: RecruitmentId | None = None
    anonymous: bool = False
    status: MatchStatus = MatchStatus.ACTIVE
    revision: int = 1
    question: int | None = None
    calendar_token: str | None = None

    @classmethod
    def of_recruitment(cls, match_id: MatchId, recruitment: Recruitment, now: datetime) -> Self:
        """The group that a confirmed recruitment makes: everyone who is in at that moment."""
        details: Details = recruitment.details
        return cls(
            id=match_id,
            workspace_id=recruitment.workspace_id,
            origin=Origin.RECRUITMENT,
            category=recruitment.category,
            meets_at=details.meets_at,
            places=details.places,
            members=tuple(MatchMember(seat.member) for seat in recruitment.participants),
            matched_at=now,
            title=details.title,
            way_of_eating=details.way_of_eating,
            study_type=details.study_type,
            recruitment_id=recruitment.id,
            anonymous=details.anonymous,
        )

    @classmethod
    def of_pool(
        cls,
        match_id: MatchId,
        workspace_id: WorkspaceId,
        category: Category,
        members: tuple[MemberId, ...],
        cell: int,
        now: datetime,
    ) -> Self:
        """A random group, in the order of waiting, at the one place and way (or type) that they agree on."""
        place, how = agreed(category, cell)
        return cls(
            id=match_id,
            workspace_id=workspace_id,
            origin=Origin.RANDOM,
            category=category,
            meets_at=random_meeting(now),
            places=(place,),
            members=tuple(MatchMember(member) for member in members),
            matched_at=now,
            way_of_eating=how if isinstance(how, WayOfEating) else None,
            study_type=how if isinstance(how, StudyType) else None,
        )

    @property
    def coming(self) -> tuple[MemberId, ...]:
        """Those who still come."""
        return self.those(Attendance.COMING)

    @property
    def begins_at(self) -> datetime:
        """From when on it is too late for anything: a group that was brought together just then needs a moment."""
        return max(self.meets_at, self.matched_at + LEAST_NOTICE)

    def is_ahead(self, now: datetime) -> bool:
        """Whether people still go to it."""
        return self.status is MatchStatus.ACTIVE and now < self.begins_at

    def those(self, attendance: Attendance) -> tuple[MemberId, ...]:
        """The members of whom that became."""
        return tuple(each.member for each in self.members if each.attendance is attendance)

    def cannot_come(self, member: MemberId, now: datetime) -> Self:
        """The match after a member said that they can't come.

        Raises `not_match_member`, `already_not_coming`, `match_cancelled`, `meeting_began`.
        """
        if member not in {each.member for each in self.members}:
            raise DomainError(ErrorCode.NOT_MATCH_MEMBER)
        if member not in self.coming:
            raise DomainError(ErrorCode.ALREADY_NOT_COMING)
        if now >= self.begins_at:
            raise DomainError(ErrorCode.MEETING_BEGAN)
        if self.status is MatchStatus.CANCELLED:
            raise DomainError(ErrorCode.MATCH_CANCELLED)
        return self.without(member, Attendance.CANNOT_COME)

    def without(self, member: MemberId, attendance: Attendance) -> Self:
        """The match after a member dropped out; with fewer than two left it is cancelled."""
        if member not in self.coming:
            return self
        members = tuple(
            replace(each, attendance=attendance) if each.member == member else each for each in self.members
        )
        left = replace(self, members=members, revision=self.revision + 1)
        return left if len(left.coming) > 1 else replace(left, status=MatchStatus.CANCELLED)
