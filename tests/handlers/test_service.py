"""Messages that come late say so, and what admins are told of the bot itself is so when they are told."""

from dataclasses import replace
from datetime import timedelta

from domain.model.people import Actor, MemberStatus
from domain.outbox import Delivery, DeliveryKind, Notice, Urgency, card_key
from domain.outgoing import Message, Obsolete, ToMember
from domain.ports import DatabaseUnavailable
from domain.use_cases.outcomes import Outcomes
from domain.use_cases.watching import Alert
from tests.domain.examples import NOW
from tests.fake_tables import Row
from tests.fakes import Directory
from tests.handlers.random_people import apply
from tests.handlers.world import ANN, BEN, EVE, WORKSPACE, World, spoken

LATE = "기준이에요"
HOUR = NOW.replace(minute=0, second=0, microsecond=0)


async def refreshed(world: World, waited: timedelta) -> Message:
    """The recruitment's message as it is changed after a change was held up for so long."""
    row = world.uow.kept.outbox[card_key(world.recruitment.id)]
    outgoing = await world.present(replace(row.delivery, waited=waited), row.posted)
    assert isinstance(outgoing, Message)
    return outgoing


class TestLate:
    async def test_a_message_that_is_behind_says_of_when_it_is(self, world: World) -> None:
        await world.post()
        await world.deliver()
        late = await refreshed(world, timedelta(seconds=30))
        in_time = await refreshed(world, timedelta(seconds=29))
        assert late.late
        assert "11:00 기준이에요" in spoken(late)
        assert not in_time.late
        assert LATE not in spoken(in_time)

    async def test_a_new_message_is_of_now_however_late_it_comes(self, world: World) -> None:
        await world.post()
        assert LATE not in spoken(await refreshed(world, timedelta(hours=1)))

    async def test_the_line_goes_with_a_refresh_that_hurries_nobody(self, world: World) -> None:
        await world.post()
        await world.deliver()
        delivery = world.uow.kept.outbox[card_key(world.recruitment.id)].delivery
        outcomes = Outcomes(world.uow, world.clock, world.ids, world.services.people)
        await outcomes.came_late(replace(delivery, waited=timedelta(minutes=5)))
        row = world.uow.kept.outbox[delivery.key]
        assert (row.pending, row.delivery.urgency) == (True, Urgency.BACKGROUND)
        # As the queue has it, what is in the background has waited for nobody's sake.
        assert not (await refreshed(world, timedelta(0))).late


class Forgetful(Directory):
    """Remembers nobody any more, and can look nobody up."""

    async def actor(self, *_: str) -> Actor:
        raise DatabaseUnavailable("timed out")


def counted_in(world: World) -> list[tuple[str, str, str]]:
    """What is counted from now on: kind, name and what became of it."""
    counted: list[tuple[str, str, str]] = []
    world.count(lambda *what: counted.append(what))
    return counted


class TestCounting:
    async def test_what_people_ask_for_is_counted_by_what_becomes_of_it(self, world: World) -> None:
        counted = counted_in(world)
        await world.post()
        await world.click(BEN, "recruitment_join", world.recruitment.id)
        await world.click(BEN, "recruitment_join", world.recruitment.id)
        await world.click(BEN, "nobody_knows_this", "x")
        assert counted == [
            ("command", "/partner", "ok"),
            ("submission", "recruitment_create", "ok"),
            ("action", "recruitment_join", "ok"),
            ("action", "recruitment_join", "already_participating"),
            ("action", "unknown", "being_updated"),
        ]

    async def test_whoever_is_turned_away_is_counted(self, world: World) -> None:
        world.change_member(BEN, status=MemberStatus.GONE)
        counted = counted_in(world)
        await world.command(BEN, "목록")
        world.remember_by(Forgetful(world.uow))
        await world.command(ANN, "목록")
        await world.click(ANN, "nobody_knows_this", "x")
        assert counted == [
            ("command", "/partner", "member_gone"),
            ("command", "/partner", "unavailable"),
            ("action", "unknown", "unavailable"),
        ]

    async def test_events_are_counted_where_something_listens_to_them(self, world: World) -> None:
        counted = counted_in(world)
        await world.event("app_home_opened", user=ANN, tab="home")
        await world.event("nobody_listens_to_this", user=ANN)
        world.uow.failing = DatabaseUnavailable("timed out")
        await world.event("app_home_opened", user=ANN, tab="home")
        assert counted == [("event", "app_home_opened", "ok"), ("event", "app_home_opened", "unavailable")]

    async def test_surprises_are_counted(self, world: World) -> None:
        counted = counted_in(world)
        world.uow.failing = RuntimeError("nobody foresaw this")
        await world.command(ANN, "목록")
        await world.event("app_home_opened", user=ANN, tab="home")
        assert counted == [("command", "/partner", "surprise"), ("event", "app_home_opened", "surprise")]


class TestAlerts:
    async def test_an_admin_is_told_how_many_died_in_their_language(self, world: World) -> None:
        for number in range(3):
            dead = Delivery(f"card {number}", DeliveryKind.CARD, WORKSPACE.id)
            world.uow.kept.outbox[dead.key] = Row(dead, pending=False, died_at=HOUR + timedelta(minutes=number))
        message = await told(world, Alert(WORKSPACE.id, Notice.DELIVERIES_DIED, HOUR))
        assert message.to == ToMember(world.member(EVE))
        assert "3 messages could not be delivered" in spoken(message)
        assert "partner42 doctor" in spoken(message)

    async def test_what_was_sent_after_all_is_not_told(self, world: World) -> None:
        assert await presented(world, Alert(WORKSPACE.id, Notice.DELIVERIES_DIED, HOUR)) == Obsolete()

    async def test_an_admin_is_told_how_many_wait_in_a_pool_that_stands_still(self, world: World) -> None:
        for user in (ANN, BEN):
            await apply(world, user)
        message = await told(world, Alert(WORKSPACE.id, Notice.POOL_STALLED, HOUR, "MEAL"))
        assert "2 people waiting" in spoken(message)

    async def test_a_pool_that_has_emptied_is_not_told(self, world: World) -> None:
        assert await presented(world, Alert(WORKSPACE.id, Notice.POOL_STALLED, HOUR, "MEAL")) == Obsolete()


async def presented(world: World, alert: Alert) -> object:
    return await world.present(alert.to(world.member(EVE)), None)


async def told(world: World, alert: Alert) -> Message:
    message = await presented(world, alert)
    assert isinstance(message, Message)
    return message
