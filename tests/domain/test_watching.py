"""What admins hear of the bot itself, and how often."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.model.ids import MemberId
from domain.model.people import MemberStatus
from domain.outbox import Delivery, DeliveryKind, Notice, PostedMessage
from domain.pool import PoolRef
from domain.use_cases.watching import Watching
from domain.vocabulary import Category
from tests.domain.examples import NOW, members
from tests.domain.stage import SEOUL, Stage
from tests.fake_tables import Row

ANN, BEN, CAT = members(3)
PATIENCE = timedelta(minutes=3)
MEALS = PoolRef(SEOUL.id, Category.MEAL)


def watching(stage: Stage, *admins: str) -> Watching:
    return Watching(stage.uow, stage.clock, admins, PATIENCE)


def appoint(stage: Stage, *admins: MemberId, **changes: object) -> None:
    kept = stage.uow.kept.members
    for admin in admins:
        kept[admin] = replace(kept[admin], is_admin=True, **changes)  # type: ignore[arg-type] # any of its fields


def die(stage: Stage, key: str, at: datetime | None = None) -> None:
    delivery = Delivery(key, DeliveryKind.CARD, SEOUL.id)
    stage.uow.kept.outbox[key] = Row(delivery, pending=False, died_at=at or stage.clock.now())


def told(stage: Stage) -> list[tuple[MemberId | None, str]]:
    rows = stage.uow.kept.outbox.values()
    return [
        (row.delivery.member, row.delivery.params["notice"])
        for row in rows
        if row.pending and row.delivery.kind is DeliveryKind.NOTICE
    ]


def deliver(stage: Stage) -> None:
    """Whatever is asked for is delivered."""
    for key, row in stage.uow.kept.outbox.items():
        stage.uow.kept.outbox[key] = replace(row, pending=False, posted=PostedMessage(key, "D1", "1.0"))


class TestDeaths:
    async def test_every_admin_is_told_and_nobody_else(self, stage: Stage) -> None:
        appoint(stage, BEN)
        appoint(stage, CAT, status=MemberStatus.GONE)
        die(stage, "card")
        await watching(stage, "U1", "UNEW").look()
        new = max(stage.uow.kept.members)
        assert stage.uow.kept.members[new].slack_id == "UNEW"
        assert sorted(told(stage)) == sorted((admin, Notice.DELIVERIES_DIED) for admin in (MemberId(1), BEN, new))

    async def test_all_of_an_hour_is_one_message_that_is_brought_up_to_date(self, stage: Stage) -> None:
        appoint(stage, BEN)
        watch = watching(stage)
        for minute in range(3):
            stage.clock.at = NOW.replace(minute=10 + minute)
            die(stage, f"card {minute}")
            await watch.look()
            assert len(told(stage)) == 1
            deliver(stage)
        assert [key for key in stage.uow.kept.outbox if key.startswith("alert:")] == [
            f"alert:deliveries_died::{NOW:%Y%m%dT%H}:{BEN}"
        ]

    async def test_nothing_is_told_again_when_nothing_has_died_since(self, stage: Stage) -> None:
        appoint(stage, BEN)
        die(stage, "card")
        await watching(stage).look()
        deliver(stage)
        stage.clock.move(minutes=10)
        await watching(stage).look()
        assert told(stage) == []

    async def test_the_next_hour_has_a_message_of_its_own(self, stage: Stage) -> None:
        appoint(stage, BEN)
        stage.clock.at = NOW.replace(minute=59)
        die(stage, "before")
        stage.clock.move(minutes=2)
        die(stage, "after")
        await watching(stage).look()
        assert len(told(stage)) == 2

    async def test_a_message_for_admins_that_dies_is_not_told(self, stage: Stage) -> None:
        appoint(stage, BEN)
        die(stage, "alert:deliveries_died::20260702T03:2")
        await watching(stage).look()
        assert told(stage) == []


class TestStalls:
    @pytest.fixture
    async def waited_in(self, stage: Stage) -> Stage:
        appoint(stage, BEN)
        await stage.apply(ANN)
        await stage.apply(CAT)
        stage.empty_outbox()
        return stage

    async def test_a_pool_that_nobody_sweeps_is_told_once_an_hour(self, waited_in: Stage) -> None:
        watch = watching(waited_in)
        waited_in.clock.move(minutes=4)
        await watch.look()
        assert told(waited_in) == []
        await watch.look()
        assert told(waited_in) == [(BEN, Notice.POOL_STALLED)]
        deliver(waited_in)
        await watch.look()
        assert told(waited_in) == []

    async def test_sweeps_that_keep_failing_are_no_sweeps(self, waited_in: Stage) -> None:
        watch = watching(waited_in)
        waited_in.solver.failing = RuntimeError("no solver")
        for _ in range(2):
            waited_in.clock.move(minutes=4)
            with pytest.raises(ExceptionGroup):
                await waited_in.sweeping.sweep_due()
            await watch.look()
        assert told(waited_in) == [(BEN, Notice.POOL_STALLED)]

    async def test_a_pool_that_is_swept_is_well_however_busy_it_is(self, waited_in: Stage) -> None:
        async def somebody_comes() -> None:
            await waited_in.uow.write(lambda tx: tx.pools.touch(MEALS, waited_in.clock.now()))

        watch = watching(waited_in)
        waited_in.solver.meanwhile = somebody_comes
        for _ in range(3):
            waited_in.clock.move(minutes=4)
            await waited_in.sweeping.sweep_due()
            await watch.look()
        assert (BEN, Notice.POOL_STALLED) not in told(waited_in)

    async def test_a_pool_in_which_nobody_waits_may_stand_still(self, stage: Stage) -> None:
        appoint(stage, BEN)
        await stage.uow.write(lambda tx: tx.pools.touch(MEALS, NOW))
        watch = watching(stage)
        stage.clock.move(minutes=4)
        await watch.look()
        await watch.look()
        assert told(stage) == []
