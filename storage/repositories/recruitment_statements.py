"""What the repository of recruitments says to the database."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    String,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    type_coerce,
    update,
)

from domain.model.match import Attendance, MatchStatus, Origin
from domain.model.people import Member
from domain.model.recruitment import RecruitmentStatus
from domain.model.timing import OVERLAP_WINDOW
from domain.ports import Listing
from domain.vocabulary import Category
from storage.dialects import moved, there_is
from storage.repositories.blocks import shows_to_member
from storage.repositories.recruitment_rows import CHANGING, COLUMNS, SEATS
from storage.tables import application, match, match_member, member, participation, recruitment
from storage.tables.recruiting import Participating

SOONEST = (recruitment.c.meets_at, recruitment.c.id)
OPEN = recruitment.c.status == RecruitmentStatus.OPEN

OVERDUE = timedelta(days=1)
"""How long after its meeting an open recruitment is still found among a member's. The scheduler ends it at its time."""

_THEIR_WORKSPACE = (
    select(member.c.workspace_id).where(member.c.id == bindparam("of_member")).scalar_subquery().correlate(None)
)


def _on_since(table: FromClause, since: ColumnElement[datetime]) -> ColumnElement[bool]:
    """Open or confirmed, and meeting after a moment, in the member's workspace.

    That is what the index finds: by their seats a member's whole past would have to be looked through.
    """
    return and_(
        table.c.workspace_id == _THEIR_WORKSPACE,
        table.c.status.in_((RecruitmentStatus.OPEN, RecruitmentStatus.CONFIRMED)),
        table.c.meets_at > since,
    )


def _in(table: FromClause, *narrowed: ColumnElement[bool]) -> ColumnElement[bool]:
    """The member has a seat or waits for one; of a confirmed one its group says who still goes, and whether any."""
    placed = select(participation.c.state).where(
        participation.c.recruitment_id == table.c.id, participation.c.member_id == bindparam("of_member"), *narrowed
    )
    still_goes = (
        select(match.c.id)
        .join(match_member, match_member.c.match_id == match.c.id)
        .where(
            match.c.recruitment_id == table.c.id,
            match.c.status == MatchStatus.ACTIVE,
            match_member.c.member_id == bindparam("of_member"),
            match_member.c.attendance == Attendance.COMING,
        )
    )
    goes = or_(table.c.status == RecruitmentStatus.OPEN, there_is(still_goes.correlate(table)))
    return and_(there_is(placed.correlate(table)), goes)


_SEATED = participation.c.state == Participating.SEATED
_THIS = recruitment.c.id == bindparam("of_id")

ALL = select(
    *COLUMNS,
    select(SEATS).where(participation.c.recruitment_id == recruitment.c.id).correlate(recruitment).scalar_subquery(),
)
GET = ALL.where(_THIS)
# What is read under a lock is what is there by then. A subquery would see what was there when the waiting began.
LOCK = (
    select(*COLUMNS, SEATS)
    .select_from(recruitment.outerjoin(participation, participation.c.recruitment_id == recruitment.c.id))
    .where(_THIS)
    .group_by(recruitment.c.id)
    .with_for_update()
)

_OTHER = recruitment.alias("other")


def _near(meets_at: ColumnElement[datetime]) -> ColumnElement[bool]:
    return and_(
        meets_at > moved(recruitment.c.meets_at, -OVERLAP_WINDOW),
        meets_at < moved(recruitment.c.meets_at, OVERLAP_WINDOW),
    )


_MEETS_OTHERS = (
    select(_OTHER.c.id)
    .where(
        _on_since(_OTHER, bindparam("since")),
        _OTHER.c.id != recruitment.c.id,
        _near(_OTHER.c.meets_at),
        _in(_OTHER, _SEATED),
    )
    .correlate(recruitment)
    .exists()
)
_MEETS_A_GROUP = (
    select(match.c.id)
    .join(match_member, match_member.c.match_id == match.c.id)
    .where(
        match.c.meets_at > bindparam("since"),
        match.c.origin == Origin.RANDOM,
        match.c.status == MatchStatus.ACTIVE,
        match_member.c.member_id == bindparam("of_member"),
        match_member.c.attendance == Attendance.COMING,
        _near(match.c.meets_at),
    )
    .correlate(recruitment)
    .exists()
)
_WAITS = (
    select(application.c.id)
    .where(
        application.c.waiting_key.in_(bindparam("waiting_keys", expanding=True)),
        application.c.category == recruitment.c.category,
    )
    .correlate(recruitment)
    .exists()
)
# Plans are hints, so for them that is good enough, and nobody else's rows are locked.
LOCK_FOR = LOCK.add_columns(or_(_MEETS_OTHERS, _MEETS_A_GROUP), _WAITS)
ADD = insert(recruitment)
_UNCHANGED = and_(_THIS, recruitment.c.version <= bindparam("seen_version"))
NEXT_VERSION = update(recruitment).where(_UNCHANGED).values(version=bindparam("next_version"))
CHANGE = NEXT_VERSION.values({name: bindparam(name) for name in CHANGING})
TAKE_SEAT = insert(participation)
_SEAT_OF = and_(
    participation.c.recruitment_id == bindparam("of_id"), participation.c.member_id == bindparam("of_member")
)
UNSEAT = delete(participation).where(_SEAT_OF)
MOVE = update(participation).where(_SEAT_OF)
MOVE = MOVE.values({name: bindparam(f"to_{name}") for name in ("state", "since", "position")})

OF_MEMBER = ALL.where(
    _on_since(recruitment, bindparam("since")),
    or_(OPEN, recruitment.c.meets_at > bindparam("now")),
    _in(recruitment),
).order_by(*SOONEST)
MEETING_BETWEEN = ALL.where(
    _on_since(recruitment, bindparam("after")),
    recruitment.c.meets_at < bindparam("before"),
    _in(recruitment, _SEATED),
).order_by(*SOONEST)
MEETING_UNTIL = (
    ALL.where(
        recruitment.c.workspace_id == bindparam("of_workspace"),
        OPEN,
        recruitment.c.category == bindparam("of_category"),
        recruitment.c.meets_at <= bindparam("until"),
        recruitment.c.closes_at > bindparam("now"),
    )
    .order_by(*SOONEST)
    .limit(bindparam("most"))
)
LAST = (
    ALL.where(recruitment.c.author_id == bindparam("of_author"), recruitment.c.category == bindparam("of_category"))
    .order_by(recruitment.c.posted_at.desc(), recruitment.c.id)
    .limit(1)
)


_BY = recruitment.c.author_id == bindparam("of_author")
COUNT_BY = select(
    select(func.count()).where(_BY, OPEN, recruitment.c.closes_at > bindparam("now")).scalar_subquery(),
    # Both categories by name, so that the index of an author's newest in a category serves.
    select(func.count())
    .where(_BY, recruitment.c.category.in_(list(Category)), recruitment.c.posted_at > bindparam("since"))
    .scalar_subquery(),
)


class Listed(NamedTuple):
    """The two statements of a list: one page of it, and how many it has in all."""

    page: Select[Any]
    total: Select[Any]


def _listed(*narrowed: ColumnElement[bool]) -> Listed:
    where = (
        recruitment.c.workspace_id == bindparam("of_workspace"),
        OPEN,
        recruitment.c.closes_at > bindparam("now"),
        shows_to_member(),
        *narrowed,
    )
    page = ALL.where(*where).order_by(*SOONEST).limit(bindparam("most")).offset(bindparam("first"))
    return Listed(page, select(func.count()).select_from(recruitment).where(*where))


_OF_CATEGORY = recruitment.c.category == bindparam("of_category")
_AT_PLACE = type_coerce(recruitment.c.places, String).contains(bindparam("of_place"))
# By whether a category and a place narrow it: built once, for building costs more than running.
_LISTED = {
    (False, False): _listed(),
    (True, False): _listed(_OF_CATEGORY),
    (False, True): _listed(_AT_PLACE),
    (True, True): _listed(_OF_CATEGORY, _AT_PLACE),
}


def listed(listing: Listing) -> Listed:
    """The statements of a listing; their parameters are `listing_of` it."""
    return _LISTED[listing.category is not None, listing.place is not None]


def listing_of(viewer: Member, listing: Listing, now: datetime) -> dict[str, Any]:
    """The parameters that both statements of a listing take."""
    where: dict[str, Any] = {"of_workspace": viewer.workspace_id, "of_member": viewer.id, "now": now}
    if listing.category is not None:
        where["of_category"] = listing.category
    if listing.place is not None:
        where["of_place"] = listing.place.value
    return where
