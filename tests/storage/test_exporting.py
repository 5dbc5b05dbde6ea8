"""All that is kept about a person is read, nothing of others beside it, and no oftener than once a day."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.errors import DomainError, ErrorCode
from domain.model.application import ApplicationStatus
from domain.model.ids import MemberId
from domain.model.recruitment import RecruitmentStatus
from domain.use_cases.exporting import EXPORT_EVERY, Exporting
from domain.use_cases.wishes import Wish
from storage.tables import outbox
from tests.domain.refusals import refused
from tests.fakes import Clock
from tests.storage.conftest import Store
from tests.storage.history import Past
from tests.storage.people import NOON, cadets
from tests.storage.plans import indexes_read
from tests.storage.test_preferring import actor

HOUR = timedelta(hours=1)


@pytest.fixture
async def past(store: Store) -> Past:
    database = store.open()
    return Past(database, store.unit_of_work(database), await cadets(database))


async def test_all_of_it_is_there_and_it_is_ones_own(store: Store, past: Past) -> None:
    me, other, third, _ = past.people.ids
    match = await past.met(days_ago=3)
    await past.met(days_ago=3, author=1)
    theirs = await past.recruitment(RecruitmentStatus.CANCELLED, days_ago=2, author=1)
    comment = await past.comment(theirs.id, me)
    await past.comment(theirs.id, other)
    wait = await past.wait(me, ApplicationStatus.EXPIRED, 1)
    await past.wait(other, ApplicationStatus.EXPIRED, 1)
    await past.uow.write(lambda tx: tx.blocks.replace(me, [third], NOON))
    await past.uow.write(lambda tx: tx.blocks.replace(other, [me], NOON))
    kept = await Exporting(store.unit_of_work(), Clock(NOON)).kept_about(me)
    assert (kept.actor.member.slack_id, kept.known_since) == ("U0", NOON)
    assert [each.id for each in kept.recruitments] == [match.recruitment_id]
    assert kept.comments == [replace(comment, alias=1)]
    assert (kept.applications, kept.matches) == ([wait], [match])
    assert [(each.member, each.match_id) for each in kept.scores] == [(me, match.id)]
    assert kept.blocked == {third}
    assert set(kept.people) == {me, other, third}


async def test_what_is_most_recent_comes_first_and_no_more_than_asked_for(past: Past) -> None:
    me = past.people.ids[0]
    for days in (3, 1, 2):
        await past.wait(me, ApplicationStatus.EXPIRED, days)
    newest = await past.uow.read(lambda tx: tx.exports.applications(me, 2))
    assert [(NOON - each.expires_at).days for each in newest] == [1, 2]


async def test_of_two_that_are_asked_for_at_one_moment_one_is_made(store: Store, past: Past) -> None:
    me = await actor(store, past.people)
    exporting = [Exporting(store.unit_of_work(), Clock(NOON)) for _ in range(2)]
    asked = [each.ask(Wish(me, f"click:{number}")) for number, each in enumerate(exporting)]
    ended = await asyncio.gather(*asked, return_exceptions=True)
    refusals = [each.code for each in ended if isinstance(each, DomainError)]
    assert (refusals, await past.count(outbox)) == ([ErrorCode.EXPORT_ASKED_LATELY], 1)


async def test_a_day_later_or_when_nothing_came_of_it_it_may_be_asked_for_again(store: Store, past: Past) -> None:
    clock, me = Clock(NOON), await actor(store, past.people)
    exporting = Exporting(store.unit_of_work(), clock)
    await exporting.ask(Wish(me, "click:1"))
    await past.uow.write(lambda tx: tx.exports.forget(me.member.id))
    await exporting.ask(Wish(me, "click:2"))
    clock.at = NOON + EXPORT_EVERY - HOUR
    with refused(ErrorCode.EXPORT_ASKED_LATELY):
        await exporting.ask(Wish(me, "click:3"))
    clock.at = NOON + EXPORT_EVERY
    await exporting.ask(Wish(me, "click:3"))


async def test_of_nobody_nothing_is_kept(store: Store) -> None:
    with refused(ErrorCode.NOT_FOUND):
        await Exporting(store.unit_of_work(), Clock(NOON)).kept_about(MemberId(4242))


async def test_each_kind_is_found_by_an_index(store: Store, past: Past) -> None:
    await past.met(days_ago=1)
    exporting = Exporting(store.unit_of_work(past.database), Clock(NOON))
    used = await indexes_read(past.database, lambda: exporting.kept_about(past.people.ids[0]))
    wanted = {
        *("ix_participation_member_id", "ix_comment_member_id_at", "ix_application_member_id_category_applied_at"),
        *("ix_score_entry_member_id_at", "ix_match_member_member_id"),
    }
    assert wanted <= used
