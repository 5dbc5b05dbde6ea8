"""What one person may have and do at once."""

from datetime import timedelta

import pytest

from domain.errors import DomainError, ErrorCode
from domain.model.ids import RecruitmentId
from tests.domain.examples import AUTHOR, meal, members
from tests.domain.refusals import refused
from tests.domain.stage import Stage

ANN, BEN = members(2)


async def post_and_cancel(stage: Stage) -> None:
    recruitment = await stage.post()
    await stage.recruiting.cancel(stage.wish(AUTHOR), recruitment.id)


async def comment(stage: Stage, recruitment_id: RecruitmentId) -> None:
    await stage.commenting.comment(stage.wish(ANN), recruitment_id, "저요")


class TestOpenRecruitments:
    async def test_are_five_at_once_for_admins_too(self, stage: Stage) -> None:
        for _ in range(5):
            await stage.post()
        with pytest.raises(DomainError) as error:
            await stage.recruiting.may_post(stage.actor(AUTHOR, admin=True))
        assert (error.value.code, error.value.params) == (ErrorCode.TOO_MANY_OPEN, {"limit": 5})
        with refused(ErrorCode.TOO_MANY_OPEN):
            await stage.post()
        await stage.post(author=ANN)

    async def test_make_room_when_one_ends(self, stage: Stage) -> None:
        first, *_ = [await stage.post() for _ in range(5)]
        await stage.recruiting.cancel(stage.wish(AUTHOR), first.id)
        await stage.recruiting.may_post(stage.actor(AUTHOR))
        await stage.post()

    async def test_count_no_more_once_they_are_due_whoever_closes_them_when(self, stage: Stage) -> None:
        for _ in range(5):
            await stage.post(meal(meets_at=stage.clock.now() + timedelta(minutes=30)))
        stage.clock.move(minutes=20)
        await stage.post()

    async def test_of_others_do_not_count_for_who_only_joined(self, stage: Stage) -> None:
        for _ in range(5):
            await stage.join(await stage.post(), ANN)
        await stage.post(author=ANN)

    async def test_that_were_refused_leave_the_wish_to_be_granted_later(self, stage: Stage) -> None:
        first, *_ = [await stage.post() for _ in range(5)]
        wish = stage.wish(AUTHOR)
        with refused(ErrorCode.TOO_MANY_OPEN):
            await stage.recruiting.post(wish, first.category, meal(), "C1", despite_overlap=True)
        await stage.recruiting.cancel(stage.wish(AUTHOR), first.id)
        await stage.recruiting.post(wish, first.category, meal(), "C1", despite_overlap=True)


class TestPosts:
    async def test_are_ten_an_hour_whatever_became_of_them(self, stage: Stage) -> None:
        for _ in range(10):
            await post_and_cancel(stage)
        with pytest.raises(DomainError) as error:
            await stage.post()
        assert (error.value.code, error.value.params) == (ErrorCode.TOO_MANY_POSTS, {"limit": 10})
        with refused(ErrorCode.TOO_MANY_POSTS):
            await stage.recruiting.may_post(stage.actor(AUTHOR))
        stage.clock.move(hours=1)
        await stage.post(meal(meets_at=stage.clock.now() + timedelta(hours=1)))


class TestComments:
    async def test_are_six_a_minute_on_whatever_recruitment(self, stage: Stage) -> None:
        one, other = [await stage.post(meal(anonymous=True)) for _ in range(2)]
        for number in range(6):
            await comment(stage, (one, other)[number % 2].id)
        with pytest.raises(DomainError) as error:
            await comment(stage, one.id)
        assert (error.value.code, error.value.field, error.value.params) == (
            ErrorCode.TOO_MANY_COMMENTS,
            "content",
            {"limit": 6},
        )
        await stage.commenting.comment(stage.wish(BEN), one.id, "저도요")
        stage.clock.move(minutes=1)
        await comment(stage, one.id)
