"""Whatever happens at one moment on several instances, the database settles it."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import cast
from uuid import uuid4

import pytest

from domain.errors import DomainError, ErrorCode
from domain.model.ids import MatchId, RecruitmentId
from domain.model.match import Match
from domain.model.recruitment import Change, Recruitment, RecruitmentStatus
from domain.ports import Transaction
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.conftest import Store
from tests.storage.people import LUNCH, NOON, Cadets, cadets, joined, lunch, posted, stored

Step = Callable[[Recruitment], Change]


async def changed(unit_of_work: SqlUnitOfWork, recruitment_id: RecruitmentId, step: Step) -> ErrorCode | None:
    """Takes the step, and with it makes the match that a confirmation brings. The refusal, if it was refused."""

    async def unit(tx: Transaction) -> None:
        before = await tx.recruitments.lock(recruitment_id)
        after = step(before).after
        await tx.recruitments.save(before, after)
        if after.status is RecruitmentStatus.CONFIRMED:
            await tx.matches.add(Match.of_recruitment(MatchId(uuid4()), after, NOON), ())

    try:
        await unit_of_work.write(unit)
    except DomainError as refusal:
        return refusal.code
    return None


async def at_once(store: Store, recruitment: Recruitment, *steps: Step) -> list[ErrorCode | None]:
    """Takes the steps at one moment, on an instance each."""
    instances = [store.unit_of_work() for _ in steps]
    pairs = zip(instances, steps, strict=True)
    return await asyncio.gather(*(changed(each, recruitment.id, step) for each, step in pairs))


async def posted_with(store: Store, people: Cadets, capacity: int, *members: int, full: bool = False) -> Recruitment:
    details = replace(LUNCH, capacity=capacity, confirm_when_full=full)
    unit_of_work, recruitment = store.unit_of_work(), lunch(people, details=details)
    await posted(unit_of_work, recruitment)
    for member in members:
        recruitment = await joined(unit_of_work, recruitment.id, people.ids[member])
    return recruitment


async def test_two_who_want_the_last_seat_are_one_seated_and_one_waiting(store: Store) -> None:
    people = await cadets(store.open())
    recruitment = await posted_with(store, people, 2)
    assert await at_once(store, recruitment, *_joins(people, 1, 2)) == [None, None]
    after = await stored(store.unit_of_work(), recruitment.id)
    assert (len(after.participants), len(after.waitlist)) == (2, 1)


async def test_many_who_join_on_two_instances_never_exceed_the_capacity(store: Store) -> None:
    people = await cadets(store.open(), 31)
    recruitment = await posted_with(store, people, 20)
    instances = [store.unit_of_work(), store.unit_of_work()]
    joins = [(instances[n % 2], step) for n, step in enumerate(_joins(people, *range(1, 31)))]
    await asyncio.gather(*(changed(each, recruitment.id, step) for each, step in joins))
    after = await stored(instances[0], recruitment.id)
    assert (len(after.participants), len(after.waitlist), after.version) == (20, 11, 31)
    assert {seat.member for seat in (*after.participants, *after.waitlist)} == set(people.ids)


async def test_one_who_clicks_twice_on_two_instances_is_in_once(store: Store) -> None:
    people = await cadets(store.open())
    recruitment = await posted_with(store, people, 4)
    outcomes = await at_once(store, recruitment, *_joins(people, 1, 1))
    assert sorted(outcomes, key=str) == [None, ErrorCode.ALREADY_PARTICIPATING]
    assert len((await stored(store.unit_of_work(), recruitment.id)).participants) == 2


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_of_a_leave_and_a_confirm_at_one_moment_one_wins_and_the_other_is_told(
    store: Store, order: tuple[int, int]
) -> None:
    people = await cadets(store.open())
    recruitment = await posted_with(store, people, 4, 1)
    steps: list[Step] = [lambda now: now.leave(people.ids[1], NOON), lambda now: now.confirm(NOON)]
    outcomes = await at_once(store, recruitment, *(steps[each] for each in order))
    left, confirmed = outcomes[order.index(0)], outcomes[order.index(1)]
    after = await stored(store.unit_of_work(), recruitment.id)
    assert (left, confirmed, after.status) in [
        (None, ErrorCode.NOBODY_JOINED, RecruitmentStatus.OPEN),
        (ErrorCode.RECRUITMENT_CONFIRMED, None, RecruitmentStatus.CONFIRMED),
    ]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_of_an_edit_and_a_join_at_one_moment_none_is_over_capacity(store: Store, order: tuple[int, int]) -> None:
    people = await cadets(store.open())
    recruitment = await posted_with(store, people, 3, 1)
    smaller = replace(recruitment.details, capacity=2)
    steps: list[Step] = [lambda now: now.edit(smaller, NOON), lambda now: now.join(people.ids[2], NOON)]
    outcomes = await at_once(store, recruitment, *(steps[each] for each in order))
    after = await stored(store.unit_of_work(), recruitment.id)
    edited = outcomes[order.index(0)]
    assert (edited, after.details.capacity, len(after.participants), len(after.waitlist)) in [
        (None, 2, 2, 1),
        (ErrorCode.CAPACITY_BELOW_PARTICIPANTS, 3, 3, 0),
    ]


async def test_three_schedulers_that_close_at_one_moment_make_one_match(store: Store) -> None:
    people = await cadets(store.open())
    recruitment = await posted_with(store, people, 4, 1, 2)

    def close(now: Recruitment) -> Change:
        if not now.is_open:
            raise DomainError(ErrorCode.RECRUITMENT_CONFIRMED)
        return now.close(recruitment.closes_at)

    outcomes = await at_once(store, recruitment, close, close, close)
    assert outcomes.count(None) == 1
    match = await store.unit_of_work().read(lambda tx: tx.matches.of_recruitment(recruitment.id))
    assert cast("Match", match).coming == tuple(people.ids[:3])


def _joins(people: Cadets, *members: int) -> list[Step]:
    return [lambda now, member=people.ids[each]: now.join(member, NOON) for each in members]  # type: ignore[misc]


@pytest.mark.mariadb
async def test_a_unit_sees_what_was_committed_since_it_began(mariadb_store: Store) -> None:
    """As READ COMMITTED has it: who waited for a lock must not decide by what was before the wait."""
    people = await cadets(mariadb_store.open())
    recruitment = await posted_with(mariadb_store, people, 4)
    other = mariadb_store.unit_of_work()

    async def unit(tx: Transaction) -> list[int]:
        before = await tx.recruitments.get(recruitment.id)
        await changed(other, recruitment.id, *_joins(people, 1))
        after = await tx.recruitments.get(recruitment.id)
        return [len(before.participants), len(after.participants)]

    assert await mariadb_store.unit_of_work().write(unit) == [1, 2]
