"""Matches, the random pool they may come from, and the points they give."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, SmallInteger, String, UniqueConstraint

from domain.model.application import ApplicationStatus, LeftBecause
from domain.model.details import TITLE_LIMIT
from domain.model.match import Attendance, MatchStatus, Origin
from domain.vocabulary import Category, Place, StudyType, WayOfEating
from storage.tables.base import key, member_id, public_id, table, workspace_id
from storage.types import UTCDateTime, Word, Words

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
    Column("question", SmallInteger),  # the number of its ice-breaker, so that a pair isn't asked the same one soon
    Column("calendar_token", String(64)),  # whoever knows it may read the match's calendar entry
    Index(None, "calendar_token", unique=True),
    Index(None, "meets_at"),
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
    public_id("match_id", ForeignKey("match.id"), index=True),
    public_id("joined_id", ForeignKey("recruitment.id")),  # the recruitment whose joining ended the wait
    Column("left_because", Word(LeftBecause, dispensable=True)),  # why the last sweep left it waiting
    Column("hints", SmallInteger, nullable=False, server_default="0"),  # how many changes were suggested
    Column("hinted_at", UTCDateTime),  # when the last change was suggested
    Column("suggested", String(64)),  # the last change that was suggested, while it can be accepted
    Column("unlucky", Boolean, nullable=False, server_default="0"),  # left over by a sweep of this wait
    Index(None, "workspace_id", "category", "status", "expires_at"),
    Index(None, "member_id", "category", "applied_at"),
    Index(None, "expires_at"),
    Index(None, "joined_id"),
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
    Index(None, "match_id"),
)

# One row for each random pool: whether something is new to decide, who decides it, and its message in the channel.
pool = table(
    "pool",
    workspace_id(primary_key=True),
    Column("category", Word(Category), primary_key=True),
    Column("due_at", UTCDateTime, index=True),  # the domain's time from which a sweep may bring something new
    Column("generation", Integer, nullable=False),  # raised by every change of who waits, and for what
    Column("fence", Integer, nullable=False),
    Column("held_until", UTCDateTime, nullable=False),  # machine time: the end of the sweeping worker's lease
    Column("board", String(64)),  # the key of the message that is out in the channel
    Column("waiting", Integer),  # how many the last sweep left, as messages say
)

# What each sweep did: enough to run it again, and to see how the pool fares.
sweep = table(
    "sweep",
    Column("id", Integer, primary_key=True, autoincrement=True),
    workspace_id(),
    Column("category", Word(Category), nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("waiting", Integer, nullable=False),
    Column("matched", Integer, nullable=False),
    Column("groups", Integer, nullable=False),
    Column("lost", Integer, nullable=False),  # groups dropped because a member was gone by the time they were written
    Column("step", String(32), nullable=False),
    Column("fell_back", String(128), nullable=False),
    Column("milliseconds", Integer, nullable=False),
    Index(None, "workspace_id", "category", "at"),
)

# Which recruitment was offered to which application: each once.
offer = table(
    "offer",
    public_id("application_id", ForeignKey("application.id"), primary_key=True),
    public_id("recruitment_id", ForeignKey("recruitment.id"), primary_key=True),
    Column("at", UTCDateTime, nullable=False),
    Index(None, "recruitment_id"),
)
