"""What falls due is found, however late."""

from datetime import timedelta
from uuid import UUID

from domain.ports import Timer, TimerKind, Transaction
from tests.storage.conftest import Store
from tests.storage.people import NOON


def close(number: int, minutes: int) -> Timer:
    return Timer(TimerKind.CLOSE, UUID(int=number), NOON + timedelta(minutes=minutes))


async def due(store: Store, minutes: int = 0, limit: int = 10) -> list[Timer]:
    async def unit(tx: Transaction) -> list[Timer]:
        return list(await tx.timers.due(TimerKind.CLOSE, NOON + timedelta(minutes=minutes), limit))

    return await store.unit_of_work().read(unit)


async def set_all(store: Store, *timers: Timer) -> None:
    async def unit(tx: Transaction) -> None:
        for timer in timers:
            await tx.timers.set(timer)

    await store.unit_of_work().write(unit)


async def test_what_is_due_comes_longest_due_first(store: Store) -> None:
    await set_all(store, close(1, 0), close(2, -5), close(3, 1), close(4, -1))
    assert await due(store) == [close(2, -5), close(4, -1), close(1, 0)]
    assert await due(store, limit=1) == [close(2, -5)]


async def test_a_timer_set_again_replaces_the_one_before(store: Store) -> None:
    await set_all(store, close(1, -5), close(1, 30))
    assert await due(store) == []
    assert await due(store, minutes=30) == [close(1, 30)]


async def test_a_cleared_timer_is_no_longer_due(store: Store) -> None:
    await set_all(store, close(1, -5), close(2, -4))

    async def unit(tx: Transaction) -> None:
        await tx.timers.clear(TimerKind.CLOSE, UUID(int=1))
        await tx.timers.clear(TimerKind.CLOSE, UUID(int=99))

    await store.unit_of_work().write(unit)
    assert await due(store) == [close(2, -4)]
