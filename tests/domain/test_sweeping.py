"""Sweeps of the random pool: who is brought together, who is left, and what everybody is told."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from domain.errors import DomainError
from domain.model.application import ApplicationStatus, LeftBecause
from domain.model.ids import MemberId
from domain.model.match import Origin
from domain.outbox import DeliveryKind, PostedMessage, application_key
from domain.pool import PoolClaim, PoolRef
from domain.use_cases.sweeping.writing import TOGETHER, Overtaken
from domain.vocabulary import Category, Place, WayOfEating
from tests.domain.examples import NOW, WORKSPACE, members
from tests.domain.stage import Stage

ANN, BEN, CAT, DAN = members(4)
MEALS = PoolRef(WORKSPACE, Category.MEAL)
TWO = frozenset({2})


class TestMatching:
    async def test_those_who_fit_are_brought_together(self, stage: Stage) -> None:
        ann, ben = await stage.apply(ANN), await stage.apply(BEN, Place.GAEPO, Place.SEOCHO)
        assert await stage.sweeping.sweep_due() == 2
        (match,) = stage.matches()
        assert (match.origin, match.coming) == (Origin.RANDOM, (ANN, BEN))
        assert (match.places, match.way_of_eating) == ((Place.GAEPO,), WayOfEating.EATOUT)
        assert match.meets_at == NOW + timedelta(minutes=15)
        for each in (ann, ben):
            after = stage.application(each.id)
            assert (after.status, after.match_id) == (ApplicationStatus.MATCHED, match.id)

    async def test_they_get_one_group_message_and_everybody_ten_points(self, stage: Stage) -> None:
        await stage.apply(ANN)
        await stage.apply(BEN)
        await stage.sweeping.sweep_due()
        assert len(stage.outbox(DeliveryKind.MATCH_DM)) == 1
        assert [score.points for score in stage.uow.kept.matches.scores] == [10, 10]

    async def test_the_meeting_is_at_the_next_full_five_minutes(self, stage: Stage) -> None:
        await stage.apply(ANN)
        await stage.apply(BEN)
        stage.clock.move(minutes=1, seconds=1)
        await stage.sweeping.sweep_due()
        assert stage.matches()[0].meets_at == NOW + timedelta(minutes=20)

    async def test_a_study_group_agrees_on_what_it_studies(self, stage: Stage) -> None:
        await stage.apply(ANN, category=Category.STUDY)
        await stage.apply(BEN, category=Category.STUDY)
        await stage.sweeping.sweep_due()
        (match,) = stage.matches()
        assert match.study_type is not None
        assert match.way_of_eating is None

    async def test_meals_and_studies_are_pools_of_their_own(self, stage: Stage) -> None:
        await stage.apply(ANN)
        await stage.apply(BEN, category=Category.STUDY)
        assert await stage.sweeping.sweep_due() == 0

    async def test_who_has_blocked_another_never_meets_them(self, stage: Stage) -> None:
        await stage.uow.kept.blocks.replace(ANN, [BEN], NOW)
        await stage.apply(ANN)
        await stage.apply(BEN)
        assert await stage.sweeping.sweep_due() == 0

    async def test_who_met_lately_meets_somebody_else_first(self, stage: Stage) -> None:
        await stage.apply(ANN)
        await stage.apply(BEN)
        await stage.sweeping.sweep_due()
        stage.clock.move(hours=1)
        ann = await stage.apply(ANN)
        await stage.apply(BEN)
        assert await stage.sweeping.sweep_due() == 0
        assert stage.application(ann.id).left_because is LeftBecause.MET_RECENTLY
        stage.clock.move(minutes=10)
        assert await stage.sweeping.sweep_due() == 2

    async def test_seed_and_figures_are_kept(self, stage: Stage) -> None:
        await stage.apply(ANN)
        await stage.apply(BEN)
        await stage.sweeping.sweep_due()
        (record,) = stage.uow.kept.pools.sweeps
        assert (record.waiting, record.matched, record.groups, record.lost) == (2, 2, 1, 0)
        assert record.seed == stage.solver.asked[0].seed

    async def test_every_sweep_has_a_seed_of_its_own(self, stage: Stage) -> None:
        for member, place in ((ANN, Place.GAEPO), (BEN, Place.SEOCHO), (CAT, Place.OUT_OF_CLUSTER)):
            await stage.apply(member, place)
            await stage.sweeping.sweep_due()
        assert len({pool.seed for pool in stage.solver.asked}) == 2

    async def test_their_homes_show_it(self, stage: Stage) -> None:
        await stage.apply(ANN)
        await stage.apply(BEN)
        stage.empty_outbox()
        await stage.sweeping.sweep_due()
        assert [each.member for each in stage.outbox(DeliveryKind.HOME)] == [ANN, BEN]

    async def test_once_the_group_has_its_conversation_each_is_led_there(self, stage: Stage) -> None:
        ann, ben = await stage.apply(ANN), await stage.apply(BEN)
        await stage.sweeping.sweep_due()
        (dm,) = stage.outbox(DeliveryKind.MATCH_DM)
        stage.empty_outbox()
        await stage.outcomes.posted(dm, PostedMessage(dm.key, "G1", "1.2"))
        told = {each.key: each.params for each in stage.outbox(DeliveryKind.APPLICATION)}
        assert told == {application_key(one.id): {"channel": "G1", "ts": "1.2"} for one in (ann, ben)}

    async def test_who_is_left_over_goes_first_when_it_is_a_tie(self, stage: Stage) -> None:
        three = [await stage.apply(member, sizes=TWO) for member in (ANN, BEN, CAT)]
        await stage.sweeping.sweep_due()
        (left,) = [one for one in (stage.application(each.id) for each in three) if one.is_waiting]
        assert (left.left_because, left.priority) == (LeftBecause.LEFT_OVER, 1)

    async def test_many_groups_are_written_some_at_a_time(self, stage: Stage) -> None:
        for number in range(100, 100 + 2 * TOGETHER + 2):
            stage.uow.kept.members[MemberId(number)] = stage.actor(MemberId(number)).member
            await stage.apply(MemberId(number), sizes=TWO)
        before = stage.uow.commits
        assert await stage.sweeping.sweep_due() == 2 * TOGETHER + 2
        assert stage.uow.commits - before == 5, "one claims, one ends what is overdue, two write groups, one lets go"


class TestMeanwhile:
    """While the engine thinks, people do things."""

    @pytest.fixture
    def meanwhile(self, stage: Stage) -> Callable[[Callable[[], Awaitable[object]]], None]:
        def does(act: Callable[[], Awaitable[object]]) -> None:
            async def once() -> None:
                stage.solver.meanwhile = None
                await act()

            stage.solver.meanwhile = once

        return does

    async def test_who_takes_it_back_is_not_in_the_match(
        self, stage: Stage, meanwhile: Callable[[Callable[[], Awaitable[object]]], None]
    ) -> None:
        ann, ben = await stage.apply(ANN), await stage.apply(BEN)
        meanwhile(lambda: stage.waiting.cancel(stage.wish(ANN), ann.id))
        assert await stage.sweeping.sweep_due() == 0
        assert not stage.matches()
        assert stage.application(ann.id).status is ApplicationStatus.CANCELLED
        assert stage.application(ben.id).is_waiting
        assert stage.uow.kept.pools.sweeps[0].lost == 1

    async def test_who_comes_too_late_for_that_is_told(self, stage: Stage) -> None:
        ann = await stage.apply(ANN)
        await stage.apply(BEN)
        await stage.sweeping.sweep_due()
        with pytest.raises(DomainError, match="application_matched"):
            await stage.waiting.cancel(stage.wish(ANN), ann.id)

    async def test_the_others_get_their_chance_at_once(
        self, stage: Stage, meanwhile: Callable[[Callable[[], Awaitable[object]]], None]
    ) -> None:
        ann = await stage.apply(ANN, sizes=TWO)
        await stage.apply(BEN, sizes=TWO)
        await stage.apply(CAT, sizes=TWO)
        meanwhile(lambda: stage.waiting.cancel(stage.wish(ANN), ann.id))
        await stage.sweeping.sweep_due()
        assert await stage.sweeping.sweep_due() == 2
        assert stage.matches()[0].coming == (BEN, CAT)

    async def test_a_block_set_meanwhile_counts(
        self, stage: Stage, meanwhile: Callable[[Callable[[], Awaitable[object]]], None]
    ) -> None:
        await stage.apply(ANN)
        await stage.apply(BEN)

        async def block() -> None:
            await stage.uow.kept.blocks.replace(BEN, [ANN], NOW)

        meanwhile(block)
        assert await stage.sweeping.sweep_due() == 0
        assert await stage.uow.kept.pools.due(NOW) == [MEALS], "the others of the group have another chance at once"
        assert await stage.sweeping.sweep_due() == 0

    async def test_who_applies_meanwhile_is_looked_at_next(
        self, stage: Stage, meanwhile: Callable[[Callable[[], Awaitable[object]]], None]
    ) -> None:
        await stage.apply(ANN, sizes=TWO)
        await stage.apply(BEN, sizes=TWO)
        await stage.apply(CAT, sizes=TWO)
        meanwhile(lambda: stage.apply(DAN, sizes=TWO))
        assert await stage.sweeping.sweep_due() == 2
        assert await stage.sweeping.sweep_due() == 2

    async def test_a_sweep_that_was_overtaken_writes_nothing_more(
        self, stage: Stage, meanwhile: Callable[[Callable[[], Awaitable[object]]], None]
    ) -> None:
        await stage.apply(ANN)
        await stage.apply(BEN)

        async def overtake() -> None:
            pools = stage.uow.kept.pools
            assert await pools.settle((await _claim_of(stage)), NOW, NOW)
            await stage.uow.kept.pools.claim(MEALS, NOW, timedelta(seconds=45))

        meanwhile(overtake)
        assert await stage.sweeping.sweep_due() == 0
        assert not stage.matches()
        assert not stage.uow.kept.pools.sweeps

    async def test_so_does_one_that_was_overtaken_between_its_groups_and_the_rest(self, stage: Stage) -> None:
        left = await stage.apply(ANN)
        await stage.uow.kept.pools.touch(MEALS, NOW)
        claim = await stage.uow.kept.pools.claim(MEALS, NOW, timedelta(seconds=45))
        assert claim is not None
        await stage.uow.kept.pools.settle(claim, NOW, NOW)
        with pytest.raises(Overtaken):
            await stage.sweeping._decide(claim)
        assert stage.application(left.id).left_because is None

    async def test_one_pool_that_fails_keeps_no_other_from_its_turn(self, stage: Stage) -> None:
        await stage.apply(ANN)
        await stage.apply(BEN)
        await stage.apply(CAT, category=Category.STUDY)
        stage.solver.failing = RuntimeError("out of memory")
        with pytest.raises(ExceptionGroup):
            await stage.sweeping.sweep_due()
        stage.solver.failing = None
        assert await stage.sweeping.sweep_due() == 2


async def _claim_of(stage: Stage) -> PoolClaim:
    row = stage.uow.kept.pools.rows[MEALS]
    return PoolClaim(MEALS, row.generation, row.fence)


class TestResting:
    async def test_with_nothing_new_to_decide_nothing_is_claimed(self, stage: Stage) -> None:
        await stage.apply(ANN)
        await stage.sweeping.sweep_due()
        commits = stage.uow.commits
        stage.clock.move(minutes=1)
        await stage.sweeping.sweep_due()
        assert stage.uow.commits == commits

    async def test_a_pool_that_nobody_waits_in_is_never_due(self, stage: Stage) -> None:
        applied = await stage.apply(ANN)
        await stage.waiting.cancel(stage.wish(ANN), applied.id)
        await stage.sweeping.sweep_due()
        assert stage.uow.kept.pools.rows[MEALS].due_at is None
        assert not stage.uow.kept.pools.sweeps

    async def test_two_workers_do_not_sweep_one_pool(self, stage: Stage) -> None:
        await stage.apply(ANN)
        await stage.apply(BEN)
        await stage.uow.kept.pools.claim(MEALS, NOW, timedelta(seconds=45))
        assert await stage.sweeping.sweep_due() == 0


class TestTheEnd:
    async def test_it_ends_at_its_minute(self, stage: Stage) -> None:
        applied = await stage.apply(ANN)
        await stage.sweeping.sweep_due()
        stage.clock.move(minutes=29, seconds=59)
        await stage.sweeping.sweep_due()
        assert stage.application(applied.id).is_waiting
        stage.clock.move(seconds=1)
        await stage.sweeping.sweep_due()
        assert stage.application(applied.id).status is ApplicationStatus.EXPIRED

    async def test_after_hours_of_silence_everybody_is_told_once(self, stage: Stage) -> None:
        applied = [await stage.apply(member) for member in (ANN, BEN, CAT)]
        stage.clock.move(hours=5)
        stage.empty_outbox()
        await stage.sweeping.sweep_due()
        await stage.sweeping.sweep_due()
        assert {stage.application(each.id).status for each in applied} == {ApplicationStatus.EXPIRED}
        rows = stage.uow.kept.outbox
        assert {rows[application_key(each.id)].generation for each in applied} == {1}

    async def test_who_waits_longer_is_not_ended(self, stage: Stage) -> None:
        applied = await stage.apply(ANN)
        stage.clock.move(minutes=29)
        await stage.waiting.extend(stage.wish(ANN), applied.id)
        stage.clock.move(minutes=2)
        await stage.sweeping.sweep_due()
        assert stage.application(applied.id).is_waiting

    async def test_a_clock_that_goes_back_ends_nothing(self, stage: Stage) -> None:
        applied = await stage.apply(ANN)
        stage.clock.move(days=-1)
        await stage.sweeping.sweep_due()
        assert stage.application(applied.id).is_waiting
