"""Aliases stay the same for a member and recruitment, and no two members share one."""

import asyncio
from uuid import uuid4

import pytest

from domain.errors import DomainError
from domain.model.comment import AUTHOR_ALIAS, Comment
from domain.model.ids import CommentId, MemberId, RecruitmentId
from domain.ports import Transaction
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.conftest import Store
from tests.storage.people import NOON, cadets, lunch, posted


async def alias(unit_of_work: SqlUnitOfWork, recruitment_id: RecruitmentId, member: MemberId, *, author: bool) -> int:
    async def unit(tx: Transaction) -> int:
        return await tx.comments.alias(recruitment_id, member, is_author=author)

    return await unit_of_work.write(unit)


async def test_the_author_is_the_author_and_others_count_from_one(store: Store) -> None:
    unit_of_work, people = store.unit_of_work(), await cadets(store.open())
    recruitment, other = lunch(people), lunch(people)
    await posted(unit_of_work, recruitment, other)
    author, first, second = people.ids[:3]
    assert await alias(unit_of_work, recruitment.id, first, author=False) == 1
    assert await alias(unit_of_work, recruitment.id, author, author=True) == AUTHOR_ALIAS
    assert await alias(unit_of_work, recruitment.id, second, author=False) == 2
    assert await alias(unit_of_work, recruitment.id, first, author=False) == 1
    assert await alias(unit_of_work, other.id, second, author=False) == 1


async def test_members_who_comment_at_one_moment_get_numbers_of_their_own(store: Store) -> None:
    people = await cadets(store.open(), 7)
    recruitment = lunch(people)
    instances = [store.unit_of_work(), store.unit_of_work()]
    await posted(instances[0], recruitment)
    given = await asyncio.gather(
        *(alias(instances[n % 2], recruitment.id, member, author=False) for n, member in enumerate(people.ids[1:]))
    )
    assert sorted(given) == [1, 2, 3, 4, 5, 6]


async def test_a_comment_comes_back_as_it_was_kept(store: Store) -> None:
    unit_of_work, people = store.unit_of_work(), await cadets(store.open())
    recruitment = lunch(people)
    await posted(unit_of_work, recruitment)
    comment = Comment(CommentId(uuid4()), recruitment.id, people.ids[1], 3, "몇 시에 모여요? 🍚", NOON)

    async def unit(tx: Transaction) -> Comment:
        await tx.comments.add(comment)
        return await tx.comments.get(comment.id)

    assert await unit_of_work.write(unit) == comment


async def test_a_comment_that_is_not_there_is_refused(store: Store) -> None:
    async def unit(tx: Transaction) -> Comment:
        return await tx.comments.get(uuid4())

    with pytest.raises(DomainError):
        await store.unit_of_work().read(unit)
