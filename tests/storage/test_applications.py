"""Applications in the random pool, as both databases keep them."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from domain.model.application import Application, ApplicationStatus, LeftBecause, Suggestion
from domain.model.conditions import Concession, Condition, Conditions
from domain.model.ids import ApplicationId, MatchId
from domain.model.match import Attendance, Match
from domain.pool import Offered, PoolRef
from domain.ports import Transaction
from domain.vocabulary import Category, Place, StudyType
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.conftest import Store
from tests.storage.people import NOON, Cadets, cadets, lunch, posted
from tests.storage.pool_people import LIFE, application, kept

MINUTE = timedelta(minutes=1)


async def pool(store: Store, count: int = 4) -> tuple[SqlUnitOfWork, Cadets, PoolRef]:
    people = await cadets(store.open(), count)
    return store.unit_of_work(), people, PoolRef(people.workspace_id, Category.MEAL)


async def changed(uow: SqlUnitOfWork, *changes: tuple[Application, Application]) -> None:
    await uow.write(lambda tx: tx.applications.save(changes))


async def test_an_application_comes_back_as_it_was_kept(store: Store) -> None:
    uow, people, _ = await pool(store)
    wanted = Conditions((Place.SEOCHO, Place.GAEPO), study_types=tuple(StudyType), sizes=frozenset({2, 4}))
    suggested = Suggestion(Concession(Condition.PLACES, Place.OUT_OF_CLUSTER), 2)
    applied = application(
        people,
        category=Category.STUDY,
        conditions=wanted,
        credit=3,
        left_because=LeftBecause.NO_SIZE,
        hints=1,
        suggested=suggested,
    )
    assert await kept(uow, applied) == [True]
    assert await uow.read(lambda tx: tx.applications.get(applied.id)) == applied


async def test_a_member_waits_once_a_category(store: Store) -> None:
    uow, people, _ = await pool(store)
    first, second = application(people), application(people)
    study = application(
        people, category=Category.STUDY, conditions=Conditions((Place.GAEPO,), study_types=tuple(StudyType))
    )
    assert await kept(uow, first, second, study) == [True, False, True]
    waiting = await uow.read(lambda tx: tx.applications.waiting_of(people.ids[0]))
    assert waiting == [first, study]


async def test_who_has_ended_waiting_may_wait_again(store: Store) -> None:
    uow, people, _ = await pool(store)
    first = application(people)
    await kept(uow, first)
    await changed(uow, (first, first.cancel()))
    assert await kept(uow, application(people)) == [True]
    assert not (await uow.read(lambda tx: tx.applications.get(first.id))).is_waiting


async def test_whatever_changes_is_kept(store: Store) -> None:
    uow, people, _ = await pool(store)
    recruitment = lunch(people)
    await posted(uow, recruitment)
    first, second = application(people, 0), application(people, 1)
    await kept(uow, first, second)
    joined = first.join(recruitment.id)
    wider = second.suggest(Suggestion(Concession(Condition.GROUP_SIZE, "4"), 3), NOON).leave(LeftBecause.LEFT_OVER)
    await changed(uow, (first, joined), (second, wider))
    assert await uow.read(lambda tx: tx.applications.get(first.id)) == joined
    assert await uow.read(lambda tx: tx.applications.get(second.id)) == wider


async def test_the_pool_is_in_the_order_of_applying(store: Store) -> None:
    uow, people, meals = await pool(store)
    late = application(people, 0, applied_at=NOON + MINUTE)
    early = application(people, 1)
    gone = application(people, 2, status=ApplicationStatus.EXPIRED)
    await kept(uow, late, early, gone)
    assert await uow.read(lambda tx: tx.applications.waiting(meals)) == [early, late]
    assert await uow.read(lambda tx: tx.applications.count_waiting(meals)) == 2
    assert await uow.read(lambda tx: tx.applications.count_waiting(PoolRef(meals.workspace_id, Category.STUDY))) == 0


async def test_the_newest_one_is_the_last(store: Store) -> None:
    uow, people, _ = await pool(store)
    old = application(people, status=ApplicationStatus.EXPIRED)
    new = application(people, applied_at=NOON + MINUTE)
    await kept(uow, old, new)
    assert await uow.read(lambda tx: tx.applications.last_of(people.ids[0], Category.MEAL)) == new
    assert await uow.read(lambda tx: tx.applications.last_of(people.ids[0], Category.STUDY)) is None


async def test_overdue_is_who_waits_though_their_time_is_up(store: Store) -> None:
    uow, people, meals = await pool(store)
    due, later = application(people, 0), application(people, 1, expires_at=NOON + LIFE + MINUTE)
    over = application(people, 2, status=ApplicationStatus.EXPIRED)
    await kept(uow, due, later, over)
    assert await uow.write(lambda tx: tx.applications.overdue(meals, NOON + LIFE, 10)) == [due]


async def test_those_asked_for_are_locked_in_one_order(store: Store) -> None:
    uow, people, _ = await pool(store)
    both = [application(people, 0), application(people, 1)]
    await kept(uow, *both)
    ids = [each.id for each in both]
    one_way = await uow.write(lambda tx: tx.applications.lock(*ids))
    assert one_way == await uow.write(lambda tx: tx.applications.lock(*reversed(ids)))
    assert {each.id for each in one_way} == set(ids)
    assert await uow.write(lambda tx: tx.applications.lock()) == ()
    assert await uow.write(lambda tx: tx.applications.lock(ApplicationId(uuid4()))) == []


async def test_an_offer_is_kept_once(store: Store) -> None:
    uow, people, meals = await pool(store)
    applied, recruitment = application(people, 1), lunch(people)
    await kept(uow, applied)
    await posted(uow, recruitment)
    offer = Offered(applied.id, recruitment.id)
    for _ in range(2):
        await uow.write(lambda tx: tx.applications.offer([offer], NOON))
    assert await uow.read(lambda tx: tx.applications.offered(meals)) == {offer}
    await changed(uow, (applied, applied.cancel()))
    assert await uow.read(lambda tx: tx.applications.offered(meals)) == set()


async def test_pairs_of_those_who_wait_that_met_lately(store: Store) -> None:
    uow, people, meals = await pool(store)
    await kept(uow, *(application(people, number) for number in range(3)))
    old, new, undone = (_match(people, 0, 1, at=NOON - timedelta(days=days)) for days in (5, 2, 1))
    with_a_stranger = _match(people, 2, 3, at=NOON)
    alone = undone.without(people.ids[1], Attendance.CANNOT_COME)

    async def unit(tx: Transaction) -> None:
        for match in (old, new, undone, with_a_stranger):
            await tx.matches.add(match, ())
        await tx.matches.save(undone, alone)

    await uow.write(unit)
    pair = (people.ids[0], people.ids[1])
    assert await uow.read(lambda tx: tx.applications.met(meals, NOON - timedelta(days=14))) == {pair: new.matched_at}
    assert await uow.read(lambda tx: tx.applications.met(meals, NOON - timedelta(days=1))) == {}


async def test_a_match_leads_to_the_applications_it_ended(store: Store) -> None:
    uow, people, _ = await pool(store)
    applied = application(people)
    match = _match(people, 0, 1, at=NOON)
    await kept(uow, applied)
    await uow.write(lambda tx: tx.matches.add(match, ()))
    await changed(uow, (applied, applied.match(match.id)))
    assert await uow.write(lambda tx: tx.applications.of_match(match.id)) == [applied.match(match.id)]


async def test_open_recruitments_that_meet_soon_are_the_bridge(store: Store) -> None:
    uow, people, meals = await pool(store)
    soon = lunch(people)
    later = lunch(people, details=replace(soon.details, meets_at=soon.details.meets_at + MINUTE))
    await posted(uow, soon, later)
    assert await uow.read(lambda tx: tx.recruitments.meeting_until(meals, NOON, soon.details.meets_at, 10)) == [soon]
    assert await uow.read(lambda tx: tx.recruitments.meeting_until(meals, NOON, later.details.meets_at, 1)) == [soon]


def _match(people: Cadets, *numbers: int, at: object) -> Match:
    members = tuple(people.ids[number] for number in numbers)
    match = Match.of_pool(MatchId(uuid4()), people.workspace_id, Category.MEAL, members, 4, NOON)
    return replace(match, matched_at=at)  # type: ignore[arg-type] # a moment
