"""The worker's side of the outbox: claims with a lease and a fence."""

import asyncio
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError

from domain.model.ids import WorkspaceId
from domain.outbox import Claim, PostedMessage
from domain.queue import IN_HAND_A_LANE, GivenUp
from storage import queue_statements as say
from storage.database import Bound, Database
from storage.dialects import microseconds
from storage.pacing import SqlPacing
from storage.runner import Pause, Runner
from storage.tables.delivery import DeliveryState

_CANDIDATES_A_CLAIM = 5
"""How many times more rows are looked at than claimed: others may be faster, and some share a target."""


class SqlDeliveryQueue:
    """Any number of workers may have one each. `budget` is what one call may take before `DatabaseUnavailable`."""

    def __init__(self, database: Database, *, budget: timedelta, pause: Pause = asyncio.sleep) -> None:
        self._runner = Runner(database, budget, pause)
        self._pacing = SqlPacing(self._runner)

    async def claim(self, limit: int, lease: timedelta, full: Collection[str] = ()) -> Sequence[Claim]:
        """Takes pending deliveries whose target no other delivery in flight has, urgent ones first.

        Those whose lease has run out are pending too. None of the lanes that are `full`; of each other lane that
        deliveries were put back for, `IN_HAND_A_LANE`. With nothing to do it only reads, and locks nothing.
        """
        keys = await self._candidates(limit * _CANDIDATES_A_CLAIM, full)
        claims: list[Claim] = []
        for start in range(0, len(keys), limit):
            wanted = keys[start : start + limit - len(claims)]
            claims += await self._take_what_is_free(wanted, lease)
            if len(claims) >= limit:
                break
        return claims

    async def still_held(self, claim: Claim) -> bool:
        """Whether the lease still is this claim's. To be asked right before something is changed at Slack."""

        async def work(bound: Bound) -> bool:
            held = await bound.connection.execute(say.STILL_HELD, {**_held(claim), "now": bound.shift})
            return held.one_or_none() is not None

        return await self._runner.run(work, writing=False)

    async def attempting(self, claim: Claim) -> bool:
        """Records that a post is about to be tried, so that whoever claims the row next looks for it first.

        False when the lease is this claim's no more: somebody may have claimed it who knows of no attempt.
        """

        async def work(bound: Bound) -> bool:
            recorded = await bound.connection.execute(say.ATTEMPTING, {**_held(claim), "now": bound.shift})
            return recorded.rowcount == 1

        return await self._runner.run(work, writing=True)

    async def note_conversation(self, claim: Claim, channel_id: str) -> None:
        """Keeps the conversation that a message will go to, before anything is posted in it."""

        async def work(bound: Bound) -> None:
            held = await bound.connection.execute(say.LOCK_HELD, _held(claim))
            if held.one_or_none() is not None:
                row = {"key": claim.delivery.key, "channel_id": channel_id, "now": bound.shift}
                await bound.connection.execute(say.CONVERSATION[bound.dialect], row)

        await self._runner.run(work, writing=True)

    async def done(self, claim: Claim, posted: PostedMessage | None) -> bool:
        """Ends it; where the generation moved on it is pending again and the message is kept. False when fenced off."""

        async def work(bound: Bound) -> bool:
            ending = {**_held(claim), "of_generation": claim.generation, "now": bound.shift}
            ended = await bound.connection.execute(say.DONE, ending)
            if ended.rowcount == 1 and posted is not None and posted != claim.posted:
                row = {"key": claim.delivery.key, "channel_id": posted.channel_id, "ts": posted.ts, "now": bound.shift}
                await bound.connection.execute(say.POSTED[bound.dialect], row)
            return ended.rowcount == 1

        return await self._runner.run(work, writing=True)

    async def retry(self, claim: Claim, error: str, after: timedelta, *, unsent: bool) -> None:
        """Puts it back for later. `unsent` says that Slack certainly did not take it, now or before."""
        parameters = {**_held(claim), "what": error, "doubt": not unsent}
        await self._change(say.RETRY, parameters, later=after)

    async def put_back(self, claim: Claim, lane: str, after: timedelta, *, unsent: bool) -> None:
        """Puts it back because it was not its turn, which is no try. It waits for the lane, by its urgency."""
        tried = claim.attempts - 1
        first = claim.first_attempt_at if tried or not unsent else None
        parameters = {"tried": tried, "tried_first": first, "doubt": not unsent, "behind": lane}
        await self._change(say.PUT_BACK, {**_held(claim), **parameters}, later=after)

    async def give_up(self, claim: Claim, state: GivenUp, error: str) -> None:
        """Ends it without success, unless it was asked for again meanwhile.

        What Slack refused it did not take, so that only an earlier attempt may leave doubts.
        """
        doubt = claim.in_doubt or state is not GivenUp.REFUSED
        end = DeliveryState(state.value)
        parameters = {
            **_held(claim),
            "of_generation": claim.generation,
            "end": end,
            "what": error,
            "doubt": doubt,
            "dies": state is GivenUp.DEAD,
        }
        await self._change(say.GIVE_UP, parameters, now=timedelta(0))

    async def revive(self) -> int:
        """Has everything that was given up tried again, answers to clicks and words left out; how much that is."""

        async def work(bound: Bound) -> int:
            return (await bound.connection.execute(say.REVIVE, {"now": bound.shift})).rowcount

        return await self._runner.run(work, writing=True)

    async def reserve(
        self, workspace_id: WorkspaceId, method: str, channel: str, interval: timedelta, most: timedelta
    ) -> timedelta:
        """Takes the next slot of a method in a channel ("" for all), shared by all workers; how long to wait for it.

        One that is further away than `most` is left to whoever comes later.
        """
        return await self._pacing.reserve(workspace_id, method, channel, interval, most)

    async def held_for(self, workspace_id: WorkspaceId, method: str, channel: str) -> timedelta:
        """How long it still is until the next slot of a method, or the end of its pause. Only looks."""
        return await self._pacing.held_for(workspace_id, method, channel)

    async def hold(self, workspace_id: WorkspaceId, method: str, channel: str, pause: timedelta) -> None:
        """Lets nobody call a method before the pause is over, after Slack said so."""
        await self._pacing.hold(workspace_id, method, channel, pause)

    async def _candidates(self, most: int, full: Collection[str] = ()) -> list[str]:
        """Keys that look free: one a target and a few a lane, urgent ones first."""

        async def work(bound: Bound) -> list[str]:
            parameters = {"now": bound.shift, "most": most, "full": sorted(full)}
            return _free(await bound.connection.execute(say.CANDIDATES, parameters))

        return await self._runner.run(work, writing=False)

    async def _take_what_is_free(self, keys: Sequence[str], lease: timedelta) -> list[Claim]:
        """Takes what nobody else has taken meanwhile.

        When a sibling got its target into flight meanwhile, the database refuses them all: then one by one.
        """
        try:
            return await self._take(keys, lease)
        except IntegrityError:
            if len(keys) == 1:
                return []
            return [claim for key in keys for claim in await self._take_what_is_free([key], lease)]

    async def _take(self, keys: Sequence[str], lease: timedelta) -> list[Claim]:
        async def work(bound: Bound) -> list[Claim]:
            times = {"now": bound.shift, "lease": bound.shift + microseconds(lease)}
            rows = (await bound.connection.execute(say.LOCK, {"keys": list(keys), **times})).all()
            if rows:
                seen = {"claimed_at": rows[0].claimed_at, "lease_until": rows[0].lease_until}
                await bound.connection.execute(say.TAKE, {"keys": [row.key for row in rows], **seen})
            return [say.claim_of(row) for row in rows]

        return await self._runner.run(work, writing=True)

    async def _change(self, statement: Any, parameters: Mapping[str, Any], **spans: timedelta) -> None:
        async def work(bound: Bound) -> None:
            times = {name: bound.shift + microseconds(span) for name, span in spans.items()}
            await bound.connection.execute(statement, {**parameters, **times})

        await self._runner.run(work, writing=True)


def _free(rows: Iterable[Any]) -> list[str]:
    """The first of each target, and no more of a lane than a worker can use."""
    first_of: dict[str, str] = {}
    of_lane: Counter[str | None] = Counter()
    for key, target, lane in rows:
        if target in first_of or (lane is not None and of_lane[lane] == IN_HAND_A_LANE):
            continue
        first_of[target] = key
        of_lane[lane] += 1
    return list(first_of.values())


def _held(claim: Claim) -> dict[str, Any]:
    return {"of_key": claim.delivery.key, "of_fence": claim.fence}
