"""What else a member has on is learned with the lock that a join needs anyway."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from domain.model.ids import MatchId, MemberId, RecruitmentId
from domain.model.match import Attendance, Match
from domain.model.recruitment import Recruitment
from domain.model.timing import OVERLAP_WINDOW
from domain.ports import Plans, Transaction
from domain.vocabulary import Category
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.conftest import Store
from tests.storage.people import LUNCH, NOON, cadets, changed, joined, lunch, posted
from tests.storage.pool_people import application, kept

NOTHING = Plans(meets=False, waits=False)
MEETS = Plans(meets=True, waits=False)
WAITS = Plans(meets=False, waits=True)


async def test_whoever_locks_it_to_join_learns_what_else_is_on(store: Store) -> None:
    unit_of_work, people = store.unit_of_work(), await cadets(store.open())
    author, ann, ben, _ = people.ids
    wanted, other = lunch(people), lunch(people, author=1)
    later = lunch(people, author=2, details=replace(LUNCH, meets_at=LUNCH.meets_at + OVERLAP_WINDOW))
    await posted(unit_of_work, wanted, other, later)
    assert await plans(unit_of_work, wanted, author) == NOTHING, "its own meeting is none"
    assert await plans(unit_of_work, wanted, ann) == MEETS
    assert await plans(unit_of_work, wanted, ben) == NOTHING, "an hour later is late enough"
    await changed(unit_of_work, other.id, lambda before: before.cancel(ann))
    assert await plans(unit_of_work, wanted, ann) == NOTHING


async def test_a_group_that_is_still_on_is_a_plan(store: Store) -> None:
    unit_of_work, people = store.unit_of_work(), await cadets(store.open())
    _, ann, ben, _ = people.ids
    wanted, other = lunch(people), lunch(people, author=1)
    await posted(unit_of_work, wanted, other)
    await joined(unit_of_work, other.id, ben)
    await changed(unit_of_work, other.id, lambda before: before.confirm(NOON))
    assert await plans(unit_of_work, wanted, ben) == MEETS
    await cannot_come(unit_of_work, other.id, ben)
    assert await plans(unit_of_work, wanted, ben) == NOTHING
    assert await plans(unit_of_work, wanted, ann) == NOTHING, "nobody is left to meet"


async def test_a_random_group_near_it_is_a_plan(store: Store) -> None:
    unit_of_work, people = store.unit_of_work(), await cadets(store.open())
    wanted, ann = lunch(people), people.ids[1]
    await posted(unit_of_work, wanted)
    found_at = wanted.details.meets_at - timedelta(minutes=20)
    group = Match.of_pool(MatchId(uuid4()), people.workspace_id, Category.MEAL, (ann, people.ids[2]), 1, found_at)
    await unit_of_work.write(lambda tx: tx.matches.add(group, ()))
    assert await plans(unit_of_work, wanted, ann) == MEETS


async def test_a_wait_of_the_same_category_is_a_plan(store: Store) -> None:
    unit_of_work, people = store.unit_of_work(), await cadets(store.open())
    wanted, ann = lunch(people), people.ids[1]
    await posted(unit_of_work, wanted)
    await kept(unit_of_work, application(people, 1, category=Category.STUDY))
    assert await plans(unit_of_work, wanted, ann) == NOTHING
    await kept(unit_of_work, application(people, 1))
    assert await plans(unit_of_work, wanted, ann) == WAITS


async def plans(unit_of_work: SqlUnitOfWork, wanted: Recruitment, member: MemberId) -> Plans:
    return (await unit_of_work.write(lambda tx: tx.recruitments.lock_for(wanted.id, member, NOON)))[1]


async def cannot_come(unit_of_work: SqlUnitOfWork, of: RecruitmentId, member: MemberId) -> None:
    async def unit(tx: Transaction) -> None:
        before = await tx.matches.of_recruitment(of)
        assert before is not None
        await tx.matches.save(before, before.without(member, Attendance.CANNOT_COME))

    await unit_of_work.write(unit)
