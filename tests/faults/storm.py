"""Slack at its real rates, which also says 429 of its own accord: nobody calls too early, and nothing is lost."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from time import monotonic
from typing import Final

from tests.faults.books import Account, Books
from tests.faults.crowd import Crowd
from tests.faults.rig import Rig

AUTHORS: Final = 12
GUESTS: Final = 60
SETTLING: Final = 600.0
"""Seconds: what is delivered at Slack's rates takes a while."""

_METHODS: Final = ("chat.postMessage", "chat.update", "conversations.open", "users.info")
_LONGEST_RETRY_AFTER: Final = 8
_TOO_MANY: Final = 429
_BETWEEN_CLICKS: Final = 0.2
_BETWEEN_REFUSALS: Final = 2.0


@dataclass
class Storm:
    """One run: people click for some seconds, and Slack now and then wants a pause."""

    rig: Rig
    books: Books
    rng: Random
    seconds: float
    strain: Counter[str] = field(default_factory=Counter)
    _refusing: bool = True
    _looked_until: int = 0
    _violations: list[str] = field(default_factory=list)

    async def run(self) -> Account:
        """The books once all is delivered, with what was called too early among what is stuck."""
        await self.rig.web(2)
        await self.rig.workers(3)
        crowd, people = Crowd(self.rig, self.rng), self.rig.invite(AUTHORS + GUESTS)
        refusing = asyncio.create_task(self._refuse())
        titles = [await crowd.posts(author, capacity="6", options=[]) for author in people[:AUTHORS]]
        cards = [await crowd.seen(title) for title in titles]
        ends = monotonic() + self.seconds
        while monotonic() < ends:
            card, guest = self.rng.choice(cards), self.rng.choice(people[AUTHORS:])
            await self.rng.choice([crowd.joins, crowd.leaves])(guest, card)
            self.strain["clicks"] += 1
            await asyncio.sleep(_BETWEEN_CLICKS)
        self._refusing = False
        account = await self.books.settled(SETTLING)
        refusing.cancel()
        await asyncio.gather(refusing, return_exceptions=True)
        await self._look()
        account.early += self._violations
        return account

    async def _refuse(self) -> None:
        while True:
            method, pause = self.rng.choice(_METHODS), self.rng.randrange(1, _LONGEST_RETRY_AFTER)
            rule = {"method": method, "kind": "rate_limited", "seconds": pause}
            await self.rig.slack.faults(*([rule] if self._refusing else []))
            await asyncio.sleep(_BETWEEN_REFUSALS)
            await self._look()

    async def _look(self) -> None:
        """Keeps what the playground doesn't keep for long: what was refused, and which limits were broken."""
        entries = await self.rig.slack.inspector(self._looked_until)
        self._looked_until = entries[-1]["id"] if entries else self._looked_until
        self.strain["calls refused with 429"] += sum(each["status"] == _TOO_MANY for each in entries)
        self._violations += [f"{each['name']}: {text}" for each in entries for text in each["violations"]]
