import asyncio
import itertools
from dataclasses import replace
from datetime import timedelta

import pytest

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


async def test_a_pause_that_another_process_was_told_of_during_the_wait_is_kept() -> None:
    time = Time()
    queue = Queue(time)
    pace = Pace(interval=1)
    waiting, told = pacer(time, queue, m=pace), pacer(time, queue, m=pace)
    await waiting.turn(WORKSPACE, "m")
    after: list[asyncio.Task[None]] = []

    def slack_says_wait() -> None:
        after.append(asyncio.create_task(told.hold(WORKSPACE, "m", "", timedelta(seconds=30))))

    time.while_asleep = slack_says_wait
    slept = time.sleep

    async def sleep(seconds: float) -> None:
        await slept(seconds)
        await asyncio.gather(*after)

    waiting._sleep = sleep
    with pytest.raises(Busy) as busy:
        await waiting.turn(WORKSPACE, "m")

    assert busy.value.wait == 30


async def test_however_many_come_again_and_again_the_slots_don_t_run_away_from_them() -> None:
    time = Time()
    queue, pace = Queue(time), Pace.per_minute(50)
    workers = [pacer(time, queue, m=pace) for _ in range(3)]
    await workers[0].hold(WORKSPACE, "m", "", timedelta(seconds=30))
    through = 0

    for second in range(120):
        for _ in range(4):
            try:
                await workers[second % 3].turn(WORKSPACE, "m")
            except Busy:
                continue
            through += 1
        time.at += timedelta(seconds=1)

    assert through > 60


async def test_a_slot_is_not_used_when_slack_has_told_another_process_to_wait_meanwhile() -> None:
    time = Time()
    queue, pace = Queue(time), Pace(interval=1)
    other = pacer(time, queue, m=pace)

    async def sleep(seconds: float) -> None:
        await other.hold(WORKSPACE, "m", "", timedelta(seconds=30))
        await time.sleep(seconds)

    pacing = Pacer(queue, {"m": pace}, most_waiting=100, sleep=sleep, now=time.monotonic)
    await pacing.turn(WORKSPACE, "m")

    with pytest.raises(Busy) as busy:
        await pacing.turn(WORKSPACE, "m")

    assert busy.value.wait == 29


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
