"""Blocks: one-way as they are kept, two-way in effect."""

import asyncio
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from domain.model.ids import MemberId, RecruitmentId
from domain.model.people import Member
from domain.ports import Listing, Transaction
from storage.tables import block
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.conftest import Store
from tests.storage.people import LUNCH, NOON, Cadets, cadets, joined, lunch, posted
from tests.storage.test_statement_counts import counted

LATER = NOON + timedelta(days=1)


async def blocks(
    store: Store, blocker: MemberId, blocked: Collection[MemberId], now: datetime = NOON
) -> frozenset[MemberId]:
    """Whom the blocker has blocked once this is kept."""

    async def unit(tx: Transaction) -> frozenset[MemberId]:
        await tx.blocks.replace(blocker, blocked, now)
        return await tx.blocks.of(blocker)

    return await store.unit_of_work().write(unit)


async def between(store: Store, members: Collection[MemberId]) -> frozenset[tuple[MemberId, MemberId]]:
    return await store.unit_of_work().read(lambda tx: tx.blocks.between(members))


async def test_the_newest_choice_is_the_whole_of_it(store: Store) -> None:
    ann, ben, cho, dan = (await cadets(store.open())).ids
    assert await blocks(store, ann, [ben, cho]) == {ben, cho}
    assert await blocks(store, ann, [cho, dan]) == {cho, dan}
    assert await blocks(store, ben, [ann]) == {ann}
    assert await blocks(store, ann, []) == frozenset()
    assert await store.unit_of_work().read(lambda tx: tx.blocks.of(ben)) == {ann}


async def test_a_block_that_stays_keeps_its_date(store: Store) -> None:
    ann, ben, cho, _ = (await cadets(store.open())).ids
    await blocks(store, ann, [ben])
    await blocks(store, ann, [ben, cho], LATER)
    async with store.open().transaction(writing=False) as bound:
        rows = await bound.connection.execute(select(block.c.blocked_id, block.c.created_at))
        assert {row.blocked_id: row.created_at for row in rows} == {ben: NOON, cho: LATER}


async def test_two_are_hidden_from_each_other_whoever_has_blocked_whom(store: Store) -> None:
    ann, ben, cho, dan = (await cadets(store.open())).ids
    await blocks(store, ann, [ben, dan])
    await blocks(store, dan, [ann])

    async def unit(tx: Transaction) -> list[frozenset[MemberId]]:
        return [await tx.blocks.hidden_from(each) for each in (ann, ben, cho, dan)]

    assert await store.unit_of_work().read(unit) == [{ben, dan}, {ann}, frozenset(), {ann}]


async def test_pairs_are_of_those_asked_for_and_one_however_often_they_blocked_each_other(store: Store) -> None:
    ann, ben, cho, dan = (await cadets(store.open())).ids
    await blocks(store, ben, [ann, cho])
    await blocks(store, ann, [ben])
    await blocks(store, dan, [ann])
    assert await between(store, [cho, ben, ann]) == {(ann, ben), (ben, cho)}
    assert await between(store, [ann, cho]) == await between(store, [ann]) == await between(store, []) == frozenset()


async def test_a_whole_pool_is_looked_through_in_one_statement(store: Store) -> None:
    database = store.open()
    people = (await cadets(database, 4)).ids
    await blocks(store, people[3], people[:3])
    pool = [*people, *(MemberId(people[3] + far) for far in range(1, 1_000))]
    with counted(database) as sent:
        assert len(await SqlUnitOfWork(database, budget=timedelta(seconds=20)).read(lambda tx: tx.blocks.between(pool)))
    assert len(sent) == 1


class TestWhatIsListed:
    async def listed(self, store: Store, viewer: Member) -> list[RecruitmentId]:
        async def unit(tx: Transaction) -> list[RecruitmentId]:
            found = await tx.recruitments.open_for(viewer, Listing(), NOON)
            assert await tx.recruitments.count_open_for(viewer, Listing(), NOON) == len(found)
            assert [each.id for each in await tx.recruitments.open_for(viewer, Listing(offset=1), NOON)] == [
                each.id for each in found[1:]
            ]
            return [each.id for each in found]

        return await store.unit_of_work().read(unit)

    @pytest.mark.parametrize("blocker", [0, 1], ids=["by the author", "by the viewer"])
    async def test_named_ones_of_either_are_hidden_from_the_other_and_nobody_else(
        self, store: Store, blocker: int
    ) -> None:
        people = await cadets(store.open())
        anns, chos = await self.of(store, people, 0), await self.of(store, people, 2)
        await blocks(store, people.ids[blocker], [people.ids[1 - blocker]])
        assert await self.listed(store, people.member(0)) == [anns, chos]
        assert await self.listed(store, people.member(1)) == [chos]
        assert await self.listed(store, people.member(3)) == [anns, chos]
        await blocks(store, people.ids[blocker], [])
        assert await self.listed(store, people.member(1)) == [anns, chos]

    async def test_a_gap_must_not_tell_who_posted_anonymously(self, store: Store) -> None:
        people = await cadets(store.open())
        anonymous = await self.of(store, people, 0, anonymous=True)
        await blocks(store, people.ids[1], [people.ids[0]])
        assert await self.listed(store, people.member(1)) == [anonymous]

    async def test_where_one_is_in_or_waits_is_not_taken_out_of_sight(self, store: Store) -> None:
        people = await cadets(store.open())
        seated, waited = await self.of(store, people, 0), await self.of(store, people, 0, capacity=2)
        await joined(store.unit_of_work(), seated, people.ids[1])
        for number in (2, 1):
            await joined(store.unit_of_work(), waited, people.ids[number])
        await blocks(store, people.ids[0], [people.ids[1]])
        assert await self.listed(store, people.member(1)) == [seated, waited]

    async def of(self, store: Store, people: Cadets, author: int, **details: object) -> RecruitmentId:
        """One by this author, meeting after those before it."""
        self.hours = getattr(self, "hours", 1) + 1
        meets_at = NOON + timedelta(hours=self.hours)
        kept = lunch(people, author, replace(LUNCH, meets_at=meets_at, **details))  # type: ignore[arg-type]
        await posted(store.unit_of_work(), kept)
        return kept.id


async def test_somebody_whom_two_meet_first_at_one_moment_is_one_member(store: Store) -> None:
    people = await cadets(store.open(), 1)
    instances = [store.unit_of_work() for _ in range(4)]

    async def unit(tx: Transaction) -> list[MemberId]:
        return [(await tx.members.add(people.workspace_id, name)).id for name in ("UA", "UB")]

    assert len({tuple(ids) for ids in await asyncio.gather(*(each.write(unit) for each in instances))}) == 1
    known = await instances[0].read(lambda tx: tx.members.known(people.workspace_id, ["UA", "UB", "UC", "U0"]))
    assert set(known) == {"UA", "UB", "U0"}
    assert await instances[0].read(lambda tx: tx.members.known(people.workspace_id, [])) == {}
