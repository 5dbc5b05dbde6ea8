"""Matches, the random pool they may come from, and the points they give."""

from enum import StrEnum

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, SmallInteger, String, UniqueConstraint

from domain.model.details import TITLE_LIMIT
from domain.model.match import Attendance, MatchStatus, Origin
from domain.vocabulary import Category, Place, StudyType, WayOfEating
from storage.tables.base import key, member_id, public_id, table, workspace_id
from storage.types import UTCDateTime, Word, Words


class ApplicationStatus(StrEnum):
    """What became of a wait in the random pool."""

    WAITING = "WAITING"
    MATCHED = "MATCHED"
    EXPIRED = "EXPIRED"
    CANCELLED = "CANCELLED"


match = table(
    "match",
    public_id("id", primary_key=True),
    workspace_id(),
    Column("origin", Word(Origin), nullable=False),
    public_id("recruitment_id", ForeignKey("recruitment.id"), unique=True),
    Column("category", Word(Category), nullable=False),
    Column("title", String(TITLE_LIMIT)),
    Column("meets_at", UTCDateTime, nullable=False),
    Column("places", Words(Place), nullable=False),
    Column("way_of_eating", Word(WayOfEating)),
    Column("study_type", Word(StudyType)),
    Column("anonymous", Boolean, nullable=False),
    Column("matched_at", UTCDateTime, nullable=False),
    Column("status", Word(MatchStatus, 16), nullable=False),
    Column("revision", Integer, nullable=False),
)

match_member = table(
    "match_member",
    public_id("match_id", ForeignKey("match.id"), primary_key=True),
    member_id(primary_key=True, index=True),
    Column("attendance", Word(Attendance, 16), nullable=False),
    Column("position", Integer, nullable=False),
)

application = table(
    "application",
    public_id("id", primary_key=True),
    workspace_id(),
    member_id(),
    Column("category", Word(Category), nullable=False),
    Column("status", Word(ApplicationStatus, 16), nullable=False),
    Column("places", Words(Place), nullable=False),
    Column("ways_of_eating", Words(WayOfEating), nullable=False),
    Column("study_types", Words(StudyType), nullable=False),
    Column("sizes", String(16), nullable=False),
    Column("applied_at", UTCDateTime, nullable=False),
    Column("expires_at", UTCDateTime, nullable=False),
    Column("credit", SmallInteger, nullable=False),
    # Member and category while it waits, else NULL: one wait a member and category, without a partial index.
    key("waiting_key", unique=True),
    public_id("match_id", ForeignKey("match.id")),
    Index(None, "workspace_id", "category", "status", "expires_at"),
    Index(None, "member_id", "category", "applied_at"),
)

block = table(
    "block",
    member_id("blocker_id", primary_key=True),
    member_id("blocked_id", primary_key=True),
    Column("created_at", UTCDateTime, nullable=False),
)

score_entry = table(
    "score_entry",
    Column("id", Integer, primary_key=True, autoincrement=True),
    member_id(),
    public_id("match_id", ForeignKey("match.id"), nullable=False),
    Column("category", Word(Category), nullable=False),
    Column("reason", String(32), nullable=False),
    Column("points", Integer, nullable=False),
    Column("at", UTCDateTime, nullable=False),
    UniqueConstraint("member_id", "match_id", "reason"),
    Index(None, "member_id", "at"),
)
