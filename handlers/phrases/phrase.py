"""Conditions in running text: "개포 12:30 치킨 4명 배달" → the fields of a new recruitment."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.vocabulary import Category, Place, StudyType, WayOfEating
from handlers.phrases.capacity import Capacity, read_capacity, read_lone_number, settle_capacity
from handlers.phrases.choices import read_anonymous, read_places, read_study_types, read_ways
from handlers.phrases.clocks import read_clocks
from handlers.phrases.dates import read_dates
from handlers.phrases.days import read_days
from handlers.phrases.lexicon import CATEGORIES, HINTS, WAY_HINTS, WAYS
from handlers.phrases.moments import Said, moment
from handlers.phrases.normal import normalise
from handlers.phrases.parts import read_now, read_parts
from handlers.phrases.prepare import loosen, write_down
from handlers.phrases.readings import Note, Prefill
from handlers.phrases.relative import read_relative
from handlers.phrases.slip import CLAIMED, Slip
from handlers.phrases.terms import Terms
from handlers.phrases.title import read_title

_MEALS = [*CATEGORIES[Category.MEAL], *HINTS[Category.MEAL]]
_MEALS += [word for table in (WAYS, WAY_HINTS) for words in table.values() for word in words]
_SIGNS = Terms(
    {
        Category.MEAL: _MEALS,
        Category.STUDY: [*CATEGORIES[Category.STUDY], *HINTS[Category.STUDY], "본과정", "이너서클", "inner circle"],
    }
)
_NAMES = {category: Terms({category: words}) for category, words in CATEGORIES.items()}
_NAMES_OF_ANY = Terms(CATEGORIES)


@dataclass(frozen=True)
class Reading:
    """A phrase as read, and how sure it is that it was meant as one."""

    prefill: Prefill
    strong: int = 0
    """Kinds of conditions found that are hardly said by chance: a time, a place, a way, people, a category."""
    weak: int = 0
    """Kinds found that may well be: a day, a part of the day, 지금, 익명."""
    at_once: bool = False
    """The very first word is a condition."""


@dataclass(frozen=True)
class _Choices:
    places: tuple[Place, ...]
    ways: tuple[WayOfEating, ...]
    study_types: tuple[StudyType, ...]
    anonymous: bool


def read_phrase(text: str, now: datetime, zone: ZoneInfo, category: Category | None = None) -> Prefill:
    """Read what a phrase says of a recruitment; never raises, whatever the text.

    `now` must be aware; times are read on the clocks of `zone`. `category`, where it is known already, decides
    between words that mean one thing at table and another at a desk.
    """
    return read(loosen(normalise(text)), now, zone, category).prefill


def read(plain: str, now: datetime, zone: ZoneInfo, category: Category | None = None, spoken: int = 0) -> Reading:
    """Read a phrase made ready; its first `spoken` characters are a command word, which is never part of the title."""
    sign = next((found.value for found in _SIGNS.find(plain) if not found.refused), None)
    category = category or sign
    said, slip = _read_times(write_down(plain), now.astimezone(zone).date(), category)
    choices, slip = _read_choices(slip, category)
    people, slip = read_capacity(slip)
    _, slip = slip.take_terms(_NAMES[category] if category else _NAMES_OF_ANY)
    meets_at, notes = moment(said, now, zone, category)
    prefill = Prefill(category, meets_at=meets_at, notes=notes)
    return Reading(
        _with_rest(_with_choices(prefill, choices), people, slip.claim([(0, spoken)])),
        strong=_count(said.after, said.clocks, choices.places, choices.ways, choices.study_types, people, sign),
        weak=_count(said.days, said.parts, said.now, choices.anonymous),
        at_once=slip.left.startswith(CLAIMED),
    )


def _read_times(slip: Slip, today: date, category: Category | None) -> tuple[Said, Slip]:
    after, slip = read_relative(slip)
    dates, slip = read_dates(slip, today)
    days, slip = read_days(slip, today)
    clocks, slip = read_clocks(slip)
    now, slip = read_now(slip)
    parts, slip = read_parts(slip, category)
    days = sorted([*dates, *days], key=lambda day: day.start)
    named = tuple(part.value for part in parts if not part.refused)
    return Said(after, tuple(days), tuple(clocks), named, now), slip


def _read_choices(slip: Slip, category: Category | None) -> tuple[_Choices, Slip]:
    ways: tuple[WayOfEating, ...] = ()
    study_types: tuple[StudyType, ...] = ()
    places, slip = read_places(slip)
    if category is Category.STUDY:
        study_types, slip = read_study_types(slip)
    else:
        ways, slip = read_ways(slip)
    anonymous, slip = read_anonymous(slip)
    return _Choices(places, ways, study_types, anonymous), slip


def _with_choices(prefill: Prefill, choices: _Choices) -> Prefill:
    return replace(
        prefill,
        places=choices.places,
        way_of_eating=next(iter(choices.ways), None),
        study_type=choices.study_types[0] if len(choices.study_types) == 1 else None,
        anonymous=choices.anonymous,
        notes=(*prefill.notes, *([Note.TWO_WAYS] if len(choices.ways) > 1 else [])),
    )


def _with_rest(prefill: Prefill, people: list[Capacity], slip: Slip) -> Prefill:
    """Settle how many, and take what is left as the title."""
    capacity, notes = settle_capacity(people)
    if not people:
        capacity, slip = read_lone_number(slip)
    title, shortened = read_title(slip)
    cut = (Note.TITLE_SHORTENED,) if shortened else ()
    return replace(prefill, title=title, capacity=capacity, notes=(*prefill.notes, *notes, *cut))


def _count(*findings: object) -> int:
    """Count the kinds of which anything was found."""
    return sum(1 for finding in findings if finding)
