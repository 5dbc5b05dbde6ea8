"""What a recruitment says about itself, as its author wrote it."""

from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum

from domain.errors import DomainError, ErrorCode
from domain.model.timing import MAX_AHEAD
from domain.model.wording import kept
from domain.vocabulary import Category, Place, StudyType, WayOfEating

TITLE_LIMIT = 60
CONTENT_LIMIT = 1000
CAPACITY_MIN = 2
CAPACITY_MAX = 20


class Detail(StrEnum):
    """The names of what can change about a recruitment; the fields of its form are called the same."""

    TITLE = "title"
    CONTENT = "content"
    MEETS_AT = "meets_at"
    PLACES = "places"
    WAY_OF_EATING = "way_of_eating"
    STUDY_TYPE = "study_type"
    CAPACITY = "capacity"
    CONFIRM_WHEN_FULL = "confirm_when_full"


TOLD_WHEN_CHANGED = frozenset({Detail.MEETS_AT, Detail.PLACES, Detail.WAY_OF_EATING})
"""Changes that everybody concerned gets a direct message about."""


@dataclass(frozen=True, slots=True)
class Details:
    """A recruitment's content. `capacity` counts the author; `places` are kept in the vocabulary's order."""

    meets_at: datetime
    places: tuple[Place, ...]
    capacity: int = 4
    title: str | None = None
    content: str | None = None
    way_of_eating: WayOfEating | None = None
    study_type: StudyType | None = None
    anonymous: bool = False
    confirm_when_full: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", tuple(place for place in Place if place in self.places))
        object.__setattr__(self, "title", kept(self.title))
        object.__setattr__(self, "content", kept(self.content))

    def changed_from(self, before: "Details") -> frozenset[Detail]:
        """Which details differ from those before."""
        names = {field.name for field in fields(self)} & set(Detail)
        return frozenset(Detail(name) for name in names if getattr(self, name) != getattr(before, name))


def check(details: Details, category: Category, now: datetime) -> None:
    """Refuses what cannot be posted at `now`, naming the field at fault."""
    _check_conditions(details, category)
    _check_size(details)
    check_meeting_time(details.meets_at, now)


def check_meeting_time(meets_at: datetime, now: datetime) -> None:
    """Refuses a meeting in the past or further ahead than `MAX_AHEAD`."""
    if meets_at <= now:
        raise DomainError(ErrorCode.MEETING_IN_PAST, field=Detail.MEETS_AT)
    if meets_at > now + MAX_AHEAD:
        raise DomainError(ErrorCode.MEETING_TOO_FAR, field=Detail.MEETS_AT, days=MAX_AHEAD.days)


def _check_conditions(details: Details, category: Category) -> None:
    if not details.places:
        raise DomainError(ErrorCode.CONDITION_MISSING, field=Detail.PLACES)
    needed = Detail.WAY_OF_EATING if category is Category.MEAL else Detail.STUDY_TYPE
    other = Detail.STUDY_TYPE if category is Category.MEAL else Detail.WAY_OF_EATING
    if getattr(details, needed) is None or getattr(details, other) is not None:
        raise DomainError(ErrorCode.CONDITION_MISSING, field=needed)


def _check_size(details: Details) -> None:
    if not CAPACITY_MIN <= details.capacity <= CAPACITY_MAX:
        raise DomainError(ErrorCode.CAPACITY_OUT_OF_RANGE, field=Detail.CAPACITY, least=CAPACITY_MIN, most=CAPACITY_MAX)
    for text, field, limit in (
        (details.title, Detail.TITLE, TITLE_LIMIT),
        (details.content, Detail.CONTENT, CONTENT_LIMIT),
    ):
        if text is not None and len(text) > limit:
            raise DomainError(ErrorCode.TEXT_TOO_LONG, field=field, limit=limit)
