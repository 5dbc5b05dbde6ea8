"""Recruitments to rows and back, and what differs between two states of one."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any, NamedTuple

from domain.errors import WrittenLater
from domain.model.details import Details
from domain.model.ids import MemberId, RecruitmentId, WorkspaceId
from domain.model.recruitment import Recruitment, Seat
from storage.dialects import gathered
from storage.tables import participation, recruitment
from storage.tables.recruiting import Participating

PLAIN = ("id", "workspace_id", "category", "channel_id", "posted_at", "closes_at", "status", "version")
DETAILS = (
    "meets_at",
    "places",
    "capacity",
    "title",
    "content",
    "way_of_eating",
    "study_type",
    "anonymous",
    "confirm_when_full",
)
CHANGING = ("closes_at", "status", *DETAILS)

SEATS = gathered(participation.c.member_id, participation.c.state, participation.c.since, participation.c.position)
"""Everybody who has a seat or waits for one."""

COLUMNS = (
    recruitment.c.id,
    recruitment.c.workspace_id,
    recruitment.c.category,
    recruitment.c.author_id,
    *(recruitment.c[name] for name in DETAILS),
    recruitment.c.channel_id,
    recruitment.c.posted_at,
    recruitment.c.closes_at,
    recruitment.c.status,
    recruitment.c.version,
)

_POSITIONS_A_VERSION = 100
_STATES = frozenset(Participating)


class PlacedSeat(NamedTuple):
    """A seat or a place on the waitlist, as its row has it."""

    state: Participating
    since: Any


class Differences(NamedTuple):
    """What is to be written so that one state becomes the next."""

    details: bool
    version: bool
    gone: list[MemberId]
    new: list[dict[str, Any]]
    moved: list[dict[str, Any]]


def recruitment_of(row: Sequence[Any]) -> Recruitment:
    """The recruitment in a row that begins with `COLUMNS` and `SEATS`."""
    number, workspace_id, category, author, *rest = row[: len(COLUMNS)]
    details, (channel_id, posted_at, closes_at, status, version) = rest[: len(DETAILS)], rest[len(DETAILS) :]
    seats = sorted(_placed_in(row[len(COLUMNS)]), key=attrgetter("position"))
    return Recruitment(
        id=RecruitmentId(number),
        workspace_id=WorkspaceId(workspace_id),
        category=category,
        author=MemberId(author),
        details=Details(**dict(zip(DETAILS, details, strict=True))),
        channel_id=channel_id,
        posted_at=posted_at,
        closes_at=closes_at,
        participants=_those(seats, Participating.SEATED),
        waitlist=_those(seats, Participating.WAITING),
        status=status,
        version=max(version, seats[-1].position // _POSITIONS_A_VERSION if seats else 0),
    )


class _Placed(NamedTuple):
    member: int
    state: str
    since: str
    position: int


def _placed_in(seats: str | None) -> list[_Placed]:
    """A recruitment without anybody has an array without a member, or none."""
    placed = [_Placed(*each) for each in json.loads(seats or "[]") if each[0] is not None]
    if not {each.state for each in placed} <= _STATES:
        raise WrittenLater
    return placed


def _those(seats: Iterable[_Placed], wanted: Participating) -> tuple[Seat, ...]:
    return tuple(Seat(MemberId(seat.member), _moment(seat.since)) for seat in seats if seat.state == wanted)


def _moment(stored: str) -> datetime:
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)


def row_of(recruitment: Recruitment) -> dict[str, Any]:
    """The recruitment's own row."""
    plain = {name: getattr(recruitment, name) for name in PLAIN}
    return {**plain, "author_id": recruitment.author, **changing_of(recruitment)}


def changing_of(recruitment: Recruitment) -> dict[str, Any]:
    """The columns that can change, beside the version."""
    details = {name: getattr(recruitment.details, name) for name in DETAILS}
    return {"closes_at": recruitment.closes_at, "status": recruitment.status, **details}


def seat_rows(after: Recruitment, before: dict[MemberId, PlacedSeat]) -> list[dict[str, Any]]:
    """Rows of the seats that differ from those before.

    A version's new seats come behind all earlier ones, in their own order: that is what `position` says, so that a
    change writes only the rows it is about. It says the version too, which nothing else need keep then.
    """
    changed = [(member, seat) for member, seat in placed(after).items() if before.get(member) != seat]
    return [
        {
            "recruitment_id": after.id,
            "member_id": member,
            "state": seat.state,
            "since": seat.since,
            "position": after.version * _POSITIONS_A_VERSION + order,
        }
        for order, (member, seat) in enumerate(changed)
    ]


def placed(recruitment: Recruitment) -> dict[MemberId, PlacedSeat]:
    """Everybody who is in or waits, in order."""
    seated = {seat.member: PlacedSeat(Participating.SEATED, seat.since) for seat in recruitment.participants}
    waiting = {seat.member: PlacedSeat(Participating.WAITING, seat.since) for seat in recruitment.waitlist}
    return seated | waiting


def differences(before: Recruitment, after: Recruitment) -> Differences:
    """What differs between two states."""
    was = placed(before)
    now = placed(after)
    rows = seat_rows(after, was)
    return Differences(
        details=changing_of(before) != changing_of(after),
        version=before.version != after.version and not rows,
        gone=[member for member in was if member not in now],
        new=[row for row in rows if row["member_id"] not in was],
        moved=[row for row in rows if row["member_id"] in was],
    )
