"""What one person may have at once holds for clicks at one moment too, whichever instances they reach."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from domain.errors import DomainError, ErrorCode
from domain.model.comment import Comment
from domain.model.ids import CommentId
from domain.model.recruitment import RecruitmentStatus
from domain.ports import PostCount, Transaction
from domain.use_cases.commenting import Commenting
from domain.use_cases.limits import Limits
from domain.use_cases.recruiting import Recruiting
from domain.use_cases.wishes import Wish
from domain.vocabulary import Category
from infra.ids import RandomIds
from tests.fakes import Clock
from tests.storage.conftest import Store
from tests.storage.people import LUNCH, NOON, cadets, lunch, posted
from tests.storage.plans import indexes_read
from tests.storage.test_preferring import actor

HOUR = timedelta(hours=1)


async def test_of_posts_at_one_moment_on_two_instances_no_more_stand_than_may(store: Store) -> None:
    me = await actor(store, await cadets(store.open()))
    instances = [
        Recruiting(store.unit_of_work(), Clock(NOON), RandomIds(), Limits(open_recruitments=3)) for _ in range(2)
    ]
    posting = [
        instances[number % 2].post(Wish(me, f"view:{number}"), Category.MEAL, LUNCH, "C1", despite_overlap=True)
        for number in range(8)
    ]
    ended = await asyncio.gather(*posting, return_exceptions=True)
    refusals = [each.code for each in ended if isinstance(each, DomainError)]
    assert refusals == [ErrorCode.TOO_MANY_OPEN] * 5
    count = await store.unit_of_work().read(lambda tx: tx.recruitments.count_by(me.member.id, NOON, NOON - HOUR))
    assert count == PostCount(open=3, lately=3)


async def test_of_comments_at_one_moment_no_more_stand_than_may(store: Store) -> None:
    people = await cadets(store.open())
    me, unit_of_work = await actor(store, people, 1), store.unit_of_work()
    recruitment = lunch(people, details=replace(LUNCH, anonymous=True))
    await posted(unit_of_work, recruitment)
    instances = [
        Commenting(store.unit_of_work(), Clock(NOON), RandomIds(), Limits(comments_a_minute=2)) for _ in range(2)
    ]
    saying = [instances[n % 2].comment(Wish(me, f"view:{n}"), recruitment.id, "저요") for n in range(6)]
    ended = await asyncio.gather(*saying, return_exceptions=True)
    refusals = [each.code for each in ended if isinstance(each, DomainError)]
    assert refusals == [ErrorCode.TOO_MANY_COMMENTS] * 4


async def test_what_counts_is_ones_own_what_is_open_and_what_is_recent(store: Store) -> None:
    unit_of_work, people = store.unit_of_work(), await cadets(store.open())
    ended = replace(lunch(people), status=RecruitmentStatus.CANCELLED)
    older, due = lunch(people, posted_at=NOON - HOUR), replace(lunch(people), closes_at=NOON)
    await posted(unit_of_work, lunch(people), ended, older, due, lunch(people, author=1))
    mine = await unit_of_work.read(lambda tx: tx.recruitments.count_by(people.ids[0], NOON, NOON - HOUR))
    assert mine == PostCount(open=2, lately=3)


async def test_comments_count_from_a_moment_on(store: Store) -> None:
    unit_of_work, people = store.unit_of_work(), await cadets(store.open())
    recruitment, me = lunch(people), people.ids[1]
    await posted(unit_of_work, recruitment)

    async def unit(tx: Transaction) -> int:
        for seconds in (0, 59, 60, 61):
            said_at = NOON - timedelta(seconds=seconds)
            await tx.comments.add(Comment(CommentId(uuid4()), recruitment.id, me, 1, "저요", said_at))
        return await tx.comments.count_by(me, NOON - timedelta(minutes=1))

    assert await unit_of_work.write(unit) == 2


async def test_counting_reads_an_index_each(store: Store) -> None:
    database = store.open()
    people = await cadets(database)
    unit_of_work = store.unit_of_work(database)

    async def count() -> None:
        await unit_of_work.read(lambda tx: tx.recruitments.count_by(people.ids[0], NOON, NOON - HOUR))
        await unit_of_work.read(lambda tx: tx.comments.count_by(people.ids[0], NOON))

    used = await indexes_read(database, count)
    wanted = {"author_id_status", "author_id_category_posted_at"}
    assert {*(f"ix_recruitment_{columns}" for columns in wanted), "ix_comment_member_id_at"} <= used
    assert not [each for each in used if each.startswith("whole")]
