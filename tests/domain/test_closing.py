from dataclasses import replace
from datetime import timedelta

from domain.model.recruitment import RecruitmentStatus
from domain.outbox import Notice
from tests.domain.examples import members
from tests.domain.stage import Stage

ANN, _, CAT = members(3)


class TestClosing:
    async def test_confirms_and_expires_what_is_due_once_each(self, stage: Stage) -> None:
        together, alone = await stage.post(), await stage.post(author=CAT)
        await stage.join(together, ANN)
        stage.clock.at = together.closes_at
        assert await stage.closing.close_due() == 2
        assert stage.stored(together.id).status is RecruitmentStatus.CONFIRMED
        assert stage.stored(alone.id).status is RecruitmentStatus.EXPIRED
        assert (Notice.EXPIRED, CAT) in stage.notices()
        assert await stage.closing.close_due() == 0

    async def test_says_what_became_of_each_once_it_is_so(self, stage: Stage) -> None:
        heard: list[str] = []
        closing = replace(stage.closing, heard=heard.append)
        together, _ = await stage.post(), await stage.post(author=CAT)
        await stage.join(together, ANN)
        stage.clock.at = together.closes_at
        await closing.close_due()
        await closing.close_due()
        assert sorted(heard) == [RecruitmentStatus.CONFIRMED, RecruitmentStatus.EXPIRED]

    async def test_leaves_what_is_not_due(self, stage: Stage) -> None:
        recruitment = await stage.post()
        stage.clock.at = recruitment.closes_at - timedelta(microseconds=1)
        assert await stage.closing.close_due() == 0
        assert stage.stored(recruitment.id).is_open

    async def test_catches_up_a_batch_at_a_time_so_that_a_process_can_stop_between(self, stage: Stage) -> None:
        stage.lift_limits()
        recruitments = [await stage.post() for _ in range(120)]
        stage.clock.at = recruitments[0].closes_at + timedelta(hours=6)
        assert [await stage.closing.close_due() for _ in range(4)] == [50, 50, 20, 0]
        assert not stage.uow.kept.timers

    async def test_a_timer_that_is_early_is_set_right(self, stage: Stage) -> None:
        recruitment = await stage.post()
        (key,) = stage.uow.kept.timers
        stage.uow.kept.timers[key] = replace(stage.uow.kept.timers[key], due_at=stage.clock.now())
        assert [await stage.closing.close_due() for _ in range(2)] == [1, 0]
        assert stage.uow.kept.timers[key].due_at == recruitment.closes_at

    async def test_a_timer_of_nothing_goes_away(self, stage: Stage) -> None:
        recruitment = await stage.post()
        del stage.uow.kept.recruitments[recruitment.id]
        stage.clock.at = recruitment.closes_at
        assert await stage.closing.close_due() == 1
        assert not stage.uow.kept.timers
