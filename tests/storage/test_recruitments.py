"""Recruitments come back as they were kept."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from domain.errors import DomainError
from domain.model.details import Details
from domain.model.ids import MemberId, RecruitmentId
from domain.model.match import Attendance
from domain.model.recruitment import Recruitment
from domain.ports import Listing, Transaction
from domain.vocabulary import Category, Place, StudyType, WayOfEating
from storage.repositories.recruitments import LostUpdate
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.conftest import Store
from tests.storage.people import LUNCH, NOON, Cadets, Step, cadets, changed, joined, lunch, posted, stored

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
        expected = await changed(unit_of_work, kept.id, step)
        assert await stored(unit_of_work, kept.id) == expected


async def test_a_state_that_was_not_locked_is_not_saved_over_a_newer_one(store: Store) -> None:
    unit_of_work = store.unit_of_work()
    people = await cadets(store.open())
    stale = lunch(people)
    await posted(unit_of_work, stale)
    await changed(unit_of_work, stale.id, lambda before: before.edit(replace(LUNCH, capacity=4), NOON))

    async def unit(tx: Transaction) -> None:
        await tx.recruitments.save(stale, stale.cancel(people.ids[0]).after)

    with pytest.raises(LostUpdate):
        await unit_of_work.write(unit)
    assert (await stored(unit_of_work, stale.id)).is_open


async def test_every_change_has_a_version_whichever_rows_it_writes(store: Store) -> None:
    unit_of_work, people = store.unit_of_work(), await cadets(store.open())
    kept = lunch(people, details=replace(LUNCH, capacity=2, confirm_when_full=False))
    await posted(unit_of_work, kept)
    author, ann, ben, _ = people.ids
    steps: list[Step] = [
        lambda before: before.join(ann, NOON),
        lambda before: before.join(ben, NOON),
        lambda before: before.leave(ann, NOON),
        lambda before: before.leave(ben, NOON),
        lambda before: before.join(ann, NOON),
        lambda before: before.cancel(author),
    ]
    versions = [(await changed(unit_of_work, kept.id, step)).version for step in steps]
    assert versions == [2, 3, 4, 5, 6, 7]
    assert (await stored(unit_of_work, kept.id)).version == 7


async def test_the_list_has_the_soonest_meeting_first_and_goes_on_by_page(store: Store) -> None:
    unit_of_work, people = store.unit_of_work(), await cadets(store.open())
    kept = [lunch(people, details=replace(LUNCH, meets_at=NOON + timedelta(hours=hours))) for hours in (3, 1, 4, 2, 5)]
    await posted(unit_of_work, *kept)
    await joined(unit_of_work, kept[1].id, people.ids[1])
    assert await hours_listed(store, people, Listing(limit=2)) == [1, 2]
    assert await hours_listed(store, people, Listing(limit=2, offset=2)) == [3, 4]
    assert await hours_listed(store, people, Listing(limit=2, offset=4)) == [5]


async def test_the_list_is_narrowed_by_category_and_by_every_place_that_is_fine(store: Store) -> None:
    unit_of_work, people = store.unit_of_work(), await cadets(store.open())
    both = replace(LUNCH, places=(Place.SEOCHO, Place.GAEPO))
    study = replace(LUNCH, way_of_eating=None, study_type=StudyType.INNER_CIRCLE, meets_at=NOON + timedelta(hours=5))
    evening = Recruitment.post(
        RecruitmentId(uuid4()), people.workspace_id, Category.STUDY, people.ids[0], study, "CSTUDY", NOON
    )
    await posted(unit_of_work, lunch(people, details=both), evening)
    assert await hours_listed(store, people, Listing(category=Category.STUDY)) == [5]
    assert await hours_listed(store, people, Listing(place=Place.SEOCHO)) == [2]
    assert await hours_listed(store, people, Listing(place=Place.GAEPO)) == [2, 5]
    assert await hours_listed(store, people, Listing(place=Place.OUT_OF_CLUSTER)) == []


async def test_the_list_leaves_out_what_is_over_about_to_close_or_of_another_team(store: Store) -> None:
    unit_of_work, people = store.unit_of_work(), await cadets(store.open())
    foreign = await cadets(store.open(), 1, "T43")
    closing = lunch(people, details=replace(LUNCH, meets_at=NOON + timedelta(minutes=30)))
    cancelled = lunch(people, details=replace(LUNCH, meets_at=NOON + timedelta(hours=3)))
    await posted(unit_of_work, closing, cancelled, lunch(foreign), lunch(people))
    await changed(unit_of_work, cancelled.id, lambda now: now.cancel(people.ids[0]))
    at_closing = closing.closes_at
    assert await hours_listed(store, people, Listing(), at_closing) == [2]
    assert await hours_listed(store, people, Listing(), at_closing - timedelta(microseconds=1)) == [0.5, 2]


async def hours_listed(store: Store, people: Cadets, listing: Listing, now: datetime = NOON) -> list[float]:
    """When the listed ones meet, in hours after noon; the count must agree with what all pages hold."""
    viewer = people.member(len(people.ids) - 1)

    async def unit(tx: Transaction) -> tuple[Sequence[Recruitment], int, int]:
        everything = replace(listing, offset=0, limit=100)
        return (
            await tx.recruitments.open_for(viewer, listing, now),
            len(await tx.recruitments.open_for(viewer, everything, now)),
            await tx.recruitments.count_open_for(viewer, listing, now),
        )

    page, in_all, counted = await store.unit_of_work().read(unit)
    assert in_all == counted
    return [(found.details.meets_at - NOON) / timedelta(hours=1) for found in page]


async def test_meetings_exactly_an_hour_apart_do_not_overlap(store: Store) -> None:
    unit_of_work, people = store.unit_of_work(), await cadets(store.open())
    kept = lunch(people)
    await posted(unit_of_work, kept)
    hour, least = timedelta(hours=1), timedelta(microseconds=1)

    async def between(after: datetime, before: datetime) -> list[RecruitmentId]:
        async def unit(tx: Transaction) -> list[RecruitmentId]:
            found = await tx.recruitments.meeting_between(people.ids[0], after, before)
            return [each.id for each in found]

        return await unit_of_work.read(unit)

    meets_at = kept.details.meets_at
    assert await between(meets_at - hour, meets_at + hour) == [kept.id]
    assert await between(meets_at, meets_at + 2 * hour) == []
    assert await between(meets_at - 2 * hour, meets_at) == []
    assert await between(meets_at - least, meets_at + least) == [kept.id]


async def test_only_a_seat_in_what_still_takes_place_overlaps(store: Store) -> None:
    unit_of_work, people = store.unit_of_work(), await cadets(store.open(), 5)
    author, seated, also_seated, waiting, outsider = people.ids
    kept, cancelled = lunch(people), lunch(people)
    await posted(unit_of_work, kept, cancelled)
    for member in (seated, also_seated, waiting):
        await joined(unit_of_work, kept.id, member)
    await joined(unit_of_work, cancelled.id, outsider)
    await changed(unit_of_work, cancelled.id, lambda now: now.cancel(author))

    async def unit(tx: Transaction) -> list[int]:
        window = (NOON, NOON + timedelta(hours=4))
        return [len(await tx.recruitments.meeting_between(member, *window)) for member in people.ids]

    assert await unit_of_work.read(unit) == [1, 1, 1, 0, 0]
    await changed(unit_of_work, kept.id, lambda now: now.confirm(NOON))
    assert await unit_of_work.read(unit) == [1, 1, 1, 0, 0]
    await _declined(unit_of_work, kept.id, seated)
    assert await unit_of_work.read(unit) == [1, 0, 1, 0, 0]
    await _declined(unit_of_work, kept.id, author)
    assert await unit_of_work.read(unit) == [0, 0, 0, 0, 0]


async def _declined(unit_of_work: SqlUnitOfWork, recruitment_id: RecruitmentId, member: MemberId) -> None:
    async def unit(tx: Transaction) -> None:
        match = await tx.matches.of_recruitment(recruitment_id)
        assert match is not None
        await tx.matches.save(match, match.without(member, Attendance.CANNOT_COME))

    await unit_of_work.write(unit)


async def test_mine_are_those_i_am_in_or_wait_for_and_confirmed_ones_ahead(store: Store) -> None:
    unit_of_work, people = store.unit_of_work(), await cadets(store.open(), 4)
    mine = people.ids[3]
    waited, confirmed, left = (
        lunch(people, details=replace(LUNCH, capacity=capacity, meets_at=NOON + timedelta(hours=hours)))
        for capacity, hours in ((2, 3), (3, 2), (3, 1))
    )
    await posted(unit_of_work, waited, confirmed, left, lunch(people))
    await joined(unit_of_work, waited.id, people.ids[1])
    for each in (waited, confirmed, left):
        await joined(unit_of_work, each.id, mine)
    await changed(unit_of_work, left.id, lambda now: now.leave(mine, NOON))
    await changed(unit_of_work, confirmed.id, lambda now: now.confirm(NOON))

    async def unit(tx: Transaction, now: datetime) -> list[RecruitmentId]:
        found = await tx.recruitments.of_member(mine, now)
        assert list(found) == [await tx.recruitments.get(each.id) for each in found]
        return [each.id for each in found]

    assert await unit_of_work.read(lambda tx: unit(tx, NOON)) == [confirmed.id, waited.id]
    assert await unit_of_work.read(lambda tx: unit(tx, confirmed.details.meets_at)) == [waited.id]


async def test_the_last_one_is_the_newest_of_its_author_and_category(store: Store) -> None:
    unit_of_work, people = store.unit_of_work(), await cadets(store.open())
    older, newer = lunch(people), lunch(people, posted_at=NOON + timedelta(minutes=1))
    others = lunch(people, author=1, posted_at=NOON + timedelta(minutes=2))
    await posted(unit_of_work, newer, older, others)

    async def unit(tx: Transaction) -> list[Recruitment | None]:
        asked = [(people.ids[0], Category.MEAL), (people.ids[0], Category.STUDY), (people.ids[2], Category.MEAL)]
        return [await tx.recruitments.last_by(author, category) for author, category in asked]

    assert await unit_of_work.read(unit) == [newer, None, None]
