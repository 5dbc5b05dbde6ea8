"""What becomes of a delivery that did not succeed: tried again, given up, or left to somebody else."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

import structlog

from domain.queue import GivenUp
from infra.delivery.desk import Attempt, Desk, FencedOff, Later, Pointless
from infra.delivery.gate import Busy
from infra.delivery.ports import Timing, machine_now
from infra.slack.errors import Refused, SlackCallError, Unsent

_log = structlog.get_logger(__name__)

_DOUBLINGS: Final = 20
"""Enough for every pause to have reached the longest one; more would only overflow."""


class Outcome(StrEnum):
    """How a try ended, as it is counted."""

    DONE = "done"
    PACED = "paced"
    WAITING = "waiting"
    OBSOLETE = "obsolete"
    FENCED = "fenced"
    REFUSED = "refused"
    RETRIED = "retried"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Ending:
    """Ends tries that did not succeed."""

    desk: Desk
    timing: Timing
    now: Callable[[], datetime] = machine_now
    rng: random.Random = field(default_factory=random.SystemRandom)

    async def end(self, attempt: Attempt, error: Exception) -> Outcome:
        """Does with the delivery what the error demands."""
        match error:
            case FencedOff():
                return Outcome.FENCED
            case Pointless():
                await self.desk.queue.give_up(attempt.claim, GivenUp.OBSOLETE, str(error.__cause__ or "obsolete"))
                return Outcome.OBSOLETE
            case Busy(lane=lane, wait=wait):
                after, unsent = timedelta(seconds=wait), not attempt.doubt
                await self.desk.queue.put_back(attempt.claim, lane, after, unsent=unsent)
                return Outcome.PACED
            case Later(after=after):
                return await self._again(attempt, str(error), after, Outcome.WAITING)
            case Refused():
                return await self._refused(attempt, error)
            case _:
                return await self._failed(attempt, error)

    async def _refused(self, attempt: Attempt, error: Refused) -> Outcome:
        delivery = attempt.claim.delivery
        _log.warning("delivery_refused", method=error.method, code=error.code)
        await self.desk.outcomes.refused(delivery, error.code)
        await self.desk.queue.give_up(attempt.claim, GivenUp.REFUSED, str(error))
        return Outcome.REFUSED

    async def _failed(self, attempt: Attempt, error: Exception) -> Outcome:
        tries = attempt.claim.attempts
        if isinstance(error, SlackCallError):
            _log.info("delivery_failed", method=error.method, code=error.code, tries=tries)
        else:
            _log.error("delivery_broke", tries=tries, exc_info=error)
        asked = error.retry_after if isinstance(error, Unsent) else None
        pause = max(self._backoff(tries), asked or timedelta(0))
        return await self._again(attempt, _word(error), pause, Outcome.RETRIED)

    async def _again(self, attempt: Attempt, error: str, after: timedelta, outcome: Outcome) -> Outcome:
        if self.now() - attempt.claim.first_attempt_at < self.timing.give_up_after:
            await self._retry(attempt, error, after)
            return outcome
        delivery = attempt.claim.delivery
        _log.error("delivery_dead", error=error)
        await self.desk.outcomes.died(delivery, error)
        await self.desk.queue.give_up(attempt.claim, GivenUp.DEAD, error)
        return Outcome.DEAD

    async def _retry(self, attempt: Attempt, error: str, after: timedelta) -> None:
        await self.desk.queue.retry(attempt.claim, error, after, unsent=not attempt.doubt)

    def _backoff(self, tries: int) -> timedelta:
        doubled: timedelta = self.timing.first_pause * 2 ** min(max(tries - 1, 0), _DOUBLINGS)
        return min(doubled, self.timing.longest_pause) * self.rng.uniform(0.5, 1.0)


def _word(error: Exception) -> str:
    # An exception's own words may quote what it was given: rows and logs only keep what kind it was.
    return str(error) if isinstance(error, SlackCallError) else type(error).__name__
