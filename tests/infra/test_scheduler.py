import asyncio
from collections.abc import Awaitable, Callable

from infra.metrics import Metrics
from infra.scheduler import Scheduler, Ticker

HOUR = 3600


class Due:
    """Work that is due: `left` batches of it, and after that nothing."""

    def __init__(self, left: int = 0) -> None:
        self.left = left
        self.rounds = 0
        self.idle = asyncio.Event()
        self.worked = asyncio.Condition()

    async def __call__(self) -> int:
        async with self.worked:
            self.rounds += 1
            self.worked.notify_all()
        if self.left:
            self.left -= 1
            return 1
        self.idle.set()
        return 0

    async def until_round(self, number: int) -> None:
        async with asyncio.timeout(5), self.worked:
            await self.worked.wait_for(lambda: self.rounds >= number)

    async def until_idle(self) -> None:
        async with asyncio.timeout(5):
            await self.idle.wait()
        self.idle.clear()


async def while_running(scheduler: Scheduler, act: Callable[[], Awaitable[None]]) -> None:
    running = asyncio.create_task(scheduler.run())
    await act()
    scheduler.stop()
    await running


async def test_what_fell_due_while_all_were_down_is_done_at_the_start() -> None:
    due = Due(left=3)

    await while_running(Scheduler([Ticker("close", due, HOUR, Metrics())]), due.until_idle)

    assert due.left == 0


async def test_a_wake_works_at_once() -> None:
    due = Due()
    scheduler = Scheduler([Ticker("close", due, HOUR, Metrics())])

    async def act() -> None:
        await due.until_idle()
        due.left = 1
        scheduler.wake()
        await due.until_idle()

    await while_running(scheduler, act)

    assert due.left == 0


async def test_a_tick_comes_by_itself() -> None:
    due = Due()

    async def act() -> None:
        await due.until_idle()
        due.left = 1
        await due.until_idle()

    await while_running(Scheduler([Ticker("close", due, 0.001, Metrics())]), act)

    assert due.left == 0


async def test_one_that_rests_pauses_after_a_round_whatever_it_did() -> None:
    due = Due(left=2)
    scheduler = Scheduler([Ticker("sweep", due, HOUR, Metrics(), rests=True)])

    async def act() -> None:
        for rounds in (1, 2):
            await due.until_round(rounds)
            await _a_few_turns_of_the_loop()
            assert due.rounds == rounds
            scheduler.wake()

    await while_running(scheduler, act)


async def test_one_that_rests_is_rung_when_its_pause_is_over() -> None:
    due = Due(left=2)
    await while_running(Scheduler([Ticker("sweep", due, 0.001, Metrics(), rests=True)]), lambda: due.until_round(3))
    assert due.left == 0


async def _a_few_turns_of_the_loop() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_a_failing_round_is_counted_and_the_next_one_goes_on() -> None:
    metrics = Metrics()
    due = Due(left=1)
    failures = [OSError("the database is away")]

    async def work() -> int:
        if failures:
            raise failures.pop()
        return await due()

    await while_running(Scheduler([Ticker("close", work, 0.001, metrics)]), due.until_idle)

    assert due.left == 0
    assert 'partner42_ticks_total{name="close",outcome="failed"} 1.0' in metrics.render().decode()


async def test_one_failing_kind_of_work_does_not_hold_up_another() -> None:
    due = Due(left=1)

    async def work() -> int:
        raise OSError

    tickers = [Ticker("bad", work, 0.001, Metrics()), Ticker("good", due, 0.001, Metrics())]

    await while_running(Scheduler(tickers), due.until_idle)

    assert due.left == 0


async def test_stopping_waits_for_what_is_in_hand() -> None:
    begun, going_on = asyncio.Event(), asyncio.Event()
    done: list[str] = []

    async def work() -> int:
        begun.set()
        await going_on.wait()
        done.append("all")
        return 1

    scheduler = Scheduler([Ticker("close", work, HOUR, Metrics())])
    running = asyncio.create_task(scheduler.run())
    await begun.wait()
    scheduler.stop()
    await asyncio.sleep(0)
    still_running = not running.done()
    going_on.set()
    await running

    assert still_running
    assert done == ["all"]


async def test_the_same_work_never_runs_twice_at_once() -> None:
    at_once, most = 0, 0
    rounds = asyncio.Event()

    async def work() -> int:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        for _ in range(5):
            await asyncio.sleep(0)
        at_once -= 1
        rounds.set()
        return 0

    scheduler = Scheduler([Ticker("close", work, 0.001, Metrics())])

    async def act() -> None:
        for _ in range(10):
            scheduler.wake()
            await asyncio.sleep(0)
        await rounds.wait()

    await while_running(scheduler, act)

    assert most == 1
