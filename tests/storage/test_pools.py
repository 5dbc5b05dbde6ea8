"""The random pool on a real database: who sweeps it, and whatever happens at one moment."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from domain.errors import DomainError
from domain.model.application import ApplicationStatus
from domain.pool import PoolRef
from domain.use_cases.declining import Declining
from domain.use_cases.people import People
from domain.use_cases.sweeping.sweep import OVERDUE_AT_ONCE
from domain.vocabulary import Category
from infra.ids import RandomIds
from storage.database import Database
from storage.tables import sweep
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.conftest import Store
from tests.storage.people import NOON, cadets
from tests.storage.pool_people import LEASE, Instance, application, instance, kept, members_matched
from tests.storage.test_statement_counts import counted

MINUTE = timedelta(minutes=1)


async def instances(store: Store, count: int, people: int = 8) -> Sequence[Instance]:
    known = await cadets(store.open(), people)
    return [instance(store.unit_of_work(), known) for _ in range(count)]


async def test_a_pool_is_due_once_somebody_has_touched_it(store: Store) -> None:
    (one,) = await instances(store, 1)
    assert await one.uow.read(lambda tx: tx.pools.due(NOON)) == []
    await one.uow.write(lambda tx: tx.pools.touch(one.meals, NOON))
    assert await one.uow.read(lambda tx: tx.pools.due(NOON - MINUTE)) == []
    assert await one.uow.read(lambda tx: tx.pools.due(NOON)) == [one.meals]


async def test_one_worker_at_a_time_has_it(store: Store) -> None:
    first, second = await instances(store, 2)
    await first.uow.write(lambda tx: tx.pools.touch(first.meals, NOON))
    claims = await asyncio.gather(
        *(one.uow.write(lambda tx: tx.pools.claim(first.meals, NOON, LEASE)) for one in (first, second))
    )
    assert [claim is None for claim in claims].count(True) == 1


async def test_a_lease_that_ran_out_is_taken_over_and_the_first_one_is_fenced_off(store: Store) -> None:
    (one,) = await instances(store, 1)
    await one.uow.write(lambda tx: tx.pools.touch(one.meals, NOON))
    slow = await one.uow.write(lambda tx: tx.pools.claim(one.meals, NOON, LEASE))
    assert await one.uow.write(lambda tx: tx.pools.claim(one.meals, NOON, LEASE)) is None
    store.wait(LEASE + timedelta(seconds=1))
    quick = await one.uow.write(lambda tx: tx.pools.claim(one.meals, NOON, LEASE))
    assert slow is not None
    assert quick is not None
    assert not await one.uow.write(lambda tx: tx.pools.still_held(slow))
    assert not await one.uow.write(lambda tx: tx.pools.settle(slow, None, NOON))
    assert await one.uow.write(lambda tx: tx.pools.still_held(quick))


async def test_what_was_touched_meanwhile_stays_due(store: Store) -> None:
    (one,) = await instances(store, 1)
    await one.uow.write(lambda tx: tx.pools.touch(one.meals, NOON))
    claim = await one.uow.write(lambda tx: tx.pools.claim(one.meals, NOON, LEASE))
    assert claim is not None
    await one.uow.write(lambda tx: tx.pools.touch(one.meals, NOON))
    assert await one.uow.write(lambda tx: tx.pools.settle(claim, NOON + MINUTE, NOON))
    assert await one.uow.read(lambda tx: tx.pools.due(NOON)) == [one.meals]
    again = await one.uow.write(lambda tx: tx.pools.claim(one.meals, NOON, LEASE))
    assert again is not None
    shown = replace(again, board="board:1", waiting=2)
    assert await one.uow.write(lambda tx: tx.pools.settle(shown, NOON + MINUTE, NOON))
    assert await one.uow.read(lambda tx: tx.pools.due(NOON)) == []
    assert await one.uow.read(lambda tx: tx.pools.board(one.meals)) == "board:1"


async def test_a_sweep_with_nothing_new_to_decide_is_one_read(store: Store) -> None:
    database = store.open()
    people = await cadets(store.open())
    one = instance(SqlUnitOfWork(database, budget=timedelta(seconds=20)), people)
    await one.apply(0)
    await one.sweeping.sweep_due()
    with counted(database) as sent:
        assert await one.sweeping.sweep_due() == 0
    assert [statement.split()[0] for statement in sent] == ["SELECT"]


async def test_who_applies_twice_at_one_moment_on_two_instances_waits_once(store: Store) -> None:
    first, second = await instances(store, 2)
    outcomes = await asyncio.gather(first.apply(0), second.apply(0), return_exceptions=True)
    refused = [each for each in outcomes if isinstance(each, DomainError)]
    assert [each.code for each in refused] == ["application_exists"]
    assert await first.uow.read(lambda tx: tx.applications.count_waiting(first.meals)) == 1


async def test_three_who_sweep_at_once_match_everybody_once(store: Store) -> None:
    swept = await instances(store, 3, people=8)
    for number in range(8):
        await swept[0].apply(number)
    matched = await asyncio.gather(*(one.sweeping.sweep_due() for one in swept))
    assert sum(matched) == 8
    assert sorted(await members_matched(swept[0].uow, swept[0].people)) == swept[0].people.ids
    assert await _sweeps(store.open()) == 1


@pytest.mark.parametrize("first", ["sweep", "cancel"])
async def test_who_takes_it_back_while_a_sweep_runs_is_either_matched_or_not_in_it(store: Store, first: str) -> None:
    sweeper, canceller = await instances(store, 2)
    mine, _ = await sweeper.apply(0), await sweeper.apply(1)
    cancel = canceller.waiting.cancel(canceller.wish(0), mine.id)
    steps = [sweeper.sweeping.sweep_due(), cancel] if first == "sweep" else [cancel, sweeper.sweeping.sweep_due()]
    outcomes = await asyncio.gather(*steps, return_exceptions=True)
    status = (await sweeper.stored(mine.id)).status
    refused = [each for each in outcomes if isinstance(each, DomainError)]
    was_matched = sweeper.people.ids[0] in await members_matched(sweeper.uow, sweeper.people)
    assert status is (ApplicationStatus.MATCHED if refused else ApplicationStatus.CANCELLED)
    assert was_matched is bool(refused)


async def test_who_takes_it_back_before_the_match_is_written_is_not_in_it(store: Store) -> None:
    sweeper, canceller = await instances(store, 2)
    mine, _ = await sweeper.apply(0), await sweeper.apply(1)

    async def cancel() -> None:
        sweeper.solver.meanwhile = None
        await canceller.waiting.cancel(canceller.wish(0), mine.id)

    sweeper.solver.meanwhile = cancel
    assert await sweeper.sweeping.sweep_due() == 0
    assert await members_matched(sweeper.uow, sweeper.people) == []


async def test_all_workers_down_for_hours_end_each_wait_once(store: Store) -> None:
    swept = await instances(store, 3, people=6)
    applied = [await swept[0].apply(number) for number in range(6)]
    for one in swept:
        one.clock.move(hours=3)
    await asyncio.gather(*(one.sweeping.sweep_due() for one in swept))
    assert {(await swept[0].stored(each.id)).status for each in applied} == {ApplicationStatus.EXPIRED}
    assert await members_matched(swept[0].uow, swept[0].people) == []
    assert await swept[0].uow.read(lambda tx: tx.pools.due(NOON + timedelta(days=1))) == []


async def test_pools_of_the_two_categories_do_not_disturb_each_other(store: Store) -> None:
    (one,) = await instances(store, 1)
    studies = PoolRef(one.people.workspace_id, Category.STUDY)
    await one.uow.write(lambda tx: tx.pools.touch(studies, NOON))
    await one.apply(0)
    claim = await one.uow.write(lambda tx: tx.pools.claim(studies, NOON, LEASE))
    assert claim is not None
    await one.sweeping.sweep_due()
    assert await one.uow.write(lambda tx: tx.pools.still_held(claim))


async def _sweeps(database: Database) -> int:
    async with database.transaction(writing=False) as bound:
        return int((await bound.connection.execute(select(func.count()).select_from(sweep))).scalar_one())


async def test_who_applies_anew_while_the_other_cannot_come_waits_once(store: Store) -> None:
    first, second = await instances(store, 2)
    mine, _ = await first.apply(0), await first.apply(1)
    await first.sweeping.sweep_due()
    match = (await first.stored(mine.id)).match_id
    assert match is not None
    declining = Declining(second.uow, second.clock)
    outcomes = await asyncio.gather(
        first.apply(0), declining.cannot_come(second.wish(1), match), return_exceptions=True
    )
    refused, declined = outcomes
    assert isinstance(refused, DomainError)
    assert refused.code in {"application_exists", "application_matched"}
    assert not isinstance(declined, BaseException)
    waiting = await first.uow.read(lambda tx: tx.applications.waiting_of(first.people.ids[0]))
    assert [each.id for each in waiting] == [mine.id]


async def test_who_leaves_the_workspace_while_applying_does_not_wait(store: Store) -> None:
    first, second = await instances(store, 2)
    people = People(second.uow, second.clock, RandomIds())
    outcomes = await asyncio.gather(first.apply(0), people.gone(second.people.ids[0]), return_exceptions=True)
    assert {each.code for each in outcomes if isinstance(each, DomainError)} <= {"member_gone"}
    assert await first.uow.read(lambda tx: tx.applications.count_waiting(first.meals)) == 0


async def test_a_sweep_beside_many_who_take_it_back_leaves_nobody_in_between(store: Store) -> None:
    sweeper, canceller = await instances(store, 2, people=24)
    applied = [await sweeper.apply(number) for number in range(24)]
    cancels = [canceller.waiting.cancel(canceller.wish(number), applied[number].id) for number in range(0, 24, 3)]
    outcomes = await asyncio.gather(sweeper.sweeping.sweep_due(), *cancels, return_exceptions=True)
    assert [each for each in outcomes if isinstance(each, Exception) and not isinstance(each, DomainError)] == []
    matched = await members_matched(sweeper.uow, sweeper.people)
    stored = [await sweeper.stored(each.id) for each in applied]
    assert sorted(matched) == [one.member for one in stored if one.status is ApplicationStatus.MATCHED]
    assert len(matched) == len(set(matched))


async def test_a_run_that_is_repeated_though_its_commit_was_kept_changes_nothing(store: Store) -> None:
    (one,) = await instances(store, 1)
    await one.apply(0)
    await one.uow.write(lambda tx: tx.pools.touch(one.meals, NOON))
    claim = await one.uow.write(lambda tx: tx.pools.claim(one.meals, NOON, LEASE))
    assert claim is not None
    assert await one.uow.write(lambda tx: tx.pools.settle(claim, None, NOON))
    assert not await one.uow.write(lambda tx: tx.pools.still_held(claim))
    assert not await one.uow.write(lambda tx: tx.pools.settle(claim, None, NOON))


async def test_thousands_whose_time_is_up_keep_nobody_from_applying(store: Store) -> None:
    sweeper, other = await instances(store, 2, people=OVERDUE_AT_ONCE * 2 + 11)
    await kept(sweeper.uow, *(application(sweeper.people, number) for number in range(1, OVERDUE_AT_ONCE * 2 + 11)))
    await sweeper.uow.write(lambda tx: tx.pools.touch(sweeper.meals, NOON))
    for one in (sweeper, other):
        one.clock.move(hours=1)
    await asyncio.gather(sweeper.sweeping.sweep_due(), other.apply(0))
    await sweeper.sweeping.sweep_due()
    assert await sweeper.uow.read(lambda tx: tx.applications.count_waiting(sweeper.meals)) == 1
