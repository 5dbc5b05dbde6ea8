"""What a later version writes, which runs beside this one during a deploy, is left to it and breaks nothing here."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from domain.errors import DomainError, ErrorCode, WrittenLater
from domain.model.ids import MemberId, RecruitmentId
from domain.outbox import DeliveryKind, Urgency
from domain.pool import PoolRef
from domain.ports import Timer, TimerKind, Transaction
from domain.vocabulary import Category, Place
from storage import schema
from storage.revisions import Standing
from storage.schema import NotServed
from storage.tables.delivery import DeliveryState
from tests.storage.conftest import Store
from tests.storage.people import NOON, cadets, lunch, posted, stored
from tests.storage.pool_people import application, kept
from tests.storage.test_figures import read_on
from tests.storage.test_outbox import MINUTE, card, enqueue, queue_on, states
from tests.storage.versions import NEXT, expand, name_revision


async def say(store: Store, statement: str, **parameters: Any) -> None:
    """What a later version says to the database."""
    async with store.open().transaction(writing=True) as bound:
        await bound.connection.execute(text(statement), parameters)


async def test_deliveries_that_only_a_later_version_can_make_wait_for_it(store: Store) -> None:
    people = await cadets(store.open())
    cards = [card(people.workspace_id, f"r{number}") for number in range(30)]
    await enqueue(store, *cards)
    await say(store, "UPDATE outbox SET kind = 'hologram', urgency = 0 WHERE subject <> 'r7'")
    queue = queue_on(store)
    [claim] = await queue.claim(2, MINUTE)
    assert (claim.delivery.kind, claim.delivery.subject) == (DeliveryKind.CARD, "r7")
    await queue.done(claim, None)
    assert await queue.claim(2, MINUTE) == []
    assert await states(store) == {"DONE": 1, "PENDING": 29}


@pytest.mark.parametrize(("value", "taken_for"), [(12, Urgency.GROUP), (25, Urgency.SEAT), (90, Urgency.BACKGROUND)])
async def test_an_urgency_of_a_later_version_is_taken_for_the_nearest(
    store: Store, value: int, taken_for: Urgency
) -> None:
    people = await cadets(store.open())
    await enqueue(store, card(people.workspace_id))
    await say(store, "UPDATE outbox SET urgency = :value", value=value)
    [claim] = await queue_on(store).claim(2, MINUTE)
    assert claim.delivery.urgency is taken_for


async def test_what_waits_by_urgencies_and_states_of_a_later_version_can_be_counted_still(store: Store) -> None:
    people = await cadets(store.open())
    await enqueue(store, *(card(people.workspace_id, f"r{number}") for number in range(3)))
    store.wait(2 * MINUTE)
    await enqueue(store, card(people.workspace_id, "dreaming"))
    await say(store, "UPDATE outbox SET urgency = 42 WHERE subject = 'r1'")
    await say(store, "UPDATE outbox SET state = 'DREAMING' WHERE subject = 'dreaming'")
    [waiting] = (await read_on(store.open()).read()).backlog
    assert (waiting.urgency, waiting.state, waiting.count) == (Urgency.REFRESH, DeliveryState.PENDING, 3)
    assert waiting.oldest // MINUTE == 2


async def test_what_is_in_a_state_of_a_later_version_is_left_alone(store: Store) -> None:
    people = await cadets(store.open())
    await enqueue(store, card(people.workspace_id))
    await say(store, "UPDATE outbox SET state = 'DREAMING', claimable_at = NULL")
    assert await queue_on(store).claim(2, MINUTE) == []
    assert await states(store) == {"DREAMING": 1}


@pytest.mark.parametrize("dreamt", ["UPDATE outbox SET state = 'DREAMING'", "UPDATE pool SET category = 'x'"])
async def test_what_only_a_later_version_knows_is_left_out(store: Store, dreamt: str) -> None:
    team = (await cadets(store.open())).workspace_id
    await store.unit_of_work().write(lambda tx: tx.pools.touch(PoolRef(team, Category.MEAL), NOON))
    await enqueue(store, card(team))
    before = await read_on(store.open()).read()
    await say(store, dreamt)
    after = await read_on(store.open()).read()
    assert (len(before.backlog), len(before.pools)) == (1, 1)
    assert len(after.backlog) + len(after.pools) == 1


async def test_timers_of_a_later_version_are_left_alone(store: Store) -> None:
    recruitment_id = lunch(await cadets(store.open())).id

    async def unit(tx: Transaction) -> list[Timer]:
        await tx.timers.set(Timer(TimerKind.CLOSE, recruitment_id, NOON))
        return [*await tx.timers.due(TimerKind.CLOSE, NOON, 5)]

    await say(
        store,
        "INSERT INTO timer (kind, subject, due_at) VALUES ('dream', :subject, :at)",
        subject=recruitment_id.hex,
        at=NOON.replace(tzinfo=None) - timedelta(days=1),
    )
    assert [timer.kind for timer in await store.unit_of_work().write(unit)] == [TimerKind.CLOSE]


async def a_recruitment(store: Store) -> tuple[RecruitmentId, MemberId]:
    """One that stands in the database, and its author."""
    recruitment = lunch(await cadets(store.open()))
    await posted(store.unit_of_work(), recruitment)
    return recruitment.id, recruitment.author


async def test_what_became_of_a_recruitment_in_a_later_version_is_not_guessed(store: Store) -> None:
    recruitment_id, _ = await a_recruitment(store)
    await say(store, "UPDATE recruitment SET status = 'DREAMT'")
    with pytest.raises(WrittenLater) as refused:
        await stored(store.unit_of_work(), recruitment_id)
    assert refused.value.code is ErrorCode.BEING_UPDATED
    assert isinstance(refused.value, DomainError)


async def test_how_somebody_is_in_it_in_a_later_version_is_not_guessed(store: Store) -> None:
    recruitment_id, _ = await a_recruitment(store)
    await say(store, "UPDATE participation SET state = 'INVITED'")
    with pytest.raises(WrittenLater):
        await stored(store.unit_of_work(), recruitment_id)


async def test_a_place_of_a_later_version_is_left_out(store: Store) -> None:
    recruitment_id, _ = await a_recruitment(store)
    await say(store, "UPDATE recruitment SET places = 'MOON GAEPO'")
    assert (await stored(store.unit_of_work(), recruitment_id)).details.places == (Place.GAEPO,)


async def test_who_speaks_a_language_of_a_later_version_is_spoken_to_like_a_stranger(store: Store) -> None:
    _, author = await a_recruitment(store)
    await say(store, "UPDATE member SET language = 'tlh', chosen_language = 'tlh'")
    member = await store.unit_of_work().read(lambda tx: tx.members.get(author))
    assert (member.language, member.chosen_language) == (None, None)


async def test_what_the_later_version_found_out_of_a_wait_is_left_out(store: Store) -> None:
    waiting, uow = application(await cadets(store.open())), store.unit_of_work()
    await kept(uow, waiting)
    await say(store, "UPDATE application SET suggested = 'weather:SUN 2', left_because = 'ECLIPSE'")
    found = await uow.read(lambda tx: tx.applications.get(waiting.id))
    assert (found.suggested, found.left_because) == (None, None)


def test_an_expanded_database_serves_and_is_left_as_it_is(sqlite_url: str) -> None:
    expand(sqlite_url)
    assert schema.checked_standing(sqlite_url) is Standing.AHEAD
    schema.migrate(sqlite_url)
    assert schema.current_revision(sqlite_url) == NEXT


@pytest.mark.parametrize(
    ("revision", "standing"), [(f"{NEXT}-needs-{NEXT}", Standing.BEYOND), ("deadbeef", Standing.FOREIGN)]
)
def test_a_database_that_does_not_serve_is_refused(sqlite_url: str, revision: str, standing: Standing) -> None:
    name_revision(sqlite_url, revision)
    for asked in (schema.checked_standing, schema.migrate):
        with pytest.raises(NotServed, match=revision) as refused:
            asked(sqlite_url)
        assert refused.value.standing is standing
    assert schema.current_revision(sqlite_url) == revision


def test_a_migration_that_fails_otherwise_is_not_taken_for_a_newer_schema(sqlite_url: str) -> None:
    with pytest.raises(Exception, match="9999"):
        schema.migrate(sqlite_url, "9999")
