"""How long things are kept: what goes when its time is over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from domain.ports import Clock


class Remnant(StrEnum):
    """What is of no use any more after some time; in the order in which it can go."""

    RECEIVED = "received"
    """Keys of what came from Slack: Slack sends nothing again after so long."""

    DELIVERIES = "deliveries"
    """Deliveries that have ended, and where their messages are, unless those may have to be changed one day."""

    SLOTS = "slots"
    """When a method could be called next in a conversation: what has passed says nothing any more."""

    TIMERS = "timers"
    """Timers of what is there no more."""

    SWEEPS = "sweeps"
    """What sweeps of the random pool did."""

    TEXTS = "texts"
    """What people wrote in recruitments that have ended: title, content, comments."""

    APPLICATIONS = "applications"
    """Waits in the random pool that have ended, with what was offered to who waited."""

    MATCHES = "matches"
    """Groups that have met, with the points that they gave and where their messages are."""

    UNMATCHED_POSTS = "unmatched_posts"
    """Recruitments that came to nothing, with all that is about them."""

    MATCHED_POSTS = "matched_posts"
    """Recruitments whose groups are gone."""


class Remains(Protocol):
    """Where remnants are found."""

    async def drop(self, remnant: Remnant, age: timedelta, now: datetime) -> int:
        """Drops some of what is older than `age`, in one short unit; how much it was. Nothing means that all is gone.

        What others have locked is left for the next time, so that nobody waits for this. `now` is the domain's time,
        by which everything ages but what is received, delivered and paced: that is reckoned by machine time.
        """


@dataclass(slots=True)
class Retaining:
    """Drops what is kept no longer, one kind after the other. `ages` are what the settings say of each kind."""

    remains: Remains
    clock: Clock
    ages: Mapping[Remnant, timedelta]
    _left: list[Remnant] = field(default_factory=list, init=False)
    _failures: list[Exception] = field(default_factory=list, init=False)

    async def retain(self) -> int:
        """A batch of the kind whose turn it is; how many kinds there may be more of. Nothing means that all is gone.

        A kind that fails keeps the others from nothing: what failed is raised in the end, and tried again next time.
        """
        self._left = self._left or list(Remnant)
        if not await self._drop(self._left[0]):
            del self._left[0]
        failures = self._failures
        if failures and not self._left:
            self._failures = []
            raise ExceptionGroup("some of what is kept no longer could not be dropped", failures)
        return len(self._left)

    async def _drop(self, remnant: Remnant) -> int:
        try:
            return await self.remains.drop(remnant, self.ages[remnant], self.clock.now())
        except Exception as error:  # noqa: BLE001 - whatever it was, it stays due
            self._failures.append(error)
            return 0
