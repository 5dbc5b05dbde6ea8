"""The one way in which a match comes to be, whatever brought its people together."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.model.ice_breakers import NOT_AGAIN_FOR, choose_question
from domain.model.match import Match
from domain.model.score import ScoreEntry
from domain.model.timing import REMINDED_BEFORE_MEETING
from domain.outbox import Delivery
from domain.ports import Ids, Timer, TimerKind, Transaction
from domain.use_cases.telling import group_message


async def bring_together(
    tx: Transaction, match: Match, scores: Sequence[ScoreEntry], *, ids: Ids, now: datetime
) -> tuple[Delivery, ...]:
    """Keeps a new match with what its members get for it, and sets its timers.

    The match is given its ice-breaker and the token of its calendar entry here. What is returned is for the caller to
    enqueue, with whatever else is to be told.
    """
    asked = await tx.matches.asked(match.coming, now - NOT_AGAIN_FOR)
    kept = replace(match, question=choose_question(match, asked), calendar_token=ids.new().hex)
    await tx.matches.add(kept, scores)
    await _set_timers(tx, kept, now)
    return (group_message(kept),)


async def _set_timers(tx: Transaction, match: Match, now: datetime) -> None:
    """Who is brought together later than a reminder would come is told just now."""
    moments = {TimerKind.REMIND: match.meets_at - REMINDED_BEFORE_MEETING, TimerKind.BEGIN: match.begins_at}
    for kind, due_at in moments.items():
        if due_at > now:
            await tx.timers.set(Timer(kind, match.id, due_at))
