"""What is kept no longer goes, in short units that can be taken up again; what is still needed stays."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from domain.model.application import ApplicationStatus
from domain.model.recruitment import RecruitmentStatus
from domain.outbox import Delivery, DeliveryKind, PostedMessage
from domain.ports import TimerKind
from domain.queue import GivenUp
from domain.retention import Remnant, Retaining
from domain.vocabulary import Category
from storage.queue import SqlDeliveryQueue
from storage.retention import HEADS, SqlRemains
from storage.tables import (
    alias,
    application,
    comment,
    inbox,
    match,
    match_member,
    message,
    offer,
    outbox,
    pacing,
    participation,
    recruitment,
    score_entry,
    sweep,
    timer,
)
from tests.fakes import Clock
from tests.storage.conftest import Store
from tests.storage.history import Past
from tests.storage.people import NOON, cadets
from tests.storage.plans import indexes_read

MONTH = timedelta(days=30)
AGES = dict.fromkeys(Remnant, MONTH) | {
    Remnant.RECEIVED: timedelta(days=2),
    Remnant.MATCHES: timedelta(days=1000),
    Remnant.MATCHED_POSTS: timedelta(days=1000),
    Remnant.UNMATCHED_POSTS: timedelta(days=180),
}
MINUTE = timedelta(minutes=1)
ABOUT_POSTS = (participation, comment, alias, offer)


@pytest.fixture
async def past(store: Store) -> Past:
    return await past_of(store)


async def past_of(store: Store) -> Past:
    database = store.open()
    return Past(database, store.unit_of_work(database), await cadets(database))


def remains(store: Store) -> SqlRemains:
    return SqlRemains(store.open(), budget=timedelta(seconds=20))


async def drop(store: Store, *remnants: Remnant) -> list[int]:
    found = remains(store)
    return [await found.drop(each, AGES[each], NOON) for each in remnants]


async def retain_all(store: Store) -> None:
    retaining = Retaining(remains(store), Clock(NOON), AGES)
    while await retaining.retain():
        pass


async def test_what_was_received_is_known_until_slack_sends_it_no_more(store: Store, past: Past) -> None:
    await past.uow.write(lambda tx: tx.inbox.accept("old"))
    store.wait(timedelta(days=2, minutes=1))
    await past.uow.write(lambda tx: tx.inbox.accept("new"))
    assert await drop(store, Remnant.RECEIVED, Remnant.RECEIVED) == [1, 0]
    assert [row.key for row in await past.rows(inbox)] == ["new"]


def about(past: Past, key: str, kind: DeliveryKind = DeliveryKind.NOTICE) -> Delivery:
    return Delivery(key, kind, past.people.workspace_id, key, past.people.ids[0])


async def deliver(store: Store, past: Past, *deliveries: Delivery) -> None:
    await past.uow.write(lambda tx: tx.outbox.enqueue(*deliveries))
    queue = SqlDeliveryQueue(store.open(), budget=timedelta(seconds=20))
    for _ in deliveries:
        (claim,) = await queue.claim(1, MINUTE)
        await queue.done(claim, PostedMessage(claim.delivery.key, "D0", "1.1"))


async def test_an_ended_delivery_takes_its_message_along_unless_that_may_change_one_day(
    store: Store, past: Past
) -> None:
    lasting = [about(past, f"lasting {kind}", kind) for kind in (DeliveryKind.CARD, DeliveryKind.MATCH_DM)]
    await deliver(store, past, about(past, "notice"), about(past, "comment:1:told"), *lasting)
    store.wait(MONTH + MINUTE)
    await deliver(store, past, about(past, "recent"))
    assert await drop(store, Remnant.DELIVERIES, Remnant.DELIVERIES) == [4, 0]
    assert [row.key for row in await past.rows(outbox)] == ["recent"]
    kept = {row.key for row in await past.rows(message)}
    assert kept == {"comment:1:told", "lasting card", "lasting match_dm", "recent"}


async def test_what_lasts_is_found_again_when_it_is_to_be_changed_after_all(store: Store, past: Past) -> None:
    shown = about(past, "lasting", DeliveryKind.CARD)
    await deliver(store, past, shown)
    store.wait(MONTH + MINUTE)
    await drop(store, Remnant.DELIVERIES)
    await past.uow.write(lambda tx: tx.outbox.enqueue(shown))
    (claim,) = await SqlDeliveryQueue(store.open(), budget=timedelta(seconds=20)).claim(1, MINUTE)
    assert claim.posted == PostedMessage("lasting", "D0", "1.1")


async def test_a_delivery_that_has_not_ended_stays_however_old(store: Store, past: Past) -> None:
    queue = SqlDeliveryQueue(store.open(), budget=timedelta(seconds=20))
    await past.uow.write(
        lambda tx: tx.outbox.enqueue(about(past, "pending"), about(past, "refused", DeliveryKind.CARD))
    )
    claims = {claim.delivery.key: claim for claim in await queue.claim(5, timedelta(days=400))}
    await queue.give_up(claims["refused"], GivenUp.REFUSED, "is_archived")
    store.wait(timedelta(days=100))
    assert await drop(store, Remnant.DELIVERIES) == [1]
    assert [row.key for row in await past.rows(outbox)] == ["pending"]


async def test_what_has_passed_paces_nobody_and_what_is_ahead_stays(store: Store, past: Past) -> None:
    queue = SqlDeliveryQueue(store.open(), budget=timedelta(seconds=20))
    team = past.people.workspace_id
    for channel in ("C1", "C2"):
        await queue.reserve(team, "chat.postMessage", channel, MINUTE, MONTH)
    await queue.hold(team, "chat.update", "", 3 * MONTH)
    store.wait(MONTH + 2 * MINUTE)
    await queue.reserve(team, "chat.postMessage", "C2", MINUTE, MONTH)
    assert await drop(store, Remnant.SLOTS, Remnant.SLOTS) == [1, 0]
    assert {(row.method, row.channel) for row in await past.rows(pacing)} == {
        ("chat.postMessage", "C2"),
        ("chat.update", ""),
    }


async def test_a_timer_goes_only_with_what_it_was_set_for(store: Store, past: Past) -> None:
    unended = await past.recruitment(RecruitmentStatus.OPEN, days_ago=90)
    group = await past.met(days_ago=90)
    await past.timer(TimerKind.CLOSE, unended.id, 90)
    await past.timer(TimerKind.REMIND, group.id, 90)
    for kind in TimerKind:
        await past.timer(kind, uuid4(), 90)
        await past.timer(kind, uuid4(), 1)
    assert await drop(store, Remnant.TIMERS, Remnant.TIMERS) == [3, 0]
    assert {unended.id, group.id} < {row.subject for row in await past.rows(timer)}


async def test_sweeps_go_the_oldest_first(store: Store, past: Past) -> None:
    for days in (90, 31, 29):
        row = {
            "workspace_id": past.people.workspace_id, "category": Category.MEAL, "at": NOON - timedelta(days=days),
            "seed": 1, "waiting": 0, "matched": 0, "groups": 0, "lost": 0, "step": "s", "fell_back": "",
            "milliseconds": 1,
        }  # fmt: skip
        await past.row(sweep, row)
    assert await drop(store, Remnant.SWEEPS, Remnant.SWEEPS) == [2, 0]
    assert [row.at for row in await past.rows(sweep)] == [NOON - timedelta(days=29)]


async def test_words_go_first_and_only_of_what_has_ended(store: Store, past: Past) -> None:
    ended = await past.recruitment(RecruitmentStatus.EXPIRED, days_ago=31)
    recent = await past.recruitment(RecruitmentStatus.CANCELLED, days_ago=29)
    unended = await past.recruitment(RecruitmentStatus.OPEN, days_ago=31)
    group = await past.met(days_ago=31)
    for each in (ended, recent):
        await past.comment(each.id, past.people.ids[2])
    assert await drop(store, Remnant.TEXTS, Remnant.TEXTS) == [2, 0]
    wordy = {row.id for row in await past.rows(recruitment) if row.title or row.content}
    assert wordy == {recent.id, unended.id}
    assert {row.recruitment_id: row.content for row in await past.rows(comment)} == {ended.id: "", recent.id: "저요"}
    assert (await past.uow.read(lambda tx: tx.matches.get(group.id))).title == "치킨 드실 분"


async def test_waits_go_once_they_have_ended(store: Store, past: Past) -> None:
    me, other = past.people.ids[:2]
    post = await past.recruitment(RecruitmentStatus.EXPIRED, days_ago=1)
    gone = await past.wait(me, ApplicationStatus.EXPIRED, 31, joined=post.id)
    await past.offer(gone, post)
    kept = [await past.wait(me, ApplicationStatus.CANCELLED, 29), await past.wait(other, ApplicationStatus.WAITING, 31)]
    await past.offer(kept[0], post)
    assert await drop(store, Remnant.APPLICATIONS, Remnant.APPLICATIONS) == [1, 0]
    assert {row.id for row in await past.rows(application)} == {each.id for each in kept}
    assert [row.application_id for row in await past.rows(offer)] == [kept[0].id]


async def test_what_came_to_nothing_goes_with_all_that_is_about_it(store: Store, past: Past) -> None:
    gone = [
        await past.recruitment(RecruitmentStatus.EXPIRED, days_ago=181),
        await past.recruitment(RecruitmentStatus.CANCELLED, days_ago=181),
    ]
    for each in gone:
        await past.comment(each.id, past.people.ids[2])
        await past.offer(await past.wait(past.people.ids[3], ApplicationStatus.CANCELLED, 1, joined=each.id), each)
    kept = await past.recruitment(RecruitmentStatus.EXPIRED, days_ago=179)
    assert await drop(store, Remnant.UNMATCHED_POSTS, Remnant.UNMATCHED_POSTS) == [2, 0]
    assert [row.id for row in await past.rows(recruitment)] == [kept.id]
    assert [await past.count(each) for each in ABOUT_POSTS] == [2, 0, 0, 0]
    assert [row.joined_id for row in await past.rows(application)] == [None, None]
    assert all(str(kept.id) in row.key for row in await past.rows(message))


async def test_groups_go_after_years_and_their_recruitments_after_them(store: Store, past: Past) -> None:
    gone, kept = await past.met(days_ago=1001), await past.met(days_ago=999)
    await past.wait(past.people.ids[0], ApplicationStatus.MATCHED, 1, match_id=gone.id)
    assert await drop(store, Remnant.UNMATCHED_POSTS, Remnant.MATCHED_POSTS) == [0, 0]
    assert await drop(store, Remnant.MATCHES, Remnant.MATCHED_POSTS, Remnant.MATCHES) == [1, 1, 0]
    assert [row.id for row in await past.rows(match)] == [kept.id]
    assert [row.id for row in await past.rows(recruitment)] == [kept.recruitment_id]
    assert {row.match_id for row in await past.rows(score_entry)} == {kept.id}
    assert [row.match_id for row in await past.rows(application)] == [None]
    assert await past.uow.read(lambda tx: tx.matches.get(kept.id)) == kept
    assert str(gone.id) not in str([row.key for row in await past.rows(message)])
    assert await past.count(match_member) == len(kept.members)


async def test_what_needs_more_than_one_batch_is_taken_up_again(store: Store, past: Past) -> None:
    for _ in range(HEADS + 1):
        await past.recruitment(RecruitmentStatus.EXPIRED, days_ago=200)
    assert await drop(store, *[Remnant.UNMATCHED_POSTS] * 3) == [HEADS, 1, 0]


async def test_two_workers_that_retain_at_one_moment_do_each_thing_once(store: Store, past: Past) -> None:
    for _ in range(20):
        await past.met(days_ago=1001)
        await past.recruitment(RecruitmentStatus.EXPIRED, days_ago=200)
    await past.met(days_ago=1)
    await asyncio.gather(*(retain_all(store) for _ in range(3)))
    assert (await past.count(match), await past.count(recruitment)) == (1, 1)


@pytest.mark.mariadb
async def test_what_somebody_is_changing_is_left_for_the_next_time(mariadb_store: Store) -> None:
    store, past = mariadb_store, await past_of(mariadb_store)
    changing = await past.recruitment(RecruitmentStatus.EXPIRED, days_ago=200)
    await past.recruitment(RecruitmentStatus.EXPIRED, days_ago=200)
    async with store.open().transaction(writing=True) as other:
        await other.connection.execute(recruitment.select().where(recruitment.c.id == changing.id).with_for_update())
        assert await drop(store, Remnant.UNMATCHED_POSTS) == [1]
    assert await drop(store, Remnant.UNMATCHED_POSTS) == [1]


@pytest.mark.parametrize(
    ("remnant", "index"),
    [
        (Remnant.RECEIVED, "ix_inbox_received_at"),
        (Remnant.DELIVERIES, "ix_outbox_created_at"),
        (Remnant.TIMERS, "ix_timer_kind_due_at"),
        (Remnant.TEXTS, "ix_recruitment_texts_erased_meets_at"),
        (Remnant.APPLICATIONS, "ix_application_expires_at"),
        (Remnant.MATCHES, "ix_match_meets_at"),
        (Remnant.UNMATCHED_POSTS, "ix_recruitment_status_meets_at"),
        (Remnant.MATCHED_POSTS, "ix_recruitment_status_meets_at"),
    ],
)
async def test_what_is_to_go_is_found_by_an_index(store: Store, past: Past, remnant: Remnant, index: str) -> None:
    waited = await past.wait(past.people.ids[0], ApplicationStatus.EXPIRED, 2000)
    ended = await past.recruitment(RecruitmentStatus.EXPIRED, 2000)
    await past.offer(waited, ended)
    if remnant is not Remnant.MATCHED_POSTS:
        await past.met(days_ago=2000)
    else:
        await past.recruitment(RecruitmentStatus.CONFIRMED, days_ago=2000)
    database = store.open()
    found = SqlRemains(database, budget=timedelta(seconds=20))
    used = await indexes_read(database, lambda: found.drop(remnant, AGES[remnant], NOON))
    assert index in used
    assert {each for each in used if each.startswith("whole")} == set()
