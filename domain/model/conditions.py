"""What somebody who waits in the random pool accepts, and what they might accept beside it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple, Self

from domain.errors import DomainError, ErrorCode, word_of
from domain.matching.pool import SIZES
from domain.vocabulary import Category, Place, StudyType, WayOfEating

ANY_SIZE = frozenset(SIZES)
"""Any of the sizes that a random group may have."""

How = WayOfEating | StudyType


class Condition(StrEnum):
    """The names of the conditions; the fields of the form are called the same."""

    PLACES = "places"
    WAYS_OF_EATING = "ways_of_eating"
    STUDY_TYPES = "study_types"
    GROUP_SIZE = "group_size"


class Concession(NamedTuple):
    """One thing more that would be accepted: a place, a way of eating, a study type, or a size of the group."""

    condition: Condition
    value: str

    def __str__(self) -> str:
        return f"{self.condition}:{self.value}"

    @classmethod
    def read(cls, text: str) -> Self:
        """The concession that was written as text. Raises `WrittenLater` for one of a kind that isn't known."""
        condition, _, value = text.partition(":")
        return cls(word_of(Condition, condition), value)


@dataclass(frozen=True, slots=True)
class Conditions:
    """All combinations of a place and a way (or type) are acceptable; `sizes` count oneself."""

    places: tuple[Place, ...]
    ways_of_eating: tuple[WayOfEating, ...] = ()
    study_types: tuple[StudyType, ...] = ()
    sizes: frozenset[int] = ANY_SIZE

    def __post_init__(self) -> None:
        for name, words in (("places", Place), ("ways_of_eating", WayOfEating), ("study_types", StudyType)):
            chosen = frozenset(getattr(self, name))
            object.__setattr__(self, name, tuple(word for word in words if word in chosen))
        object.__setattr__(self, "sizes", frozenset(self.sizes))

    @property
    def hows(self) -> tuple[How, ...]:
        """The ways of eating, or the study types."""
        return self.ways_of_eating or self.study_types

    def conceding(self, concession: Concession) -> Self:
        """The conditions with one thing more accepted."""
        match concession.condition:
            case Condition.PLACES:
                return replace(self, places=(*self.places, Place(concession.value)))
            case Condition.WAYS_OF_EATING:
                return replace(self, ways_of_eating=(*self.ways_of_eating, WayOfEating(concession.value)))
            case Condition.STUDY_TYPES:
                return replace(self, study_types=(*self.study_types, StudyType(concession.value)))
            case Condition.GROUP_SIZE:
                return replace(self, sizes=self.sizes | {int(concession.value)})

    def concessions(self, category: Category) -> Iterator[Concession]:
        """What is not accepted yet, the easiest to accept first: another size, another way, another place."""
        yield from (Concession(Condition.GROUP_SIZE, str(size)) for size in SIZES if size not in self.sizes)
        yield from (Concession(how_of(category), each) for each in hows_of(category) if each not in self.hows)
        yield from (Concession(Condition.PLACES, each) for each in Place if each not in self.places)


def check(conditions: Conditions, category: Category) -> None:
    """Refuses conditions under which nobody could be met, naming the field at fault."""
    needed = how_of(category)
    other = how_of(Category.STUDY if category is Category.MEAL else Category.MEAL)
    if not conditions.places:
        raise DomainError(ErrorCode.CONDITION_MISSING, field=Condition.PLACES)
    if not getattr(conditions, needed) or getattr(conditions, other):
        raise DomainError(ErrorCode.CONDITION_MISSING, field=needed)
    if not conditions.sizes or not conditions.sizes <= ANY_SIZE:
        raise DomainError(ErrorCode.CONDITION_MISSING, field=Condition.GROUP_SIZE)


def how_of(category: Category) -> Condition:
    """Which condition says how: the ways of eating, or the study types."""
    return Condition.WAYS_OF_EATING if category is Category.MEAL else Condition.STUDY_TYPES


def hows_of(category: Category) -> tuple[How, ...]:
    """All ways of eating, or all study types."""
    return tuple(WayOfEating) if category is Category.MEAL else tuple(StudyType)


def cells(category: Category, places: Iterable[Place], hows: Iterable[How]) -> int:
    """The acceptable cells as bits, for the engine: one for each combination of a place and a way (or type)."""
    columns = hows_of(category)
    chosen = frozenset(hows)
    rows = [tuple(Place).index(place) * len(columns) for place in frozenset(places)]
    return sum(1 << row + column for row in rows for column, how in enumerate(columns) if how in chosen)


def agreed(category: Category, cell: int) -> tuple[Place, How]:
    """The place and the way (or type) that a cell stands for."""
    columns = hows_of(category)
    row, column = divmod(cell, len(columns))
    return tuple(Place)[row], columns[column]
