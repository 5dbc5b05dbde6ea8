"""What is received twice is taken once."""

import asyncio

import pytest

from domain.ports import Transaction
from tests.storage.conftest import Store


async def accept(tx: Transaction) -> bool:
    return await tx.inbox.accept("Ev1")


async def test_a_key_is_new_once(store: Store) -> None:
    unit_of_work = store.unit_of_work()
    assert await unit_of_work.write(accept)
    assert not await unit_of_work.write(accept)


async def test_a_key_is_forgotten_with_a_unit_that_failed(store: Store) -> None:
    unit_of_work = store.unit_of_work()

    async def failing(tx: Transaction) -> None:
        await accept(tx)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await unit_of_work.write(failing)
    assert await unit_of_work.write(accept)


async def test_of_two_instances_at_one_moment_one_takes_it(store: Store) -> None:
    instances = [store.unit_of_work() for _ in range(4)]
    assert sorted(await asyncio.gather(*(each.write(accept) for each in instances))) == [False, False, False, True]


async def test_a_key_too_long_to_be_kept_whole_is_refused(store: Store) -> None:
    async def unit(tx: Transaction) -> bool:
        return await tx.inbox.accept("x" * 192)

    with pytest.raises(ValueError, match="192"):
        await store.unit_of_work().write(unit)
