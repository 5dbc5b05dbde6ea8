"""What happened to a recruitment, for those who must be told."""

from dataclasses import dataclass

from domain.model.details import Detail, Details
from domain.model.ids import MemberId


@dataclass(frozen=True, slots=True)
class Posted:
    """A recruitment came to be."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A member took a seat; `first` beside the author, `full` when no seat is left."""

    member: MemberId
    first: bool
    full: bool


@dataclass(frozen=True, slots=True)
class Waitlisted:
    """A member waits for a seat; `position` counts from 1. `already` when nothing changed."""

    member: MemberId
    position: int
    already: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """A member gave up a seat, or a place on the waitlist."""

    member: MemberId
    from_waitlist: bool = False


@dataclass(frozen=True, slots=True)
class Promoted:
    """A waiting member was given a seat."""

    member: MemberId


@dataclass(frozen=True, slots=True)
class SeatOffered:
    """A free seat is open to all who wait, first come."""

    members: tuple[MemberId, ...]


@dataclass(frozen=True, slots=True)
class Edited:
    """Details changed."""

    before: Details
    changed: frozenset[Detail]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Everybody who is in goes; those who still waited were `left_waiting`."""

    left_waiting: tuple[MemberId, ...]


@dataclass(frozen=True, slots=True)
class Expired:
    """It closed with the author alone; `left_waiting` were offered its free seats and did not take one."""

    left_waiting: tuple[MemberId, ...]


@dataclass(frozen=True, slots=True)
class Cancelled:
    """It was called off; `told` are the participants and waiting members, without the one who did it."""

    told: tuple[MemberId, ...]


Event = Posted | Joined | Waitlisted | Left | Promoted | SeatOffered | Edited | Confirmed | Expired | Cancelled
