"""Who has the turn that comes, and who is put back where there is no room to wait."""

import asyncio
from datetime import timedelta

import pytest

from domain.outbox import Urgency
from infra.delivery.gate import Busy
from infra.delivery.pacing import Pacer
from infra.delivery.rates import Pace
from tests.infra.delivery.fakes import WORKSPACE, Queue, Time, delivery


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
