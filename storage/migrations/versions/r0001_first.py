"""The first schema.

Revision: 0001, after nothing. Complete in itself: what the program's tables become later does not change this step.
"""

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import flag, member, moment, number, small, table, text, uuid, workspace

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    *("workspace", "member", "member_identity"),
    *("recruitment", "participation", "alias", "comment"),
    *("match", "match_member", "application", "block", "score_entry"),
    *("timer", "inbox", "outbox", "message", "pacing", "lease"),
)


def upgrade() -> None:
    """Creates all tables."""
    _people()
    _recruiting()
    _matching()
    _pool_and_scores()
    _delivery()
    _pace_and_leases()


def downgrade() -> None:
    """Drops all tables."""
    for name in reversed(TABLES):
        op.drop_table(name)


def _people() -> None:
    table(
        "workspace",
        number("id", primary_key=True, autoincrement=True),
        text("team_id", 32, unique=True),
        text("token_reference", 255, null=True),
        text("url", 255),
        text("bot_user_id", 32),
        text("bot_id", 32),
        text("zone", 64),
        text("language", 8),
        text("meal_channel", 32, null=True),
        text("study_channel", 32, null=True),
        text("status", 16),
        moment("created_at"),
    )
    table(
        "member",
        number("id", primary_key=True, autoincrement=True),
        workspace(),
        text("status", 16),
        flag("is_admin"),
        text("language", 8, null=True),
        text("muted", 128),
        moment("created_at"),
    )
    table(
        "member_identity",
        member(primary_key=True, autoincrement=False),
        workspace(),
        text("slack_id", 32),
        text("display_name", 255, null=True),
        text("dm_channel_id", 32, null=True),
        sa.UniqueConstraint("workspace_id", "slack_id"),
    )


def _recruiting() -> None:
    table(
        "recruitment",
        uuid("id", primary_key=True),
        workspace(),
        text("category", 32),
        member("author_id"),
        text("title", 60, null=True),
        text("content", 1000, null=True),
        moment("meets_at"),
        text("places", 128),
        text("way_of_eating", 32, null=True),
        text("study_type", 32, null=True),
        small("capacity"),
        flag("anonymous"),
        flag("confirm_when_full"),
        text("channel_id", 32),
        moment("posted_at"),
        moment("closes_at"),
        text("status", 16),
        number("version"),
        sa.Index(None, "workspace_id", "status", "meets_at"),
        sa.Index(None, "author_id", "category", "posted_at"),
    )
    table(
        "participation",
        uuid("recruitment_id", sa.ForeignKey("recruitment.id"), primary_key=True),
        member(primary_key=True, index=True),
        text("state", 16),
        moment("since"),
        number("position"),
    )
    table(
        "alias",
        uuid("recruitment_id", sa.ForeignKey("recruitment.id"), primary_key=True),
        member(primary_key=True),
        number("number"),
        sa.UniqueConstraint("recruitment_id", "number"),
    )
    table(
        "comment",
        uuid("id", primary_key=True),
        uuid("recruitment_id", sa.ForeignKey("recruitment.id"), index=True),
        member(),
        number("alias"),
        sa.Column("content", sa.Text(), nullable=False),
        moment("at"),
    )


def _matching() -> None:
    table(
        "match",
        uuid("id", primary_key=True),
        workspace(),
        text("origin", 32),
        uuid("recruitment_id", sa.ForeignKey("recruitment.id"), null=True, unique=True),
        text("category", 32),
        text("title", 60, null=True),
        moment("meets_at"),
        text("places", 128),
        text("way_of_eating", 32, null=True),
        text("study_type", 32, null=True),
        flag("anonymous"),
        moment("matched_at"),
        text("status", 16),
        number("revision"),
    )
    table(
        "match_member",
        uuid("match_id", sa.ForeignKey("match.id"), primary_key=True),
        member(primary_key=True, index=True),
        text("attendance", 16),
        number("position"),
    )


def _pool_and_scores() -> None:
    table(
        "application",
        uuid("id", primary_key=True),
        workspace(),
        member(),
        text("category", 32),
        text("status", 16),
        text("places", 128),
        text("ways_of_eating", 128),
        text("study_types", 128),
        text("sizes", 16),
        moment("applied_at"),
        moment("expires_at"),
        small("credit"),
        text("waiting_key", 191, null=True, unique=True),
        uuid("match_id", sa.ForeignKey("match.id"), null=True),
        sa.Index(None, "workspace_id", "category", "status", "expires_at"),
        sa.Index(None, "member_id", "category", "applied_at"),
    )
    table("block", member("blocker_id", primary_key=True), member("blocked_id", primary_key=True), moment("created_at"))
    table(
        "score_entry",
        number("id", primary_key=True, autoincrement=True),
        member(),
        uuid("match_id", sa.ForeignKey("match.id")),
        text("category", 32),
        text("reason", 32),
        number("points"),
        moment("at"),
        sa.UniqueConstraint("member_id", "match_id", "reason"),
        sa.Index(None, "member_id", "at"),
    )


def _delivery() -> None:
    table(
        "timer",
        text("kind", 32, primary_key=True),
        uuid("subject", primary_key=True),
        moment("due_at"),
        sa.Index(None, "kind", "due_at"),
    )
    table("inbox", text("key", 191, primary_key=True), moment("received_at", index=True))
    table(
        "outbox",
        text("key", 191, primary_key=True),
        text("kind", 32),
        workspace(),
        text("subject", 64),
        member(null=True),
        sa.Column("params", sa.JSON(), nullable=False),
        small("urgency"),
        moment("expires_at", null=True),
        text("state", 16),
        number("generation"),
        number("fence"),
        moment("claimable_at", null=True),
        number("attempts"),
        moment("first_attempt_at", null=True),
        flag("in_doubt"),
        sa.Column("error", sa.Text()),
        text("target", 191),
        text("in_flight", 191, null=True, unique=True),
        moment("created_at"),
        sa.Index(None, "claimable_at", "urgency"),
    )


def _pace_and_leases() -> None:
    table(
        "message",
        text("key", 191, primary_key=True),
        text("channel_id", 32),
        text("ts", 32, null=True),
        moment("posted_at"),
    )
    table(
        "pacing",
        workspace(primary_key=True),
        text("method", 64, primary_key=True),
        text("channel", 32, primary_key=True),
        moment("next_at"),
    )
    table(
        "lease",
        text("name", 64, primary_key=True),
        text("holder", 128),
        number("fence"),
        moment("until"),
    )
