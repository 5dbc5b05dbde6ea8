"""The words of the product. Their values are the stable ids that views, rows and metadata carry."""

from enum import StrEnum


class Category(StrEnum):
    """What people meet for."""

    MEAL = "MEAL"
    STUDY = "STUDY"


class Place(StrEnum):
    """Where people meet."""

    SEOCHO = "SEOCHO"
    GAEPO = "GAEPO"
    OUT_OF_CLUSTER = "OUT_OF_CLUSTER"


class WayOfEating(StrEnum):
    """How a meal is had."""

    DELIVERY = "DELIVERY"
    EATOUT = "EATOUT"
    TAKEOUT = "TAKEOUT"


class TimeOfEating(StrEnum):
    """Which meal of the day it is, derived from the local meeting time."""

    BREAKFAST = "BREAKFAST"
    LUNCH = "LUNCH"
    DUNCH = "DUNCH"
    DINNER = "DINNER"
    MIDNIGHT = "MIDNIGHT"


class StudyType(StrEnum):
    """Which part of the curriculum people study."""

    INNER_CIRCLE = "INNER_CIRCLE"
    NOT_INNER_CIRCLE = "NOT_INNER_CIRCLE"


class Language(StrEnum):
    """A language that the bot speaks."""

    KO = "ko"
    EN = "en"
