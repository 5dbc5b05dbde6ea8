"""What came from Slack, what must go to Slack, and what falls due."""

from enum import StrEnum

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, SmallInteger, String, Text

from domain.outbox import DeliveryKind
from domain.ports import TimerKind
from storage.tables.base import key, public_id, slack_id, table, workspace_id
from storage.types import UTCDateTime, Word


class DeliveryState(StrEnum):
    """Where a delivery stands. The last four are its ends, though a new wish makes it pending again."""

    PENDING = "PENDING"
    CLAIMED = "CLAIMED"
    DONE = "DONE"
    OBSOLETE = "OBSOLETE"
    REFUSED = "REFUSED"
    DEAD = "DEAD"


timer = table(
    "timer",
    Column("kind", Word(TimerKind), primary_key=True),
    public_id("subject", primary_key=True),
    Column("due_at", UTCDateTime, nullable=False),
    Index(None, "kind", "due_at"),
)

inbox = table(
    "inbox",
    key("key", primary_key=True),
    Column("received_at", UTCDateTime, nullable=False, index=True),
)

outbox = table(
    "outbox",
    key("key", primary_key=True),
    Column("kind", Word(DeliveryKind), nullable=False),
    workspace_id(),
    Column("subject", String(64), nullable=False),
    Column("member_id", Integer, ForeignKey("member.id")),
    Column("params", JSON, nullable=False),
    Column("urgency", SmallInteger, nullable=False),
    # The domain's time, as the meeting's is; all other moments here are machine time.
    Column("expires_at", UTCDateTime),
    Column("state", Word(DeliveryState, 16), nullable=False),
    Column("generation", Integer, nullable=False),
    Column("fence", Integer, nullable=False),
    # When it may be claimed next: its turn while pending, the end of the lease while claimed, NULL when it has ended.
    Column("claimable_at", UTCDateTime),
    Column("attempts", Integer, nullable=False),
    Column("first_attempt_at", UTCDateTime),
    Column("in_doubt", Boolean, nullable=False),
    Column("error", Text),
    key("target", nullable=False),
    # The target while claimed, else NULL: the database itself allows one call in flight a target.
    key("in_flight", unique=True),
    Column("created_at", UTCDateTime, nullable=False),
    Column("meets_at", UTCDateTime),
    # The paced method for whose turn it was put back, and the channel where the pace is a channel's.
    Column("lane", String(128)),
    # Since when it is dead: few rows ever are, so that finding them is cheap however many have ended.
    Column("died_at", UTCDateTime, index=True),
    Index(None, "claimable_at", "urgency"),
    Index(None, "member_id"),
    Index(None, "created_at"),
)

# Where each posted thing is, by the key of its delivery.
message = table(
    "message",
    key("key", primary_key=True),
    slack_id("channel_id", nullable=False, index=True),
    Column("ts", String(32)),
    Column("posted_at", UTCDateTime, nullable=False),
)

pacing = table(
    "pacing",
    workspace_id(primary_key=True),
    Column("method", String(64), primary_key=True),
    slack_id("channel", primary_key=True),
    Column("next_at", UTCDateTime, nullable=False),
)

lease = table(
    "lease",
    Column("name", String(64), primary_key=True),
    Column("holder", String(128), nullable=False),
    Column("fence", Integer, nullable=False),
    Column("until", UTCDateTime, nullable=False),
)
