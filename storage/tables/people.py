"""Workspaces and their members."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, UniqueConstraint

from domain.model.people import DirectMessage, MemberStatus
from domain.ports.world import DISPLAY_NAME_LIMIT
from domain.vocabulary import Language
from storage.tables.base import slack_id, table, workspace_id
from storage.types import UTCDateTime, Word, Words

workspace = table(
    "workspace",
    Column("id", Integer, primary_key=True, autoincrement=True),
    slack_id("team_id", nullable=False, unique=True),
    Column("token_reference", String(255)),  # where its token is kept, never the token
    Column("url", String(255), nullable=False),
    slack_id("bot_user_id", nullable=False),
    slack_id("bot_id", nullable=False),
    Column("zone", String(64), nullable=False),
    Column("language", Word(Language, 8), nullable=False),
    slack_id("meal_channel"),
    slack_id("study_channel"),
    Column("status", String(16), nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
)

member = table(
    "member",
    Column("id", Integer, primary_key=True, autoincrement=True),
    workspace_id(),
    Column("status", Word(MemberStatus, 16), nullable=False),
    Column("is_admin", Boolean, nullable=False),
    Column("language", Word(Language, 8, dispensable=True)),  # as Slack says
    Column("chosen_language", Word(Language, 8, dispensable=True)),  # as the member wants it, whatever Slack says
    Column("muted", Words(DirectMessage), nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    Column("export_asked_at", UTCDateTime),  # when a file of all that is kept was last asked for
)

# All that says who a member is: to erase a person is to delete this row.
member_identity = table(
    "member_identity",
    Column("member_id", Integer, ForeignKey("member.id"), primary_key=True, autoincrement=False),
    workspace_id(),
    slack_id("slack_id", nullable=False),
    Column("display_name", String(DISPLAY_NAME_LIMIT)),
    slack_id("dm_channel_id"),
    UniqueConstraint("workspace_id", "slack_id"),
)

# Erasures under way. The conversation is kept until the end, for messages of it are found by nothing else.
erasure = table(
    "erasure",
    Column("member_id", Integer, ForeignKey("member.id"), primary_key=True, autoincrement=False),
    slack_id("dm_channel_id"),
    Column("asked_at", UTCDateTime, nullable=False),  # machine time
    Column("refreshed", Boolean, nullable=False),  # whether what is out in Slack was asked to be shown anew
)
