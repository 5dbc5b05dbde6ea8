"""Recruitments with their participants, and the comments on anonymous ones."""

from enum import StrEnum

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, SmallInteger, String, Text, UniqueConstraint

from domain.model.details import CONTENT_LIMIT, TITLE_LIMIT
from domain.model.recruitment import RecruitmentStatus
from domain.vocabulary import Category, Place, StudyType, WayOfEating
from storage.tables.base import member_id, public_id, slack_id, table, workspace_id
from storage.types import UTCDateTime, Word, Words


class Participating(StrEnum):
    """How a member is in a recruitment."""

    SEATED = "SEATED"
    WAITING = "WAITING"


recruitment = table(
    "recruitment",
    public_id("id", primary_key=True),
    workspace_id(),
    Column("category", Word(Category), nullable=False),
    member_id("author_id"),
    Column("title", String(TITLE_LIMIT)),
    Column("content", String(CONTENT_LIMIT)),
    Column("meets_at", UTCDateTime, nullable=False),
    Column("places", Words(Place), nullable=False),
    Column("way_of_eating", Word(WayOfEating)),
    Column("study_type", Word(StudyType)),
    Column("capacity", SmallInteger, nullable=False),
    Column("anonymous", Boolean, nullable=False),
    Column("confirm_when_full", Boolean, nullable=False),
    slack_id("channel_id", nullable=False),
    Column("posted_at", UTCDateTime, nullable=False),
    Column("closes_at", UTCDateTime, nullable=False),
    Column("status", Word(RecruitmentStatus, 16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("texts_erased", Boolean, nullable=False, server_default="0"),  # what its people wrote is kept no more
    Index(None, "workspace_id", "status", "meets_at"),
    Index(None, "author_id", "category", "posted_at"),
    Index(None, "author_id", "status"),
    Index(None, "status", "meets_at"),
    Index(None, "texts_erased", "meets_at"),
)

# One table for seats and waitlist, so that a member is in once. `position` gives the order within each of them.
participation = table(
    "participation",
    public_id("recruitment_id", ForeignKey("recruitment.id"), primary_key=True),
    member_id(primary_key=True, index=True),
    Column("state", Word(Participating, 16), nullable=False),
    Column("since", UTCDateTime, nullable=False),
    Column("position", Integer, nullable=False),
)

alias = table(
    "alias",
    public_id("recruitment_id", ForeignKey("recruitment.id"), primary_key=True),
    member_id(primary_key=True),
    Column("number", Integer, nullable=False),
    UniqueConstraint("recruitment_id", "number"),
)

comment = table(
    "comment",
    public_id("id", primary_key=True),
    public_id("recruitment_id", ForeignKey("recruitment.id"), nullable=False, index=True),
    member_id(),
    Column("alias", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Index(None, "member_id", "at"),
)
