"""A worker with everything around it held in memory."""

import random
from datetime import datetime, timedelta

from domain.outbox import Delivery, PostedMessage
from domain.outgoing import Content, Message, Obsolete, Outgoing, ToChannel
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
from tests.infra.delivery.fake_files import Files
from tests.infra.delivery.fake_slack import Slack
from tests.infra.delivery.fakes import Outcomes, Queue, Row, Time

TIMING = Timing(
    lease=timedelta(seconds=45),
    settle=timedelta(seconds=2),
    first_pause=timedelta(seconds=1),
    longest_pause=timedelta(seconds=60),
    give_up_after=timedelta(hours=6),
    poll=timedelta(seconds=2),
    drain=timedelta(seconds=20),
    at_once=8,
)
CHANNEL = "C1"


def to_channel(text: str = "hello") -> Message:
    return Message(ToChannel(CHANNEL), Content(text))


class Stage:
    """`shows` is what each key is rendered as; what isn't there is obsolete."""

    def __init__(self, timing: Timing = TIMING) -> None:
        self.time = Time()
        self.queue = Queue(self.time)
        self.slack = Slack(self.time)
        self.files = Files(self.slack)
        self.outcomes = Outcomes()
        self.shows: dict[str, Outgoing | Exception] = {}
        self.metrics = Metrics()
        self.domain_now: datetime = self.time.at
        self.worker = self._worker(timing)

    def _worker(self, timing: Timing) -> DeliveryWorker:
        pacer = Pacer(self.queue, paces(Tuning()), most_waiting=4, sleep=self.time.sleep, now=self.time.monotonic)
        bot = Bot("UBOT", "B1")
        desk = Desk(self.queue, self.slack, self.outcomes, pacer, bot, timing.settle, self.time.sleep)
        conversations = Conversations(desk, self._where_posted)
        sending, filing = Sending(conversations, Posting(desk)), Filing(desk, conversations, self.files)
        courier = Courier(desk, sending, filing, self._present, self)
        ending = Ending(desk, timing, self.time.now, random.Random(1))  # noqa: S311 - a seed makes it repeatable
        return DeliveryWorker(self.queue, courier, ending, timing, self.metrics)

    def now(self) -> datetime:
        """The domain's clock."""
        return self.domain_now

    async def _present(self, delivery: Delivery, posted: PostedMessage | None) -> Outgoing:  # noqa: ARG002 - a presenter's signature
        shown = self.shows.get(delivery.key, Obsolete())
        if isinstance(shown, Exception):
            raise shown
        return shown

    async def _where_posted(self, key: str) -> PostedMessage | None:
        row = self.queue.rows.get(key)
        return row.posted if row else None

    def give(self, delivery: Delivery, shown: Outgoing | Exception) -> Row:
        """Puts a delivery into the queue, with what it will be rendered as."""
        self.shows[delivery.key] = shown
        return self.queue.enqueue(delivery)

    async def round(self) -> int:
        """Everything that can be claimed now is tried once; how many that was."""
        claims = await self.queue.claim(8, TIMING.lease)
        for claim in claims:
            await self.worker.deliver(claim)
        return len(claims)

    async def until_quiet(self, most: int = 50) -> None:
        """Rounds, with time passing to whatever is due next, until nothing is pending."""
        for _ in range(most):
            if not await self.round():
                waiting = [max(row.due_at, self.time.at) for row in self.queue.rows.values() if row.state == "PENDING"]
                leases = [row.lease_until for row in self.queue.rows.values() if row.state == "CLAIMED"]
                if not waiting + leases:
                    return
                self.time.at = min(waiting + leases)
        raise AssertionError("it never came to rest")
