"""Settings kept as a whole, whoever else is keeping some at the same moment."""

import asyncio
from datetime import timedelta

from domain.model.people import Actor, DirectMessage, MemberStatus
from domain.ports import Transaction
from domain.use_cases.preferring import BLOCKED_LIMIT, Preferences, Preferring
from domain.use_cases.wishes import Wish
from domain.vocabulary import Language
from storage.tables import member, member_identity
from storage.unit_of_work import SqlUnitOfWork
from tests.fakes import Clock
from tests.storage.conftest import Store
from tests.storage.people import NOON, Cadets, cadets
from tests.storage.test_statement_counts import counted

WANTED = Preferences(Language.EN, frozenset({DirectMessage.HINTS}), ("U1", "U2"))


async def actor(store: Store, people: Cadets, number: int = 0) -> Actor:
    async def unit(tx: Transaction) -> Actor:
        return Actor(await tx.workspaces.get(people.workspace_id), await tx.members.get(people.ids[number]))

    return await store.unit_of_work().read(unit)


def preferring(store: Store) -> Preferring:
    return Preferring(store.unit_of_work(), Clock(NOON))


async def test_settings_come_back_as_they_were_kept(store: Store) -> None:
    me = await actor(store, await cadets(store.open()))
    await preferring(store).keep(Wish(me, "view:1"), WANTED)
    assert await preferring(store).present(me) == WANTED
    await preferring(store).keep(Wish(me, "view:2"), Preferences(blocked=("U2", "U0NEW")))
    assert await preferring(store).present(me) == Preferences(blocked=("U2", "U0NEW"))


async def test_settings_are_seven_statements_however_many_are_blocked(store: Store) -> None:
    database = store.open()
    me = await actor(store, await cadets(database, BLOCKED_LIMIT + 1))
    everybody = tuple(f"U{number}" for number in range(1, BLOCKED_LIMIT + 1))
    keeping = Preferring(SqlUnitOfWork(database, budget=timedelta(seconds=20)), Clock(NOON))
    for most in (6, 7):  # the second time there are blocks, of people to be looked at
        with counted(database) as sent:
            await keeping.keep(Wish(me, f"view:{most}"), Preferences(blocked=everybody))
        assert len(sent) == most
    with counted(database) as sent:
        assert (await keeping.present(me)).blocked == everybody
    assert len(sent) == 3


async def test_as_many_new_people_as_there_can_be_fit_into_a_requests_time(store: Store) -> None:
    me = await actor(store, await cadets(store.open()))
    unit_of_work = store.unit_of_work(budget=timedelta(seconds=5))  # generous: a busy machine is no fault of the code
    strangers = tuple(f"U0NEW{number:03}" for number in range(BLOCKED_LIMIT))
    await Preferring(unit_of_work, Clock(NOON)).keep(Wish(me, "view:1"), Preferences(blocked=strangers))
    assert set((await preferring(store).present(me)).blocked) == set(strangers)


async def test_of_two_windows_saved_at_one_moment_one_stands_as_a_whole(store: Store) -> None:
    me = await actor(store, await cadets(store.open()))
    other = Preferences(Language.KO, frozenset({DirectMessage.JOINS}), ("U3", "U0NEW"))
    saved = [preferring(store).keep(Wish(me, f"view:{n}"), each) for n, each in enumerate((WANTED, other) * 3)]
    await asyncio.gather(*saved)
    assert await preferring(store).present(me) in (WANTED, other)


async def test_somebody_whose_data_were_erased_stays_blocked_and_is_not_shown(store: Store) -> None:
    people = await cadets(store.open())
    me = await actor(store, people)
    await preferring(store).keep(Wish(me, "view:1"), WANTED)
    async with store.open().transaction(writing=True) as bound:
        await bound.connection.execute(member_identity.delete().where(member_identity.c.member_id == people.ids[1]))
        await bound.connection.execute(
            member.update().where(member.c.id == people.ids[1]).values(status=MemberStatus.GONE)
        )
    assert (await preferring(store).present(me)).blocked == ("U2",)
    await preferring(store).keep(Wish(me, "view:2"), Preferences())
    blocked = await store.unit_of_work().read(lambda tx: tx.blocks.of(me.member.id))
    assert blocked == {people.ids[1]}
