"""The tables. Everything belongs to a workspace, people are numbers, and what leaves the house is a UUID."""

from storage.tables.base import metadata
from storage.tables.delivery import inbox, lease, message, outbox, pacing, timer
from storage.tables.matching import application, block, match, match_member, offer, pool, score_entry, sweep
from storage.tables.people import erasure, member, member_identity, workspace
from storage.tables.recruiting import alias, comment, participation, recruitment

__all__ = [
    "alias",
    "application",
    "block",
    "comment",
    "erasure",
    "inbox",
    "lease",
    "match",
    "match_member",
    "member",
    "member_identity",
    "message",
    "metadata",
    "offer",
    "outbox",
    "pacing",
    "participation",
    "pool",
    "recruitment",
    "score_entry",
    "sweep",
    "timer",
    "workspace",
]
