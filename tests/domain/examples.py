"""Recruitments for the domain's tests: built by the domain itself, from one moment on."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from domain.model.details import Details
from domain.model.ids import MemberId, RecruitmentId, WorkspaceId
from domain.model.recruitment import Recruitment
from domain.vocabulary import Category, Place, StudyType, WayOfEating

NOW = datetime(2026, 7, 2, 2, 0, tzinfo=UTC)
"""A Thursday, 11:00 in Seoul."""

AUTHOR = MemberId(1)
WORKSPACE = WorkspaceId(1)
THE_ID = RecruitmentId(UUID(int=42))


def members(count: int, first: int = 2) -> list[MemberId]:
    return [MemberId(number) for number in range(first, first + count)]


def meal(**details: Any) -> Details:
    """A lunch out in Gaepo in ninety minutes, for four, that does not confirm itself."""
    usual = Details(
        meets_at=NOW + timedelta(minutes=90),
        places=(Place.GAEPO,),
        way_of_eating=WayOfEating.EATOUT,
        confirm_when_full=False,
    )
    return replace(usual, **details)


def study(**details: Any) -> Details:
    usual = Details(meets_at=NOW + timedelta(hours=3), places=(Place.SEOCHO,), study_type=StudyType.INNER_CIRCLE)
    return replace(usual, **details)


def posted(details: Details | None = None, category: Category = Category.MEAL, now: datetime = NOW) -> Recruitment:
    return Recruitment.post(THE_ID, WORKSPACE, category, AUTHOR, details or meal(), "C1", now)


def joined_by(recruitment: Recruitment, *joining: MemberId, now: datetime = NOW) -> Recruitment:
    for member in joining:
        recruitment = recruitment.join(member, now).after
    return recruitment


def seated(recruitment: Recruitment) -> list[MemberId]:
    return [seat.member for seat in recruitment.participants]


def waiting(recruitment: Recruitment) -> list[MemberId]:
    return [seat.member for seat in recruitment.waitlist]
