"""Who is who: found, added once, remembered for a minute."""

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, func, select

from domain.errors import DomainError
from domain.model.ids import MemberId
from domain.model.people import DirectMessage, Member, MemberStatus, Workspace
from domain.outbox import DeliveryKind, profile_key
from domain.ports import Profile, Transaction
from domain.vocabulary import Category, Language
from storage.database import Database
from storage.directory import REMEMBERED_FOR, SqlDirectory
from storage.queue import SqlDeliveryQueue
from storage.tables import member, member_identity
from storage.unit_of_work import SqlUnitOfWork, T, Unit
from tests.storage.conftest import Store
from tests.storage.test_statement_counts import counted

TEAM = "T042"


@dataclass
class Watch:
    seconds: float = 0

    def __call__(self) -> float:
        return self.seconds


class Watched(SqlUnitOfWork):
    """Says when the first search is under way."""

    def __init__(self, database: Database, **options: Any) -> None:
        super().__init__(database, **options)
        self.asked = asyncio.Event()

    async def read(self, unit: Unit[T]) -> T:
        self.asked.set()
        return await super().read(unit)


async def registered(directory: SqlDirectory) -> Workspace:
    channels = {Category.MEAL: "CLUNCH"}
    return await directory.register_workspace(
        team_id=TEAM, url="https://x.slack.com/", bot_user_id="UBOT", bot_id="BBOT", channels=channels
    )


async def test_a_workspace_begins_in_seoul_and_keeps_what_is_not_said_again(store: Store) -> None:
    directory = SqlDirectory(store.unit_of_work())
    first = await registered(directory)
    assert (first.zone.key, first.language, first.channel_for(Category.MEAL)) == ("Asia/Seoul", Language.KO, "CLUNCH")
    again = await directory.register_workspace(
        team_id=TEAM, url="https://y.slack.com/", bot_user_id="UBOT2", bot_id="BBOT", zone=ZoneInfo("Europe/Paris")
    )
    assert again == replace(first, url="https://y.slack.com/", bot_user_id="UBOT2", zone=ZoneInfo("Europe/Paris"))
    assert await SqlDirectory(store.unit_of_work()).workspace(TEAM) == again


async def test_settings_of_a_workspace_are_kept(store: Store) -> None:
    unit_of_work = store.unit_of_work()
    before = await registered(SqlDirectory(unit_of_work))
    after = replace(before, language=Language.EN, channels=((Category.STUDY, "CSTUDY"),))

    async def unit(tx: Transaction) -> Workspace:
        await tx.workspaces.save(after)
        return await tx.workspaces.get(before.id)

    assert await unit_of_work.write(unit) == after


async def test_a_foreign_team_is_nobody(store: Store) -> None:
    directory = SqlDirectory(store.unit_of_work())
    assert await directory.workspace("TFOREIGN") is None
    with pytest.raises(DomainError):
        await directory.actor("TFOREIGN", "U1")


async def test_somebody_new_becomes_a_member_whose_profile_is_looked_up(store: Store) -> None:
    woken: list[bool] = []
    directory = SqlDirectory(store.unit_of_work(on_commit=lambda: woken.append(True)))
    workspace = await registered(directory)
    actor = await directory.actor(TEAM, "U1")
    assert (actor.workspace, actor.member.slack_id, actor.member.workspace_id) == (workspace, "U1", workspace.id)
    [claim] = await SqlDeliveryQueue(store.open(), budget=timedelta(seconds=20)).claim(5, timedelta(minutes=1))
    assert (claim.delivery.key, claim.delivery.kind, claim.delivery.member) == (
        profile_key(actor.member.id), DeliveryKind.PROFILE, actor.member.id
    )  # fmt: skip
    assert woken == [True]


async def test_two_instances_that_meet_somebody_new_at_one_moment_add_one_member(store: Store) -> None:
    instances = [SqlDirectory(store.unit_of_work()) for _ in range(4)]
    await registered(instances[0])
    actors = await asyncio.gather(*(each.actor(TEAM, "U1") for each in instances))
    async with store.open().transaction(writing=False) as bound:
        people = (await bound.connection.execute(select(func.count()).select_from(member))).scalar_one()
    assert (len({actor.member.id for actor in actors}), people) == (1, 1)


async def test_an_answer_is_remembered_for_a_minute_or_until_it_is_forgotten(store: Store) -> None:
    watch, unit_of_work = Watch(), store.unit_of_work()
    directory = SqlDirectory(unit_of_work, monotonic=watch)
    await registered(directory)
    number = (await directory.actor(TEAM, "U1")).member.id
    await learn(store, number, Language.EN)
    assert (await directory.actor(TEAM, "U1")).member.language is None
    watch.seconds = REMEMBERED_FOR
    assert (await directory.actor(TEAM, "U1")).member.language is Language.EN
    await learn(store, number, Language.KO)
    directory.forget(TEAM, "U2")
    assert (await directory.actor(TEAM, "U1")).member.language is Language.EN
    directory.forget(TEAM, "U1")
    assert (await directory.actor(TEAM, "U1")).member.language is Language.KO


async def test_all_who_ask_at_one_moment_wait_for_one_search(store: Store) -> None:
    database = store.open()
    directory = SqlDirectory(SqlUnitOfWork(database, budget=timedelta(seconds=20)))
    await registered(directory)
    with counted(database) as sent:
        found = await asyncio.gather(*(directory.workspace("T042") for _ in range(20)))
    assert len(sent) == 1
    assert len({each.id for each in found if each is not None}) == 1
    with counted(database) as sent:
        members = await asyncio.gather(*(directory.actor("T042", "U1") for _ in range(20)))
    assert len({actor.member.id for actor in members}) == 1
    assert [statement.split()[0] for statement in sent].count("SELECT") == 1


async def test_what_was_sought_before_it_was_forgotten_is_not_remembered(store: Store) -> None:
    directory = SqlDirectory(unit_of_work := Watched(store.open(), budget=timedelta(seconds=20)))
    await registered(directory)
    search = asyncio.ensure_future(directory.actor("T042", "U1"))
    await unit_of_work.asked.wait()
    directory.forget("T042", "U1")
    before = (await search).member
    await learn(store, before.id, Language.EN)
    assert (await directory.actor("T042", "U1")).member.language is Language.EN


async def learn(store: Store, number: MemberId, language: Language) -> Member:
    async def unit(tx: Transaction) -> Member:
        profile = Profile(display_name="jkim", language=language, is_admin=True, is_gone=False)
        await tx.members.learn(number, profile)
        return await tx.members.get(number)

    return await store.unit_of_work().write(unit)


async def test_what_slack_says_of_a_member_is_kept(store: Store) -> None:
    directory = SqlDirectory(store.unit_of_work())
    await registered(directory)
    new = (await directory.actor(TEAM, "U1")).member
    learnt = replace(new, display_name="jkim", language=Language.EN, is_admin=True)
    assert await learn(store, new.id, Language.EN) == learnt

    async def unit(tx: Transaction) -> Member | None:
        await tx.members.set_status(new.id, MemberStatus.GONE)
        await tx.members.set_dm_channel(new.id, "D1")
        return await tx.members.find(new.workspace_id, "U1")

    assert await store.unit_of_work().write(unit) == replace(learnt, status=MemberStatus.GONE, dm_channel_id="D1")


async def test_an_erased_member_is_still_a_member_but_nobody(store: Store) -> None:
    directory = SqlDirectory(store.unit_of_work())
    await registered(directory)
    erased = (await directory.actor(TEAM, "U1")).member
    async with store.open().transaction(writing=True) as bound:
        await bound.connection.execute(delete(member_identity))
        await bound.connection.execute(member.update().values(muted=[DirectMessage.HINTS, DirectMessage.JOINS]))

    async def unit(tx: Transaction) -> tuple[Member, Member | None]:
        return (await tx.members.of([erased.id]))[erased.id], await tx.members.find(erased.workspace_id, "U1")

    muted = frozenset({DirectMessage.HINTS, DirectMessage.JOINS})
    assert await store.unit_of_work().read(unit) == (replace(erased, slack_id=None, muted=muted), None)


async def test_what_a_member_chose_is_kept_whatever_slack_says(store: Store) -> None:
    directory = SqlDirectory(store.unit_of_work())
    await registered(directory)
    new = (await directory.actor(TEAM, "U1")).member
    muted = frozenset({DirectMessage.HINTS, DirectMessage.JOINS})
    await prefer(store, new.id, Language.EN, muted)
    learnt = await learn(store, new.id, Language.KO)
    assert (learnt.chosen_language, learnt.language, learnt.muted) == (Language.EN, Language.KO, muted)
    await prefer(store, new.id, None, frozenset())
    kept = await learn(store, new.id, Language.KO)
    assert (kept.chosen_language, kept.language, kept.muted) == (None, Language.KO, frozenset())


async def prefer(store: Store, number: MemberId, language: Language | None, muted: frozenset[DirectMessage]) -> None:
    await store.unit_of_work().write(lambda tx: tx.members.prefer(number, language, muted))


async def test_an_id_that_is_too_long_is_nobody_elses(store: Store) -> None:
    directory = SqlDirectory(store.unit_of_work())
    await registered(directory)
    known = await directory.actor(TEAM, "U" * 32)
    with pytest.raises(ValueError, match="33 characters"):
        await directory.actor(TEAM, "U" * 33)
    assert await directory.actor(TEAM, "U" * 32) == known


async def test_a_member_who_is_not_there_is_refused(store: Store) -> None:
    async def unit(tx: Transaction) -> Member:
        return await tx.members.get(MemberId(4242))

    with pytest.raises(DomainError):
        await store.unit_of_work().read(unit)
