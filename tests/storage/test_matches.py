"""Matches come back as they were kept, one a recruitment."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from domain.errors import DomainError
from domain.model.ids import MatchId
from domain.model.match import Attendance, Match, MatchStatus
from domain.model.score import AUTHOR_POINTS, MEMBER_POINTS, entries_of
from domain.ports import Transaction
from domain.vocabulary import Category
from storage.tables import score_entry
from tests.storage.conftest import Store
from tests.storage.people import LUNCH, NOON, Cadets, cadets, joined, lunch, posted


async def brought_together(store: Store, people: Cadets, **said: Any) -> Match:
    unit_of_work, recruitment = store.unit_of_work(), lunch(people)
    await posted(unit_of_work, recruitment)
    for member in people.ids[1:3]:
        recruitment = await joined(unit_of_work, recruitment.id, member)
    match = replace(Match.of_recruitment(MatchId(uuid4()), recruitment, NOON), **said)

    async def unit(tx: Transaction) -> None:
        await tx.matches.add(match, entries_of(match, recruitment))

    await unit_of_work.write(unit)
    return match


async def test_a_match_comes_back_as_it_was_kept(store: Store) -> None:
    match = await brought_together(store, await cadets(store.open()))

    async def unit(tx: Transaction) -> list[Match | None]:
        assert match.recruitment_id is not None
        of_recruitment = await tx.matches.of_recruitment(match.recruitment_id)
        return [await tx.matches.get(match.id), await tx.matches.lock(match.id), of_recruitment]

    assert await store.unit_of_work().write(unit) == [match, match, match]


async def test_its_members_get_their_points(store: Store) -> None:
    people = await cadets(store.open())
    await brought_together(store, people)
    async with store.open().transaction(writing=False) as bound:
        rows = await bound.connection.execute(select(score_entry.c.member_id, score_entry.c.points))
        points = {row.member_id: row.points for row in rows}
    author, *others = people.ids[:3]
    assert points == {author: AUTHOR_POINTS} | dict.fromkeys(others, MEMBER_POINTS)


async def test_who_drops_out_is_kept_with_the_revision(store: Store) -> None:
    people = await cadets(store.open())
    match = await brought_together(store, people)
    author, first, second = people.ids[:3]
    left = match.without(first, Attendance.CANNOT_COME)
    alone = left.without(second, Attendance.GONE)
    assert alone.status is MatchStatus.CANCELLED

    async def drop_out(tx: Transaction, before: Match, after: Match) -> Match:
        await tx.matches.save(before, after)
        return await tx.matches.get(match.id)

    unit_of_work = store.unit_of_work()
    assert await unit_of_work.write(lambda tx: drop_out(tx, match, left)) == left
    assert await unit_of_work.write(lambda tx: drop_out(tx, left, alone)) == alone
    assert author in alone.coming


async def test_matches_ahead_are_those_in_which_one_still_comes(store: Store) -> None:
    people = await cadets(store.open())
    match = await brought_together(store, people)
    left = match.without(people.ids[1], Attendance.CANNOT_COME)

    async def unit(tx: Transaction) -> list[list[MatchId]]:
        await tx.matches.save(match, left)
        asked = [(people.ids[0], NOON), (people.ids[1], NOON), (people.ids[3], NOON), (people.ids[0], LUNCH.meets_at)]
        return [list(await tx.matches.upcoming_of(member, now)) for member, now in asked]

    assert await store.unit_of_work().write(unit) == [[match.id], [], [], []]


async def test_what_two_or_more_were_asked_together_is_found_with_when_it_was_last(store: Store) -> None:
    people = await cadets(store.open(), count=5)
    author, first, second, stranger, other = people.ids
    early = await brought_together(store, people, question=7, matched_at=NOON - timedelta(days=2))
    late = await brought_together(store, people, question=7, matched_at=NOON)
    await brought_together(store, people, question=9, matched_at=NOON - timedelta(days=40))
    await brought_together(store, people)

    async def unit(tx: Transaction) -> list[Mapping[int, datetime]]:
        groups = [[author, first, stranger], [second, stranger], [stranger, other], people.ids]
        return [await tx.matches.asked(group, NOON - timedelta(days=30)) for group in groups]

    assert early.question == late.question == 7
    assert await store.unit_of_work().read(unit) == [{7: NOON}, {}, {}, {7: NOON}]


async def test_the_matches_of_a_member_come_newest_meeting_first_and_a_page_at_a_time(store: Store) -> None:
    people = await cadets(store.open())
    made = [await brought_together(store, people, meets_at=NOON + timedelta(days=day)) for day in (2, 0, 1)]
    dropped_out = made[0].without(people.ids[1], Attendance.CANNOT_COME)

    async def unit(tx: Transaction) -> list[object]:
        await tx.matches.save(made[0], dropped_out)
        first, rest = [await tx.matches.of_member(people.ids[1], offset, 2) for offset in (0, 2)]
        counts = [await tx.matches.count_of(member) for member in (people.ids[1], people.ids[3])]
        return [list(first), list(rest), counts]

    assert await store.unit_of_work().write(unit) == [[dropped_out, made[2]], [made[1]], [3, 0]]


async def test_a_match_is_found_by_the_token_of_its_calendar_entry(store: Store) -> None:
    people = await cadets(store.open())
    match = await brought_together(store, people, calendar_token=uuid4().hex)
    await brought_together(store, people)

    async def unit(tx: Transaction) -> list[Match | None]:
        return [await tx.matches.of_calendar(token) for token in (match.calendar_token or "", uuid4().hex, "None")]

    assert await store.unit_of_work().read(unit) == [match, None, None]


async def test_a_recruitment_makes_one_match(store: Store) -> None:
    people = await cadets(store.open())
    match = await brought_together(store, people)
    recruitment_id = match.recruitment_id

    async def unit(tx: Transaction) -> None:
        assert recruitment_id is not None
        again = Match.of_recruitment(MatchId(uuid4()), await tx.recruitments.get(recruitment_id), NOON)
        await tx.matches.add(again, ())

    with pytest.raises(IntegrityError):
        await store.unit_of_work().write(unit)


async def test_a_match_that_is_not_there_is_refused(store: Store) -> None:
    async def unit(tx: Transaction) -> Match:
        return await tx.matches.get(MatchId(uuid4()))

    with pytest.raises(DomainError):
        await store.unit_of_work().read(unit)


async def test_a_random_meeting_nearby_is_found_while_one_comes_to_it(store: Store) -> None:
    unit_of_work, people = store.unit_of_work(), await cadets(store.open())
    ann, ben, *_ = people.ids
    match = Match.of_pool(MatchId(uuid4()), people.workspace_id, Category.MEAL, (ann, ben), 1, NOON)
    window = (match.meets_at - timedelta(minutes=1), match.meets_at + timedelta(minutes=1))
    await unit_of_work.write(lambda tx: tx.matches.add(match, ()))
    assert await unit_of_work.read(lambda tx: tx.matches.random_between(ann, *window)) == [match]
    assert await unit_of_work.read(lambda tx: tx.matches.random_between(people.ids[2], *window)) == []
    assert await unit_of_work.read(lambda tx: tx.matches.random_between(ann, match.meets_at, window[1])) == []
    off = match.without(ben, Attendance.CANNOT_COME)
    await unit_of_work.write(lambda tx: tx.matches.save(match, off))
    assert await unit_of_work.read(lambda tx: tx.matches.random_between(ann, *window)) == []
