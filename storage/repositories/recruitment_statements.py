"""What the repository of recruitments says to the database."""

from datetime import datetime

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, delete, insert, or_, select, update

from domain.model.application import ApplicationStatus
from domain.model.match import Attendance, MatchStatus, Origin
from domain.model.recruitment import RecruitmentStatus
from domain.model.timing import OVERLAP_WINDOW
from storage.dialects import moved
from storage.repositories.recruitment_rows import CHANGING, COLUMNS, SEAT
from storage.tables import application, match, match_member, participation, recruitment
from storage.tables.recruiting import Participating

_MINE = participation.alias("mine")
WHOLE = recruitment.outerjoin(participation, participation.c.recruitment_id == recruitment.c.id)
_WITH_MINE = recruitment.join(_MINE, _MINE.c.recruitment_id == recruitment.c.id).outerjoin(
    participation, participation.c.recruitment_id == recruitment.c.id
)
SOONEST = (recruitment.c.meets_at, recruitment.c.id)
BY_MEETING = (*SOONEST, participation.c.position)
OPEN = recruitment.c.status == RecruitmentStatus.OPEN


def _alive_for_member(table: FromClause) -> ColumnElement[bool]:
    """Open, or confirmed and the member still goes: of a confirmed one its group says who does, and whether any."""
    still_goes = (
        select(match.c.id)
        .join(match_member, match_member.c.match_id == match.c.id)
        .where(
            match.c.recruitment_id == table.c.id,
            match.c.status == MatchStatus.ACTIVE,
            match_member.c.member_id == bindparam("of_member"),
            match_member.c.attendance == Attendance.COMING,
        )
        .correlate(table)
        .exists()
    )
    open_one = table.c.status == RecruitmentStatus.OPEN
    return or_(open_one, and_(table.c.status == RecruitmentStatus.CONFIRMED, still_goes))


_THIS = recruitment.c.id == bindparam("of_id")

GET = select(*COLUMNS, *SEAT).select_from(WHOLE).where(_THIS).order_by(participation.c.position)
LOCK = GET.with_for_update()

_OTHER = recruitment.alias("other")


def _near(meets_at: ColumnElement[datetime]) -> ColumnElement[bool]:
    return and_(
        meets_at > moved(recruitment.c.meets_at, -OVERLAP_WINDOW),
        meets_at < moved(recruitment.c.meets_at, OVERLAP_WINDOW),
    )


_MEETS_OTHERS = (
    select(_OTHER.c.id)
    .join(_MINE, _MINE.c.recruitment_id == _OTHER.c.id)
    .where(
        _MINE.c.member_id == bindparam("of_member"),
        _MINE.c.state == Participating.SEATED,
        _OTHER.c.id != recruitment.c.id,
        _near(_OTHER.c.meets_at),
        _alive_for_member(_OTHER),
    )
    .correlate(recruitment)
    .exists()
)
_MEETS_A_GROUP = (
    select(match.c.id)
    .join(match_member, match_member.c.match_id == match.c.id)
    .where(
        match_member.c.member_id == bindparam("of_member"),
        match_member.c.attendance == Attendance.COMING,
        match.c.origin == Origin.RANDOM,
        match.c.status == MatchStatus.ACTIVE,
        _near(match.c.meets_at),
    )
    .correlate(recruitment)
    .exists()
)
_WAITS = (
    select(application.c.id)
    .where(
        application.c.member_id == bindparam("of_member"),
        application.c.category == recruitment.c.category,
        application.c.status == ApplicationStatus.WAITING,
    )
    .correlate(recruitment)
    .exists()
)
# The lock is on the recruitment and its seats alone: what the subqueries look at stays free.
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

OF_MEMBER = (
    select(*COLUMNS, *SEAT)
    .select_from(_WITH_MINE)
    .where(
        _MINE.c.member_id == bindparam("of_member"),
        or_(OPEN, recruitment.c.meets_at > bindparam("now")),
        _alive_for_member(recruitment),
    )
    .order_by(*BY_MEETING)
)
MEETING_BETWEEN = (
    select(*COLUMNS, *SEAT)
    .select_from(_WITH_MINE)
    .where(
        _MINE.c.member_id == bindparam("of_member"),
        _MINE.c.state == Participating.SEATED,
        recruitment.c.meets_at > bindparam("after"),
        recruitment.c.meets_at < bindparam("before"),
        _alive_for_member(recruitment),
    )
    .order_by(*BY_MEETING)
)
_UNTIL_IDS = (
    select(recruitment.c.id)
    .where(
        recruitment.c.workspace_id == bindparam("of_workspace"),
        OPEN,
        recruitment.c.category == bindparam("of_category"),
        recruitment.c.meets_at <= bindparam("until"),
        recruitment.c.closes_at > bindparam("now"),
    )
    .order_by(*SOONEST)
    .limit(bindparam("most"))
    .subquery()
)
MEETING_UNTIL = (
    select(*COLUMNS, *SEAT)
    .select_from(WHOLE.join(_UNTIL_IDS, _UNTIL_IDS.c.id == recruitment.c.id))
    .order_by(*BY_MEETING)
)
_LAST_ID = (
    select(recruitment.c.id)
    .where(recruitment.c.author_id == bindparam("of_author"), recruitment.c.category == bindparam("of_category"))
    .order_by(recruitment.c.posted_at.desc(), recruitment.c.id)
    .limit(1)
    .subquery()
)
LAST = (
    select(*COLUMNS, *SEAT)
    .select_from(WHOLE.join(_LAST_ID, _LAST_ID.c.id == recruitment.c.id))
    .order_by(participation.c.position)
)
