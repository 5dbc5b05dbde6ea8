import pytest

from domain.errors import DomainError, ErrorCode
from domain.outbox import Notice
from tests.domain.examples import AUTHOR, meal, members
from tests.domain.refusals import refused
from tests.domain.stage import Stage

ANN, BEN = members(2)


class TestComments:
    async def test_keep_one_alias_a_member_and_recruitment(self, stage: Stage) -> None:
        recruitment = await stage.post(meal(anonymous=True))
        said = [
            await stage.commenting.comment(stage.wish(who), recruitment.id, "안녕하세요")
            for who in (ANN, AUTHOR, BEN, ANN)
        ]
        assert [comment.alias for comment in said] == [1, 0, 2, 1]

    async def test_tell_the_author_of_others_comments_each(self, stage: Stage) -> None:
        recruitment = await stage.post(meal(anonymous=True))
        for who in (ANN, ANN, AUTHOR):
            await stage.commenting.comment(stage.wish(who), recruitment.id, "몇 시까지요?")
        assert stage.notices() == [(Notice.COMMENTED, AUTHOR)] * 2

    @pytest.mark.parametrize(
        ("content", "code"), [("  ", ErrorCode.CONDITION_MISSING), ("가" * 1001, ErrorCode.TEXT_TOO_LONG)]
    )
    async def test_need_something_to_say_and_not_too_much(self, stage: Stage, content: str, code: ErrorCode) -> None:
        recruitment = await stage.post(meal(anonymous=True))
        with pytest.raises(DomainError) as error:
            await stage.commenting.comment(stage.wish(ANN), recruitment.id, content)
        assert (error.value.code, error.value.field) == (code, "content")

    async def test_end_with_the_recruitment(self, stage: Stage) -> None:
        recruitment = await stage.post(meal(anonymous=True))
        await stage.recruiting.cancel(stage.wish(AUTHOR), recruitment.id)
        with pytest.raises(DomainError) as error:
            await stage.commenting.comment(stage.wish(ANN), recruitment.id, "아직 되나요?")
        assert error.value.code is ErrorCode.RECRUITMENT_CANCELLED
        assert stage.notices() == []

    async def test_are_for_anonymous_recruitments_alone(self, stage: Stage) -> None:
        recruitment = await stage.post(meal())
        with refused(ErrorCode.NOT_FOUND):
            await stage.commenting.comment(stage.wish(ANN), recruitment.id, "이름 없이 한마디")
        assert stage.notices() == []
