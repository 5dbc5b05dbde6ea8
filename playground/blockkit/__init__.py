"""Slack's Block Kit as a validator: what Slack refuses in messages and views, with its pointers and words."""

from playground.blockkit.validate import MAX_VIEW_BYTES, validate_message, validate_view, view_size
from playground.blockkit.violation import FAILED_CONSTRAINT, MSG_BLOCKS_TOO_LONG, Constraint, Violation

__all__ = [
    "FAILED_CONSTRAINT",
    "MAX_VIEW_BYTES",
    "MSG_BLOCKS_TOO_LONG",
    "Constraint",
    "Violation",
    "validate_message",
    "validate_view",
    "view_size",
]
