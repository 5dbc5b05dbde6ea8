"""What a sweep does for those whom it leaves: hints, the bridge to posts, the board."""

from datetime import timedelta

from domain.model.ids import MemberId
from domain.model.people import Workspace
from domain.outbox import DeliveryKind, application_key, offer_key, suggestion_key
from domain.pool import PoolRef
from domain.use_cases.sweeping.leaving import TOLD_OF_COUNTS
from domain.vocabulary import Category, Place, WayOfEating
from tests.domain.examples import AUTHOR, NOW, WORKSPACE, meal, members
from tests.domain.stage import SEOUL, Stage

ANN, BEN, CAT, DAN = members(4)
MEALS = PoolRef(WORKSPACE, Category.MEAL)
TWO = frozenset({2})


def with_channel(stage: Stage) -> None:
    stage.uow.kept.workspaces[SEOUL.id] = Workspace(
        SEOUL.id, "T1", SEOUL.url, "UBOT", "BBOT", SEOUL.zone, SEOUL.language, ((Category.MEAL, "C1"),)
    )


class TestHints:
    async def test_after_ten_and_twenty_minutes_one_change_is_suggested_and_never_the_same(self, stage: Stage) -> None:
        ann = await stage.apply(ANN)
        await stage.apply(BEN, Place.SEOCHO)
        await stage.apply(CAT, ways_of_eating=(WayOfEating.TAKEOUT,))
        said = []
        for minutes, hints in ((9, 0), (1, 1), (5, 1), (5, 2), (5, 2)):
            stage.clock.move(minutes=minutes)
            await stage.sweeping.sweep_due()
            assert stage.application(ann.id).hints == hints
            said.append(str(stage.application(ann.id).suggested))
        assert said[1:] == [*["ways_of_eating:TAKEOUT 1"] * 2, *["places:SEOCHO 1"] * 2]
        generations = [stage.uow.kept.outbox[suggestion_key(ann.id, number)].generation for number in (1, 2)]
        assert generations == [2, 1], "the first one says that it is over"

    async def test_one_that_came_late_is_not_followed_at_once_by_another(self, stage: Stage) -> None:
        ann = await stage.apply(ANN)
        stage.clock.move(minutes=19)
        await stage.apply(BEN, Place.SEOCHO)
        await stage.apply(CAT, ways_of_eating=(WayOfEating.TAKEOUT,))
        await stage.sweeping.sweep_due()
        stage.clock.move(minutes=2)
        await stage.apply(DAN, Place.OUT_OF_CLUSTER)
        await stage.sweeping.sweep_due()
        assert stage.application(ann.id).hints == 1
        stage.clock.move(minutes=8)
        await stage.sweeping.sweep_due()
        assert stage.application(ann.id).hints == 2

    async def test_what_would_help_no_more_is_taken_back(self, stage: Stage) -> None:
        ann, ben = await stage.apply(ANN), await stage.apply(BEN, Place.SEOCHO)
        stage.clock.move(minutes=10)
        await stage.sweeping.sweep_due()
        await stage.waiting.cancel(stage.wish(BEN), ben.id)
        await stage.sweeping.sweep_due()
        assert stage.application(ann.id).suggested is None
        assert stage.uow.kept.outbox[suggestion_key(ann.id, 1)].generation == 2

    async def test_what_was_accepted_meanwhile_is_not_brought_back(self, stage: Stage) -> None:
        ann, _ = await stage.apply(ANN), await stage.apply(BEN, Place.SEOCHO, sizes=frozenset({4}))
        await stage.apply(CAT, Place.SEOCHO, sizes=frozenset({2}))
        stage.clock.move(minutes=10)
        await stage.sweeping.sweep_due()

        async def accept() -> None:
            stage.solver.meanwhile = None
            await stage.waiting.accept(stage.wish(ANN), ann.id)

        stage.solver.meanwhile = accept
        await stage.uow.kept.pools.touch(MEALS, stage.clock.now())
        await stage.sweeping.sweep_due()
        assert stage.application(ann.id).suggested is None

    async def test_who_accepts_is_matched_in_the_next_sweep(self, stage: Stage) -> None:
        ann = await stage.apply(ANN)
        await stage.apply(BEN, Place.SEOCHO)
        stage.clock.move(minutes=10)
        await stage.sweeping.sweep_due()
        await stage.waiting.accept(stage.wish(ANN), ann.id)
        assert await stage.sweeping.sweep_due() == 2
        assert stage.matches()[0].places == (Place.SEOCHO,)

    async def test_alone_there_is_nothing_to_suggest(self, stage: Stage) -> None:
        ann = await stage.apply(ANN)
        stage.clock.move(minutes=10)
        await stage.sweeping.sweep_due()
        assert stage.application(ann.id).hints == 0

    async def test_nobody_is_suggested_who_was_blocked(self, stage: Stage) -> None:
        await stage.uow.kept.blocks.replace(BEN, [ANN], NOW)
        ann = await stage.apply(ANN)
        await stage.apply(BEN, Place.SEOCHO)
        stage.clock.move(minutes=10)
        await stage.sweeping.sweep_due()
        assert stage.application(ann.id).hints == 0


class TestTheBridge:
    async def test_a_new_post_is_offered_to_those_who_wait_and_fit(self, stage: Stage) -> None:
        ann, _ = await stage.apply(ANN), await stage.apply(BEN, Place.SEOCHO)
        await stage.sweeping.sweep_due()
        posted = await stage.post(meal())
        await stage.sweeping.sweep_due()
        assert [(each.key, each.member) for each in stage.outbox(DeliveryKind.NOTICE)] == [
            (offer_key(ann.id, posted.id), ANN)
        ]

    async def test_each_once(self, stage: Stage) -> None:
        ann = await stage.apply(ANN)
        posted = await stage.post(meal())
        await stage.sweeping.sweep_due()
        await stage.apply(BEN, Place.SEOCHO)
        await stage.sweeping.sweep_due()
        assert stage.uow.kept.outbox[offer_key(ann.id, posted.id)].generation == 1

    async def test_nobody_is_offered_their_own(self, stage: Stage) -> None:
        await stage.apply(AUTHOR)
        await stage.post(meal())
        await stage.sweeping.sweep_due()
        assert not stage.outbox(DeliveryKind.NOTICE)

    async def test_an_anonymous_one_is_offered_to_everybody_for_a_gap_would_say_whose_it_is(self, stage: Stage) -> None:
        await stage.uow.kept.blocks.replace(ANN, [AUTHOR], NOW)
        ann = await stage.apply(ANN)
        posted = await stage.post(meal(anonymous=True))
        await stage.sweeping.sweep_due()
        assert offer_key(ann.id, posted.id) in stage.uow.kept.outbox
        ben = await stage.apply(BEN)
        await stage.uow.kept.blocks.replace(BEN, [AUTHOR], NOW)
        wait = await stage.pool.wait(ben.id, stage.actor(BEN))
        assert [shown.recruitment for shown in wait.posts] == [posted]

    async def test_all_that_fits_when_somebody_applies_is_theirs_to_look_through(self, stage: Stage) -> None:
        for _ in range(5):
            await stage.post(meal())
        await stage.apply(ANN)
        for other in (BEN, CAT):
            await stage.apply(other, Place.SEOCHO)
            await stage.sweeping.sweep_due()
        assert not stage.outbox(DeliveryKind.NOTICE)

    async def test_a_seat_that_falls_free_is_offered_too(self, stage: Stage) -> None:
        posted = await stage.post(meal(capacity=2))
        await stage.join(posted, BEN)
        ann = await stage.apply(ANN)
        await stage.sweeping.sweep_due()
        assert offer_key(ann.id, posted.id) not in stage.uow.kept.outbox
        await stage.recruiting.leave(stage.wish(BEN), posted.id)
        await stage.sweeping.sweep_due()
        assert offer_key(ann.id, posted.id) in stage.uow.kept.outbox

    async def test_so_is_what_comes_to_meet_soon(self, stage: Stage) -> None:
        posted = await stage.post(meal(meets_at=NOW + timedelta(hours=2, minutes=10)))
        ann = await stage.apply(ANN)
        await stage.sweeping.sweep_due()
        stage.clock.move(minutes=9)
        await stage.sweeping.sweep_due()
        assert not stage.outbox(DeliveryKind.NOTICE)
        stage.clock.move(minutes=1)
        await stage.sweeping.sweep_due()
        assert offer_key(ann.id, posted.id) in stage.uow.kept.outbox

    async def test_one_that_meets_much_later_wakes_no_sweep(self, stage: Stage) -> None:
        await stage.apply(ANN)
        await stage.sweeping.sweep_due()
        await stage.post(meal(meets_at=NOW + timedelta(hours=4)))
        assert await stage.uow.kept.pools.due(NOW) == []

    async def test_and_what_was_edited(self, stage: Stage) -> None:
        posted = await stage.post(meal(places=(Place.SEOCHO,)))
        ann = await stage.apply(ANN)
        await stage.sweeping.sweep_due()
        await stage.recruiting.edit(stage.wish(AUTHOR), posted.id, meal(places=(Place.GAEPO,)))
        await stage.sweeping.sweep_due()
        assert offer_key(ann.id, posted.id) in stage.uow.kept.outbox

    async def test_nor_a_post_of_somebody_who_was_blocked(self, stage: Stage) -> None:
        await stage.uow.kept.blocks.replace(AUTHOR, [ANN], NOW)
        await stage.apply(ANN)
        await stage.post(meal())
        await stage.sweeping.sweep_due()
        assert not stage.outbox(DeliveryKind.NOTICE)


class TestCounts:
    async def test_who_waits_reads_how_many_others_do(self, stage: Stage) -> None:
        ann = await stage.apply(ANN)
        await stage.sweeping.sweep_due()
        stage.empty_outbox()
        await stage.apply(BEN, Place.SEOCHO)
        await stage.sweeping.sweep_due()
        assert application_key(ann.id) in stage.uow.kept.outbox

    async def test_nobody_is_told_where_nothing_changed(self, stage: Stage) -> None:
        ann, _ = await stage.apply(ANN), await stage.apply(BEN, Place.SEOCHO)
        await stage.sweeping.sweep_due()
        stage.empty_outbox()
        await stage.uow.kept.pools.touch(MEALS, NOW)
        await stage.sweeping.sweep_due()
        assert application_key(ann.id) not in stage.uow.kept.outbox

    async def test_of_a_crowd_those_who_wait_longest(self, stage: Stage) -> None:
        crowd = []
        for number in range(100, 100 + TOLD_OF_COUNTS + 2):
            stage.uow.kept.members[MemberId(number)] = stage.actor(MemberId(number)).member
            crowd.append(await stage.apply(MemberId(number), sizes=frozenset({4})))
        for one in crowd:
            blocks = stage.uow.kept.blocks
            await blocks.replace(one.member, [each.member for each in crowd if each is not one], NOW)
        await stage.sweeping.sweep_due()
        stage.empty_outbox()
        stage.clock.move(seconds=1)
        await stage.apply(ANN, Place.SEOCHO)
        await stage.sweeping.sweep_due()
        told = set(stage.uow.kept.outbox)
        assert [application_key(one.id) in told for one in crowd] == [True] * TOLD_OF_COUNTS + [False] * 2


class TestTheBoard:
    async def test_two_minutes_after_somebody_waits_the_channel_is_told(self, stage: Stage) -> None:
        with_channel(stage)
        await stage.apply(ANN)
        await stage.sweeping.sweep_due()
        assert not stage.outbox(DeliveryKind.BOARD)
        stage.clock.move(minutes=2)
        await stage.sweeping.sweep_due()
        assert [each.key for each in stage.outbox(DeliveryKind.BOARD)] == ["board:1:MEAL:2026-07-02:LUNCH"]

    async def test_it_is_edited_in_place_and_closed(self, stage: Stage) -> None:
        with_channel(stage)
        ann = await stage.apply(ANN)
        stage.clock.move(minutes=2)
        await stage.sweeping.sweep_due()
        ben = await stage.apply(BEN, Place.SEOCHO)
        await stage.sweeping.sweep_due()
        for who, one in ((ANN, ann), (BEN, ben)):
            await stage.waiting.cancel(stage.wish(who), one.id)
            await stage.sweeping.sweep_due()
        (row,) = (row for row in stage.uow.kept.outbox.values() if row.delivery.kind is DeliveryKind.BOARD)
        assert row.generation == 4
        assert await stage.uow.kept.pools.board(MEALS) is None

    async def test_where_a_category_has_no_channel_there_is_none(self, stage: Stage) -> None:
        await stage.apply(ANN)
        stage.clock.move(minutes=2)
        await stage.sweeping.sweep_due()
        assert not stage.outbox(DeliveryKind.BOARD)

    async def test_the_next_meal_has_a_board_of_its_own(self, stage: Stage) -> None:
        with_channel(stage)
        stage.clock.move(hours=3, minutes=20)
        await stage.apply(ANN)
        stage.clock.move(minutes=5)
        await stage.sweeping.sweep_due()
        stage.clock.move(minutes=10)
        await stage.apply(BEN, Place.SEOCHO)
        await stage.sweeping.sweep_due()
        meals = [each.key.rpartition(":")[2] for each in stage.outbox(DeliveryKind.BOARD)]
        assert meals == ["LUNCH", "DUNCH"]
