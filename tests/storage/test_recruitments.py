"""Recruitments come back as they were kept."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.errors import DomainError
from domain.model.details import Details
from domain.model.ids import MemberId, RecruitmentId
from domain.model.recruitment import Change, Recruitment
from domain.ports import Transaction
from domain.vocabulary import Place, WayOfEating
from storage.repositories.recruitments import LostUpdate
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.conftest import Store
from tests.storage.people import LUNCH, NOON, Cadets, cadets, joined, lunch, posted, stored

Step = Callable[[Recruitment], Change]

FULL_DETAILS = Details(
    meets_at=NOON + timedelta(hours=2, microseconds=123456),
    places=(Place.GAEPO, Place.SEOCHO),
    capacity=5,
    title="개포 · 점심 🍗",
    content="치킨 드실 분\n" * 3,
    way_of_eating=WayOfEating.DELIVERY,
    anonymous=True,
)


async def test_a_new_recruitment_comes_back_as_it_was_posted(store: Store) -> None:
    unit_of_work = store.unit_of_work()
    kept = lunch(await cadets(store.open()), details=FULL_DETAILS)
    await posted(unit_of_work, kept)
    assert await stored(unit_of_work, kept.id) == kept


async def test_an_unknown_recruitment_is_refused(store: Store) -> None:
    unknown = lunch(Cadets(workspace_id=1, ids=[MemberId(1)])).id  # type: ignore[arg-type]
    with pytest.raises(DomainError):
        await stored(store.unit_of_work(), unknown)


async def test_every_transition_comes_back_as_it_was_saved(store: Store) -> None:
    unit_of_work = store.unit_of_work()
    people = await cadets(store.open(), 6)
    kept = lunch(people, details=replace(LUNCH, capacity=3))
    others = people.ids[1:]
    await posted(unit_of_work, kept)
    steps: list[Step] = [
        *(lambda now, who=who: now.join(who, NOON) for who in others),
        lambda now: now.leave(others[0], NOON + timedelta(minutes=1)),
        lambda now: now.join(others[0], NOON + timedelta(minutes=2)),
        lambda now: now.edit(replace(now.details, capacity=5, title="새 제목"), NOON + timedelta(minutes=3)),
        lambda now: now.leave(others[1], NOON + timedelta(minutes=4)),
        lambda now: now.confirm(NOON + timedelta(minutes=5)),
    ]
    for step in steps:
        expected = await _stepped(unit_of_work, kept.id, step)
        assert await stored(unit_of_work, kept.id) == expected


async def _stepped(unit_of_work: SqlUnitOfWork, recruitment_id: RecruitmentId, step: Step) -> Recruitment:
    async def unit(tx: Transaction) -> Recruitment:
        before = await tx.recruitments.lock(recruitment_id)
        after = step(before).after
        await tx.recruitments.save(before, after)
        return after

    return await unit_of_work.write(unit)


async def test_a_state_that_was_not_locked_is_not_saved_over_a_newer_one(store: Store) -> None:
    unit_of_work = store.unit_of_work()
    people = await cadets(store.open())
    stale = lunch(people)
    await posted(unit_of_work, stale)
    await joined(unit_of_work, stale.id, people.ids[1])

    async def unit(tx: Transaction) -> None:
        await tx.recruitments.save(stale, stale.join(people.ids[2], NOON).after)

    with pytest.raises(LostUpdate):
        await unit_of_work.write(unit)
    assert [seat.member for seat in (await stored(unit_of_work, stale.id)).participants] == people.ids[:2]
