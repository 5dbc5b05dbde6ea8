"""An application: one member waiting in the random pool of a category, with all conditions that they accept."""

from enum import StrEnum


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
