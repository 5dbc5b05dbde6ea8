"""What can be read out of the words behind `/partner`."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.vocabulary import Category, Place, StudyType, WayOfEating

TITLE_LENGTH = 60
"""Longest title of a recruitment, in characters (DOMAIN, "Recruitment")."""


class Word(StrEnum):
    """What a command asks for."""

    MEAL = "meal"
    STUDY = "study"
    RANDOM = "random"
    CANCEL = "cancel"
    STATUS = "status"
    LIST = "list"
    HISTORY = "history"
    ME = "me"
    SETTINGS = "settings"
    STATS = "stats"
    HELP = "help"


class Note(StrEnum):
    """What a person should be told about how their words were read."""

    FALLS_ON_TOMORROW = "falls_on_tomorrow"
    """No day was said (or today), and the time lies on tomorrow's date."""
    TIME_IN_PAST = "time_in_past"
    """The day and time that were said are over; `meets_at` is left out."""
    TIME_TOO_FAR = "time_too_far"
    """More than 14 days ahead; `meets_at` is left out."""
    TIME_GUESSED = "time_guessed"
    """A day without a time of day was said: noon for a meal, 14:00 for study."""
    TWO_TIMES = "two_times"
    """Several times or days were said; the first of them was taken."""
    CAPACITY_OUT_OF_RANGE = "capacity_out_of_range"
    """Fewer than 2 or more than 20 people were said; `capacity` is left out."""
    CAPACITY_INCLUDES_ME = "capacity_includes_me"
    """The words named how many *others* are wanted; the author was added."""
    TWO_CAPACITIES = "two_capacities"
    """Several numbers of people were said; the first of them was taken."""
    TWO_WAYS = "two_ways"
    """Several ways of eating were said; the first of them was taken."""
    TITLE_SHORTENED = "title_shortened"
    """More was left over than a title holds."""
    STILL_WAITING = "still_waiting"
    """The form was filled from an application that goes on waiting."""


@dataclass(frozen=True)
class Prefill:
    """The fields of a new recruitment that a phrase names; None or empty where it says nothing."""

    category: Category | None = None
    title: str | None = None
    """What nothing else claimed ("치킨"); at most `TITLE_LENGTH` characters, never escaped."""
    meets_at: datetime | None = None
    """Aware, in UTC, ahead of now and within 14 days."""
    places: tuple[Place, ...] = ()
    way_of_eating: WayOfEating | None = None
    study_type: StudyType | None = None
    capacity: int | None = None
    """2 to 20, the author included."""
    anonymous: bool = False
    notes: tuple[Note, ...] = field(default=())


@dataclass(frozen=True)
class Command:
    """A command that was understood."""

    word: Word
    category: Category | None = None
    """Given for meal and study, and where it was named for random, list and cancel."""
    prefill: Prefill | None = None
    """Given for meal and study, and for random where something stands behind the word."""


@dataclass(frozen=True)
class NotUnderstood:
    """A command that says nothing we know."""

    said: str
    """What was typed, cleaned and cut to `TITLE_LENGTH`; not escaped for Slack."""
    nearest: Word | None = None
    """The word that was probably meant, if one is near enough."""
