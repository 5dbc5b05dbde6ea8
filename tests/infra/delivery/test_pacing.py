import asyncio
import itertools
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.outbox import Urgency
from infra.delivery.gate import Busy
from infra.delivery.pacing import Pacer
from infra.delivery.rates import Pace, paces
from infra.tuning import Tuning
from tests.infra.delivery.fakes import WORKSPACE, Queue, Time, delivery
from tests.infra.delivery.stage import CHANNEL, Stage, to_channel


def pacer(time: Time, queue: Queue | None = None, most_waiting: int = 100, **rates: Pace) -> Pacer:
    return Pacer(queue or Queue(time), rates, most_waiting=most_waiting, sleep=time.sleep, now=time.monotonic)


async def called_at(pacing: Pacer, time: Time, times: int) -> list[float]:
    """When calls come that are made as fast as they may be."""
    moments: list[float] = []
    while len(moments) < times:
        try:
            await pacing.turn(WORKSPACE, "m")
        except Busy as busy:
            await time.sleep(busy.wait)
        else:
            moments.append(time.monotonic())
    return moments


@pytest.mark.parametrize("rate", [1, 4, 20, 50, 100])
async def test_no_minute_has_more_calls_than_the_rate(rate: int) -> None:
    time = Time()

    moments = await called_at(pacer(time, m=Pace.per_minute(rate)), time, 3 * rate)

    for start in moments:
        assert sum(start <= moment < start + 60 for moment in moments) <= rate


async def test_a_few_calls_after_a_pause_come_at_once() -> None:
    time = Time()

    moments = await called_at(pacer(time, m=Pace.per_minute(50)), time, 8)

    assert moments[-1] == 0


async def test_posts_in_one_channel_are_a_second_apart() -> None:
    stage = Stage()
    for key in "abc":
        stage.give(delivery(key), to_channel(key))

    await stage.until_quiet()

    times = [call.at for call in stage.slack.calls]
    assert all(after - before >= timedelta(seconds=1) for before, after in itertools.pairwise(times))


async def test_a_hundred_changes_while_a_refresh_waits_for_its_turn_are_one_more() -> None:
    stage = Stage()
    stage.give(delivery(), to_channel("0 joined"))
    await stage.round()
    stage.give(delivery(), to_channel("1 joined"))
    await stage.round()

    def all_join() -> None:
        for joined in range(2, 101):
            stage.give(delivery(), to_channel(f"{joined} joined"))

    stage.time.while_asleep = all_join
    stage.give(delivery(), to_channel("2 joined"))
    await stage.until_quiet()

    assert stage.slack.texts() == ["100 joined"]
    assert [call.text for call in stage.slack.calls] == ["0 joined", "1 joined", "100 joined", "100 joined"]


async def test_changes_of_the_messages_of_one_channel_are_a_second_apart() -> None:
    stage = Stage()
    for text in ("posted", "one", "two", "three"):
        stage.give(delivery(), to_channel(text))
        await stage.round()

    times = [call.at for call in stage.slack.calls if call.method == "chat.update"]
    assert len(times) == 3
    assert all(after - before >= timedelta(seconds=1) for before, after in itertools.pairwise(times))


async def test_two_processes_share_one_rate() -> None:
    time = Time()
    queue = Queue(time)
    pace = Pace(interval=1)
    one, other = pacer(time, queue, m=pace), pacer(time, queue, m=pace)

    await one.turn(WORKSPACE, "m")
    await other.turn(WORKSPACE, "m")

    assert time.monotonic() == 1


async def test_whoever_would_wait_long_is_sent_away_without_taking_a_slot() -> None:
    time = Time()
    queue = Queue(time)
    pacing = pacer(time, queue, m=Pace(interval=1))
    await pacing.hold(WORKSPACE, "m", "", timedelta(seconds=60))
    before = dict(queue.slots)

    with pytest.raises(Busy) as busy:
        await pacing.turn(WORKSPACE, "m")

    assert busy.value.wait == 60
    assert queue.slots == before


async def test_a_hold_by_another_process_is_waited_out_in_full_despite_the_burst() -> None:
    time = Time()
    queue = Queue(time)
    pace = Pace.per_minute(50)
    await pacer(time, queue, m=pace).hold(WORKSPACE, "m", "", timedelta(seconds=30))

    moments = await called_at(pacer(time, queue, m=pace), time, 3)

    assert moments == [30, 31.5, 33]


async def test_only_some_may_wait_so_that_others_get_through() -> None:
    waiting = asyncio.Event()
    time = Time()

    async def sleep(_: float) -> None:
        await waiting.wait()

    rates = {"slow": Pace(interval=1), "also slow": Pace(interval=1)}
    pacing = Pacer(Queue(time), rates, most_waiting=1, sleep=sleep, now=time.monotonic)
    await pacing.turn(WORKSPACE, "slow")
    patient = asyncio.create_task(pacing.turn(WORKSPACE, "slow"))
    await asyncio.sleep(0)

    with pytest.raises(Busy):
        await pacing.turn(WORKSPACE, "slow")
    await pacing.turn(WORKSPACE, "also slow")

    waiting.set()
    await patient


class Door:
    """Where time stands still until the next slot is let come."""

    def __init__(self) -> None:
        self.time = Time()
        self.queue = Queue(self.time)
        self.came: list[str] = []
        self._sleeping: list[asyncio.Future[None]] = []

    def pacer(self, most_waiting: int = 100) -> Pacer:
        rates = {"m": Pace(interval=1), "n": Pace(interval=1)}
        return Pacer(self.queue, rates, most_waiting=most_waiting, sleep=self._sleep, now=self.time.monotonic)

    async def _sleep(self, seconds: float) -> None:
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleeping.append(woken)
        await woken
        await self.time.sleep(seconds)

    async def comes(self, pacing: Pacer, name: str, urgency: Urgency, method: str = "m") -> asyncio.Task[None]:
        async def wait() -> None:
            await pacing.turn(WORKSPACE, method, rank=delivery(urgency=urgency).rank)
            self.came.append(name)

        task = asyncio.create_task(wait())
        await self._settle()
        return task

    async def next_slot(self) -> None:
        self._sleeping.pop(0).set_result(None)
        await self._settle()

    async def _settle(self) -> None:
        for _ in range(10):
            await asyncio.sleep(0)


async def test_a_slot_goes_to_whoever_is_most_urgent_when_it_comes() -> None:
    door = Door()
    pacing = door.pacer()
    await door.comes(pacing, "at once", Urgency.BACKGROUND)
    await door.comes(pacing, "refresh", Urgency.REFRESH)
    await door.comes(pacing, "seat", Urgency.SEAT)

    await door.next_slot()
    await door.comes(pacing, "group", Urgency.GROUP)
    await door.next_slot()
    await door.next_slot()

    assert door.came == ["at once", "seat", "group", "refresh"]


async def test_where_there_is_no_room_the_least_urgent_is_put_back() -> None:
    door = Door()
    pacing = door.pacer()
    await door.comes(pacing, "at once", Urgency.REFRESH)
    waiting = [await door.comes(pacing, f"refresh {number}", Urgency.REFRESH) for number in range(4)]
    full = pacing.full()
    group = await door.comes(pacing, "group", Urgency.GROUP)
    background = await door.comes(pacing, "background", Urgency.BACKGROUND)

    assert full == {"m"}
    assert [task.done() for task in (*waiting, group, background)] == [False, False, False, True, False, True]
    for sent_away in (waiting[-1], background):
        with pytest.raises(Busy) as busy:
            await sent_away
        assert (busy.value.lane, busy.value.wait) == ("m", 0)
    for _ in range(4):
        await door.next_slot()
    assert door.came == ["at once", "group", "refresh 0", "refresh 1", "refresh 2"]


async def test_whoever_is_urgent_finds_room_where_others_fill_all_of_it() -> None:
    door = Door()
    pacing = door.pacer(most_waiting=1)
    for method in "mn":
        await door.comes(pacing, f"at once {method}", Urgency.REFRESH, method)
    await door.comes(pacing, "first", Urgency.SEAT, "n")
    slow = await door.comes(pacing, "slow", Urgency.REFRESH)
    group = await door.comes(pacing, "group", Urgency.GROUP, "n")

    assert slow.done()
    with pytest.raises(Busy):
        await slow
    for _ in range(3):
        await door.next_slot()
    assert group.done()
    assert door.came[2:] == ["group", "first"]


async def test_a_pause_that_begins_while_a_slot_is_waited_for_is_kept() -> None:
    door = Door()
    pacing = door.pacer()
    await door.comes(pacing, "at once", Urgency.GROUP)
    second = await door.comes(pacing, "second", Urgency.GROUP)
    await pacing.hold(WORKSPACE, "m", "", timedelta(seconds=30))
    await door.next_slot()

    with pytest.raises(Busy) as busy:
        await second

    assert busy.value.wait == 29
    assert door.came == ["at once"]


async def test_what_only_waited_for_its_turn_has_not_been_tried() -> None:
    stage = Stage()
    await stage.worker._courier.desk.pacer.hold(WORKSPACE, "chat.postMessage", CHANNEL, timedelta(seconds=60))
    row = stage.give(delivery(), to_channel())

    await stage.round()

    assert (row.state, row.attempts, row.first_attempt_at) == ("PENDING", 0, None)
    assert row.lane == f"chat.postMessage {CHANNEL}"
    assert row.due_at == stage.time.at + timedelta(seconds=60)


async def test_a_message_that_says_it_is_late_is_told_of_once_it_was_changed() -> None:
    stage = Stage()
    late = replace(to_channel("as of 12:31"), late=True)
    stage.give(delivery(), late)
    await stage.until_quiet()
    told_of_the_post = list(stage.outcomes.told_late)
    stage.give(delivery(), late)
    await stage.until_quiet()

    assert told_of_the_post == []
    assert stage.outcomes.told_late == [delivery()]


def test_every_pace_lets_several_workers_have_their_turn_within_a_lease() -> None:
    settings = Tuning()

    for pace in paces(settings).values():
        assert 2 * pace.patience < settings.partner_lease_seconds - 2 * settings.partner_http_seconds
