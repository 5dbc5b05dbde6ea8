"""What a sweep writes: matches of those who still wait, and what becomes of the rest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from domain.matching.pool import Group
from domain.model.application import Application
from domain.model.ids import MatchId, MemberId
from domain.model.match import Match
from domain.model.score import entries_of_random
from domain.outbox import Delivery
from domain.pool import MemberPair, PoolClaim
from domain.ports import Ids, Transaction
from domain.use_cases.bringing_together import bring_together
from domain.use_cases.pool_messages import ended_messages
from domain.use_cases.telling import home

TOGETHER = 50
"""How many groups are written in one transaction."""


class Overtaken(Exception):  # noqa: N818 a state of affairs, not a fault
    """The pool is in somebody else's hands by now: nothing of this sweep is written any more."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes for one claim at one moment."""

    claim: PoolClaim
    now: datetime
    ids: Ids

    async def match(self, tx: Transaction, groups: Sequence[Group], of: Mapping[int, Application]) -> list[int]:
        """Forms the groups of which everybody still waits and nobody has blocked another since; how large those are.

        `of` are the applications by their numbers, as they were read.
        """
        locked = await tx.applications.lock(*(of[number].id for group in groups for number in group.members))
        await self.check_held(tx)
        waiting = {one.member: one for one in locked if one.is_waiting}
        blocked = await tx.blocks.between(waiting)
        formed = [group for group in groups if _holds(group, waiting, blocked)]
        for group in formed:
            await self._form(tx, group, waiting)
        return [len(group.members) for group in formed]

    async def check_held(self, tx: Transaction) -> None:
        """Raises `Overtaken`. Asked behind the applications' locks: whoever applies takes them in that order too."""
        if not await tx.pools.still_held(self.claim):
            raise Overtaken

    async def _form(self, tx: Transaction, group: Group, waiting: Mapping[MemberId, Application]) -> None:
        together = [waiting[MemberId(number)] for number in group.members]
        ref, members = self.claim.ref, tuple(one.member for one in together)
        match = Match.of_pool(MatchId(self.ids.new()), ref.workspace_id, ref.category, members, group.cell, self.now)
        told = await bring_together(tx, match, entries_of_random(match), ids=self.ids, now=self.now)
        changes = [(one, one.match(match.id)) for one in together]
        await tx.applications.save(changes)
        ended = [each for _, after in changes for each in endings(after)]
        await tx.outbox.enqueue(*told, *ended)


def endings(application: Application) -> Iterator[Delivery]:
    """What an application's end, by whatever nobody clicked, changes on its member's screen."""
    yield from ended_messages(application)
    yield home(application.workspace_id, application.member)


def _holds(group: Group, waiting: Mapping[MemberId, Application], blocked: frozenset[MemberPair]) -> bool:
    members = sorted(MemberId(number) for number in group.members)
    return waiting.keys() >= set(members) and not any(pair in blocked for pair in combinations(members, 2))
