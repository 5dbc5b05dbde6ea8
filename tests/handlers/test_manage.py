"""The manage menu, which asks before what can't be taken back, and cancelling from a list."""

import pytest

from domain.model.recruitment import RecruitmentStatus
from domain.outbox import DeliveryKind, Notice
from tests.handlers import slack
from tests.handlers.world import ANN, BEN, CAT, EVE, World, body_of, said


async def choose(world: World, user: str, word: str) -> None:
    answer = await world.click(user, "recruitment_manage", option=f"{word}:{world.recruitment.id}")
    assert body_of(answer) is None


class TestAsking:
    @pytest.mark.parametrize("word", ["confirm", "cancel"])
    async def test_choosing_asks_and_changes_nothing(self, world: World, word: str) -> None:
        await world.post()
        await world.click(BEN, "recruitment_join", world.recruitment.id)
        before = world.recruitment
        await choose(world, ANN, word)
        assert world.modal["callback_id"] == "recruitment_ask"
        assert world.recruitment == before

    @pytest.mark.parametrize(
        ("word", "status"), [("confirm", RecruitmentStatus.CONFIRMED), ("cancel", RecruitmentStatus.CANCELLED)]
    )
    @pytest.mark.parametrize("user", [ANN, EVE], ids=["its author", "an admin"])
    async def test_a_yes_does_it(self, world: World, user: str, word: str, status: RecruitmentStatus) -> None:
        await world.post()
        await world.click(BEN, "recruitment_join", world.recruitment.id)
        await choose(world, user, word)
        assert body_of(await world.submit(user, slack.opened(world.modal))) is None
        assert world.recruitment.status is status
        assert [home.member for home in world.asked_for(DeliveryKind.HOME)][-1] == world.member(user).id

    async def test_a_yes_that_comes_again_does_nothing_more(self, world: World) -> None:
        await world.post()
        await choose(world, ANN, "cancel")
        view = slack.opened(world.modal)
        assert body_of(await world.submit(ANN, view)) is None
        assert body_of(await world.submit(ANN, view)) is None

    async def test_a_yes_that_comes_too_late_says_so(self, world: World) -> None:
        await world.post()
        await choose(world, ANN, "cancel")
        view = slack.opened(world.modal)
        world.clock.move(minutes=80)
        await world.closing.close_due()
        answer = body_of(await world.submit(ANN, view))
        assert answer["response_action"] == "update"
        assert "마감" in said(answer["view"])

    async def test_an_admin_by_the_settings_is_one_before_slack_was_asked(self, world: World) -> None:
        await world.post()
        world.appoint("U0NEW")
        await choose(world, "U0NEW", "cancel")
        assert not world.member("U0NEW").is_admin
        assert body_of(await world.submit("U0NEW", slack.opened(world.modal))) is None
        assert world.recruitment.status is RecruitmentStatus.CANCELLED

    async def test_a_strangers_yes_is_refused(self, world: World) -> None:
        await world.post()
        await choose(world, ANN, "cancel")
        answer = body_of(await world.submit(BEN, slack.opened(world.modal)))
        assert answer["response_action"] == "update"
        assert world.recruitment.is_open

    @pytest.mark.parametrize("metadata", ["", "cancel", "cancel:garbage", "explode:{id}"])
    async def test_a_question_about_nothing_is_not_found(self, world: World, metadata: str) -> None:
        await world.post()
        await choose(world, ANN, "cancel")
        view = slack.opened(world.modal, private_metadata=metadata.format(id=world.recruitment.id))
        assert body_of(await world.submit(ANN, view))["response_action"] == "update"
        assert world.recruitment.is_open


class TestWhoMay:
    @pytest.mark.parametrize("word", ["edit", "confirm", "cancel"])
    async def test_a_stranger_is_refused_before_being_asked(self, world: World, word: str) -> None:
        await world.post()
        world.modals.shown.clear()
        await world.click(BEN, "recruitment_join", world.recruitment.id)
        await world.deliver()
        await choose(world, BEN, word)
        assert "올린" in (await world.answer()).content.text
        assert not world.modals.shown

    async def test_confirming_alone_is_explained_and_cannot_be_submitted(self, world: World) -> None:
        await world.post()
        await choose(world, ANN, "confirm")
        assert world.modal.get("submit") is None
        assert "없어서" in said(world.modal["blocks"])

    async def test_confirming_alone_is_refused_when_the_others_left_meanwhile(self, world: World) -> None:
        await world.post()
        await world.click(BEN, "recruitment_join", world.recruitment.id)
        await choose(world, ANN, "confirm")
        await world.click(BEN, "recruitment_leave", world.recruitment.id)
        answer = body_of(await world.submit(ANN, slack.opened(world.modal)))
        assert "없어서" in said(answer["view"])
        assert world.recruitment.is_open

    @pytest.mark.parametrize("word", ["edit", "confirm", "cancel"])
    async def test_what_has_ended_cannot_be_managed(self, world: World, word: str) -> None:
        await world.post()
        await world.click(ANN, "recruitment_cancel", world.recruitment.id)
        await world.deliver()
        await choose(world, ANN, word)
        assert "취소" in (await world.answer()).content.text


class TestCancellingFromAList:
    async def test_it_is_cancelled_and_those_concerned_are_told(self, world: World) -> None:
        await world.post()
        await world.click(BEN, "recruitment_join", world.recruitment.id)
        await world.deliver()
        await world.click(ANN, "recruitment_cancel", world.recruitment.id)
        assert world.recruitment.status is RecruitmentStatus.CANCELLED
        (told,) = world.asked_for(DeliveryKind.NOTICE)
        assert (told.member, told.params["notice"]) == (world.member(BEN).id, Notice.CANCELLED)
        assert "취소" in (await world.answer()).content.text

    async def test_a_stranger_is_refused(self, world: World) -> None:
        await world.post()
        await world.click(CAT, "recruitment_cancel", world.recruitment.id)
        assert world.recruitment.is_open
        assert "올린" in (await world.answer()).content.text

    async def test_in_a_view_the_answer_is_shown_at_once(self, world: World) -> None:
        await world.post()
        await world.click(ANN, "recruitment_cancel", world.recruitment.id, view={"id": "V1", "type": "home"})
        assert "취소" in said(world.modal)


class TestComments:
    async def form(self, world: World, user: str = BEN) -> dict[str, object]:
        await world.post(ANN, "밥 개포 12:30 치킨 외식 익명")
        await world.deliver()
        await world.click(user, "recruitment_comment", world.recruitment.id)
        return dict(world.modal)

    async def test_a_comment_goes_into_the_thread_under_an_alias(self, world: World) -> None:
        form = await self.form(world)
        view = slack.opened(form, {"content": slack.text("몇 층이에요?")})
        assert body_of(await world.submit(BEN, view)) is None
        comment = said(await world.delivered(DeliveryKind.COMMENT))
        assert "몇 층이에요?" in comment
        assert "익명 1" in comment
        assert BEN not in comment
        assert BEN.lower() not in comment

    async def test_the_author_is_told_without_a_name(self, world: World) -> None:
        form = await self.form(world)
        await world.submit(BEN, slack.opened(form, {"content": slack.text("몇 층이에요?")}))
        told = said(await world.delivered(DeliveryKind.NOTICE))
        assert "몇 층이에요?" in told
        assert BEN not in told
        assert BEN.lower() not in told

    async def test_an_empty_comment_is_refused_below_its_field(self, world: World) -> None:
        form = await self.form(world)
        answer = body_of(await world.submit(BEN, slack.opened(form, {"content": slack.text("  ")})))
        assert list(answer["errors"]) == ["content"]

    async def test_a_submission_that_comes_again_comments_once(self, world: World) -> None:
        view = slack.opened(await self.form(world), {"content": slack.text("몇 층이에요?")})
        for _ in range(2):
            assert body_of(await world.submit(BEN, view)) is None
        assert len(world.uow.kept.comments.rows) == 1

    async def test_what_has_ended_takes_no_comments(self, world: World) -> None:
        await self.form(world)
        await world.click(ANN, "recruitment_cancel", world.recruitment.id)
        world.modals.shown.clear()
        await world.deliver()
        await world.click(BEN, "recruitment_comment", world.recruitment.id)
        assert "취소" in (await world.answer()).content.text
        assert not world.modals.shown
