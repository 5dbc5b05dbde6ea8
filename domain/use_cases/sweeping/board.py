"""The board: one message a channel, category and meal that says, without names, that somebody waits."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from domain.model.application import Application
from domain.model.people import Workspace
from domain.model.timing import DAY_BEGINS, time_of_eating
from domain.outbox import Delivery
from domain.pool import PoolClaim, PoolRef
from domain.use_cases.pool_messages import board_message

SHOWN_AFTER = timedelta(minutes=2)
"""Whoever waits longer than this is shown to the channel."""


def board_key(ref: PoolRef, now: datetime, workspace: Workspace) -> str:
    """The board's key for a day and the meal of the day; a night belongs to the day before."""
    day = (now.astimezone(workspace.zone) - DAY_BEGINS).date()
    return f"board:{ref.workspace_id}:{ref.category}:{day}:{time_of_eating(now, workspace.zone)}"


def refreshed(
    claim: PoolClaim, left: Sequence[Application], workspace: Workspace, now: datetime
) -> tuple[PoolClaim, tuple[Delivery, ...]]:
    """The claim with the board that is out from now on, and the messages in the channel that change."""
    board = _board(claim, left, workspace, now)
    after = replace(claim, board=board, waiting=len(left))
    keys = dict.fromkeys(_changed(claim, after))
    return after, tuple(board_message(claim.ref, key) for key in keys)


def shown_at(claim: PoolClaim, left: Sequence[Application], workspace: Workspace) -> Iterator[datetime]:
    """When the first of them is to be shown, while nothing is shown."""
    if claim.board is None and left and workspace.channel_for(claim.ref.category):
        yield min(one.applied_at for one in left) + SHOWN_AFTER


def _board(claim: PoolClaim, left: Sequence[Application], workspace: Workspace, now: datetime) -> str | None:
    if not left or workspace.channel_for(claim.ref.category) is None:
        return None
    waited = any(now - one.applied_at >= SHOWN_AFTER for one in left)
    return board_key(claim.ref, now, workspace) if waited or claim.board else None


def _changed(before: PoolClaim, after: PoolClaim) -> Iterator[str]:
    if before.board and before.board != after.board:
        yield before.board
    if after.board and (after.board, after.waiting) != (before.board, before.waiting):
        yield after.board
