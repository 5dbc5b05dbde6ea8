"""Two workers on one database at Slack's own rates, and more to deliver than those let through for minutes."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from domain.model.ids import MemberId, WorkspaceId
from domain.model.people import Member
from domain.outbox import Delivery, DeliveryKind, PostedMessage, Urgency
from domain.outgoing import Content, Message, Outgoing, ToMember
from infra.delivery.conversations import Conversations
from infra.delivery.courier import Courier
from infra.delivery.desk import Desk
from infra.delivery.ending import Ending
from infra.delivery.filing import Filing
from infra.delivery.pacing import Pacer
from infra.delivery.ports import Bot, Timing
from infra.delivery.posting import Posting
from infra.delivery.rates import paces
from infra.delivery.sending import Sending
from infra.delivery.worker import DeliveryWorker
from infra.metrics import Metrics
from infra.tuning import Tuning
from tests.fakes import Clock
from tests.infra.delivery.fake_files import Files
from tests.infra.delivery.fake_slack import Slack
from tests.infra.delivery.fakes import Outcomes, Time
from tests.storage.conftest import Store
from tests.storage.people import NOON, cadets
from tests.storage.test_outbox import enqueue, queue_on
from tests.storage.virtual_time import VirtualTime, WatchedQueue

WORKERS = 2
PER_MINUTE = Tuning().partner_tier3_per_minute
AT_ONCE = Tuning().partner_deliveries_at_once
TIMING = replace(Timing.of(Tuning()), poll=timedelta(milliseconds=50))


@dataclass
class Opened:
    """A conversation that Slack was asked to open: for which delivery, and when."""

    key: str
    at: float


@dataclass
class Office:
    """Everybody's first conversation with the bot has to be opened, for which Slack has one narrow door."""

    time: VirtualTime
    opened: list[Opened] = field(default_factory=list)
    workers: list[DeliveryWorker] = field(default_factory=list)
    metrics: Metrics = field(default_factory=Metrics)

    def hire(self, store: Store) -> None:
        queue: Any = WatchedQueue(queue_on(store), self.time)
        pacer = Pacer(queue, paces(Tuning()), most_waiting=AT_ONCE // 2, sleep=self.time.sleep, now=self.time.now)
        slack = Slack(Time())
        slack.open_conversation = self._open  # type: ignore[method-assign, assignment] # a wire-tap
        desk = Desk(queue, slack, Outcomes(), pacer, Bot("UBOT", "B1"), timedelta(0), self.time.sleep)
        conversations = Conversations(desk, self._where_posted)
        sending, filing = Sending(conversations, Posting(desk)), Filing(desk, conversations, Files(slack))
        courier = Courier(desk, sending, filing, self._present, Clock(NOON))
        self.workers.append(DeliveryWorker(queue, courier, Ending(desk, TIMING), TIMING, self.metrics))

    async def _open(self, people: Sequence[str]) -> str:
        self.opened.append(Opened(people[0], self.time.now()))
        return f"D{people[0]}"

    async def _present(self, delivery: Delivery, posted: PostedMessage | None) -> Outgoing:  # noqa: ARG002 a presenter's
        return Message(ToMember(Member(MemberId(1), delivery.workspace_id, delivery.key)), Content("hello"))

    async def _where_posted(self, key: str) -> PostedMessage | None:
        raise NotImplementedError(key)

    async def work_until_opened(self, number: int) -> None:
        working = [asyncio.create_task(worker.run()) for worker in self.workers]
        try:
            await self.time.pass_until(lambda: len(self.opened) == number)
        finally:
            for worker in self.workers:
                worker.stop()
            await asyncio.gather(*working)


def due_at_once(team: WorkspaceId) -> list[Delivery]:
    """Forty groups whose meetings are in no order, and five each of what is less urgent, asked for first."""
    numbers = [*range(40)]
    random.Random(42).shuffle(numbers)  # noqa: S311 - a seed makes it repeatable
    groups = [_group(team, number) for number in numbers]
    less = {
        DeliveryKind.REMINDER: Urgency.BACKGROUND,
        DeliveryKind.APPLICATION: Urgency.REFRESH,
        DeliveryKind.NOTICE: Urgency.SEAT,
    }
    others = [Delivery(f"{kind}:{n}", kind, team, urgency=urgency) for kind, urgency in less.items() for n in range(5)]
    return [*others, *groups]


def _group(team: WorkspaceId, number: int) -> Delivery:
    """The later it meets, the sooner its key comes: only the meeting can put it in its place."""
    meets_at = NOON + timedelta(minutes=number)
    return Delivery(f"group:{99 - number}", DeliveryKind.MATCH_DM, team, urgency=Urgency.GROUP, meets_at=meets_at)


def overtaken(opened: Sequence[Opened], rank_of: dict[str, Any]) -> list[int]:
    """For each call how many more urgent ones came after it."""
    ranks = [rank_of[each.key] for each in opened]
    return [sum(later < rank for later in ranks[place:]) for place, rank in enumerate(ranks)]


async def test_whoever_is_urgent_goes_first_whichever_worker_has_it(store: Store) -> None:
    wanted = due_at_once((await cadets(store.open())).workspace_id)
    await enqueue(store, *wanted)
    office = Office(VirtualTime(store))
    for _ in range(WORKERS):
        office.hire(store)

    await office.work_until_opened(len(wanted))

    assert sorted(each.key for each in office.opened) == sorted(delivery.key for delivery in wanted)
    assert max(overtaken(office.opened, {each.key: each.rank for each in wanted})) <= WORKERS * AT_ONCE
    for first in office.opened:
        assert sum(first.at <= each.at < first.at + 60 for each in office.opened) <= PER_MINUTE
