"""Nothing says who an erased member was, in any table; what belongs to others stays whole."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from domain.errors import MemberErased
from domain.model.application import ApplicationStatus
from domain.model.ids import RecruitmentId
from domain.model.people import MemberStatus
from domain.model.recruitment import RecruitmentStatus
from domain.outbox import Delivery, DeliveryKind, PostedMessage
from domain.use_cases.erasing import SETTLED_AFTER, Erasing
from domain.use_cases.people import People
from domain.use_cases.recruiting import Recruiting
from domain.use_cases.wishes import Wish
from infra.ids import RandomIds
from infra.tuning import Tuning
from storage.directory import REMEMBERED_FOR, SqlDirectory
from storage.queue import SqlDeliveryQueue
from storage.tables import (
    application,
    block,
    comment,
    erasure,
    match_member,
    member_identity,
    message,
    metadata,
    offer,
    outbox,
    participation,
    recruitment,
    score_entry,
)
from tests.fakes import Clock
from tests.storage.conftest import Store
from tests.storage.history import Past
from tests.storage.people import NOON, cadets, lunch, posted, stored
from tests.storage.test_preferring import actor

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def past(store: Store) -> Past:
    database = store.open()
    return Past(database, store.unit_of_work(database), await cadets(database))


def erasing(store: Store) -> Erasing:
    unit_of_work, clock = store.unit_of_work(), Clock(NOON)
    return Erasing(unit_of_work, clock, People(unit_of_work, clock, RandomIds()))


async def erase(store: Store, past: Past) -> None:
    """To the end: the first cadet, of whom the last one is left."""
    await erasing(store).erase(await actor(store, past.people))
    await erasing(store).erase_due()
    store.wait(SETTLED_AFTER + MINUTE)
    assert await erasing(store).erase_due() == 1


async def deliver(store: Store, past: Past, key: str) -> None:
    me = past.people.ids[0]
    asked = Delivery(key, DeliveryKind.REPLY, past.people.workspace_id, member=me, params={"said": "SECRET-said"})
    await past.uow.write(lambda tx: tx.outbox.enqueue(asked))
    queue = SqlDeliveryQueue(store.open(), budget=timedelta(seconds=20))
    (claim,) = await queue.claim(1, MINUTE)
    await queue.done(claim, PostedMessage(key, "DSECRET", "1.1"))


async def live(store: Store, past: Past) -> None:
    """A life in which everything that is secret says so."""
    me, *others = past.people.ids
    await past.uow.write(lambda tx: tx.members.set_dm_channel(me, "DSECRET"))
    await past.uow.write(lambda tx: tx.blocks.replace(me, others[:1], NOON))
    await past.uow.write(lambda tx: tx.blocks.replace(others[0], [me, others[1]], NOON))
    await past.message(f"match:{me}:dm:1", "DSECRET")
    await past.met(days_ago=3)
    await past.met(days_ago=3, author=3)
    mine = await past.recruitment(RecruitmentStatus.EXPIRED, days_ago=2)
    theirs = await past.recruitment(RecruitmentStatus.CANCELLED, days_ago=2, author=1)
    await past.comment(theirs.id, me, "SECRET-comment")
    await past.comment(theirs.id, others[1], "theirs")
    await past.offer(await past.wait(me, ApplicationStatus.EXPIRED, 1), mine)
    await past.wait(me, ApplicationStatus.WAITING, 0)
    await past.wait(others[0], ApplicationStatus.EXPIRED, 1)
    await deliver(store, past, "reply:1")


def test_it_ends_later_than_anybody_is_remembered() -> None:
    assert SETTLED_AFTER.total_seconds() > REMEMBERED_FOR + Tuning().partner_unit_seconds


def test_whatever_names_members_was_thought_of() -> None:
    """Something new that is kept of people: how is it erased and exported, and how long is it kept?"""
    keys = [key for table in metadata.sorted_tables for key in table.foreign_keys]
    named = {f"{key.parent.table.name}.{key.parent.name}" for key in keys if key.column.table.name == "member"}
    stays_nameless = {"recruitment.author_id", "match_member.member_id"} | {
        f"{table}.member_id" for table in ("participation", "alias", "comment")
    }
    goes = {"block.blocker_id", "block.blocked_id"} | {
        f"{table}.member_id" for table in ("member_identity", "application", "score_entry", "outbox", "erasure")
    }
    assert named == stays_nameless | goes


def test_whatever_is_kept_stands_in_the_documentation() -> None:
    text = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text(encoding="utf-8")
    assert [table.name for table in metadata.sorted_tables if f"`{table.name}`" not in text] == []


async def test_nothing_says_who_it_was(store: Store, past: Past) -> None:
    await live(store, past)
    await erase(store, past)
    rows = {table.name: await past.rows(table) for table in metadata.sorted_tables}
    everything = str(rows)
    assert not [secret for secret in ("U0'", "cadet0", "SECRET") if secret in everything]
    me = past.people.ids[0]
    assert [row.status for row in rows["member"] if row.id == me] == [MemberStatus.GONE]
    assert not [row for name in ("outbox", "application", "score_entry") for row in rows[name] if row.member_id == me]
    assert rows["erasure"] == []


async def test_what_is_of_others_stays_whole(store: Store, past: Past) -> None:
    await live(store, past)
    before = {table: await past.count(table) for table in (match_member, participation, recruitment, comment)}
    await erase(store, past)
    assert {table: await past.count(table) for table in before} == before
    others = set(past.people.ids[1:])
    assert {row.member_id for row in await past.rows(member_identity)} == others
    assert {row.member_id for row in await past.rows(score_entry)} == {past.people.ids[1], past.people.ids[3]}
    assert [(row.blocker_id, row.blocked_id) for row in await past.rows(block)] == [tuple(past.people.ids[1:3])]
    assert [row.member_id for row in await past.rows(application)] == [past.people.ids[1]]
    assert {row.content for row in await past.rows(comment)} == {"", "theirs"}
    assert await past.count(offer) == 0
    titles = {row.author_id: row.title for row in await past.rows(recruitment)}
    assert (titles[past.people.ids[0]], titles[past.people.ids[1]]) == (None, "치킨 드실 분")
    assert {row.channel_id for row in await past.rows(message)} == {"CLUNCH", "D0", "G0"}


async def test_it_ends_only_when_nobody_works_for_them_any_more(store: Store, past: Past) -> None:
    await erasing(store).erase(await actor(store, past.people))
    assert await erasing(store).erase_due() == 1
    assert [row.refreshed for row in await past.rows(erasure)] == [True]
    store.wait(SETTLED_AFTER - MINUTE)
    assert await erasing(store).erase_due() == 0
    store.wait(2 * MINUTE)
    assert await asyncio.gather(*(erasing(store).erase_due() for _ in range(2))) != [0, 0]
    assert await past.count(erasure) == 0


async def test_whoever_is_remembered_elsewhere_is_refused_and_then_somebody_new(store: Store, past: Past) -> None:
    here, elsewhere = SqlDirectory(store.unit_of_work()), SqlDirectory(store.unit_of_work())
    erased, stale = [await each.actor("T042", "U0") for each in (here, elsewhere)]
    post = lunch(past.people, author=1)
    await posted(past.uow, post)
    await erasing(store).erase(erased)
    recruiting = Recruiting(store.unit_of_work(), Clock(NOON), RandomIds())
    assert (await elsewhere.actor("T042", "U0")).member == stale.member
    with pytest.raises(MemberErased):
        await recruiting.join(Wish(stale, "click:1"), post.id)
    elsewhere.forget("T042", "U0")
    new = await elsewhere.actor("T042", "U0")
    assert new.member.id != erased.member.id
    await recruiting.join(Wish(new, "click:1"), post.id)
    assert [seat.member for seat in (await stored(past.uow, post.id)).participants] == [post.author, new.member.id]


async def test_a_wish_is_taken_once_of_whoever_is_known(store: Store, past: Past) -> None:
    me = past.people.ids[0]
    assert await past.uow.write(lambda tx: tx.inbox.accept_from(me, "click:1"))
    assert not await past.uow.write(lambda tx: tx.inbox.accept_from(me, "click:1"))
    await erasing(store).erase(await actor(store, past.people))
    assert not await past.uow.write(lambda tx: tx.inbox.accept_from(me, "click:1"))
    with pytest.raises(MemberErased):
        await past.uow.write(lambda tx: tx.inbox.accept_from(me, "click:2"))
    async with store.open().transaction(writing=False) as bound:
        assert (await bound.connection.execute(select(outbox))).all() == []


async def test_erasing_and_joining_at_one_moment_leave_no_seat_behind(store: Store, past: Past) -> None:
    """Whichever comes first: a join that was under way is found in the end."""
    posts = [lunch(past.people, author=1) for _ in range(6)]
    await posted(past.uow, *posts)
    me = await actor(store, past.people)
    recruiting = Recruiting(store.unit_of_work(), Clock(NOON), RandomIds())

    async def join(recruitment_id: RecruitmentId) -> None:
        await recruiting.join(Wish(me, f"click:{recruitment_id}"), recruitment_id, despite_overlap=True)

    joins = [join(each.id) for each in posts]
    ended = await asyncio.gather(*joins[:3], erasing(store).erase(me), *joins[3:], return_exceptions=True)
    assert not [each for each in ended if isinstance(each, Exception) and not isinstance(each, MemberErased)]
    await erasing(store).erase_due()
    store.wait(SETTLED_AFTER + MINUTE)
    await erasing(store).erase_due()
    assert me.member.id not in {row.member_id for row in await past.rows(participation)}
