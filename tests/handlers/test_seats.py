"""Joining and leaving by the buttons of a message, of the App Home and of answers."""

from datetime import timedelta

import pytest

from domain.outbox import DeliveryKind
from domain.outgoing import ToResponseUrl
from tests.handlers import slack
from tests.handlers.world import ANN, BEN, CAT, DAN, EVE, World, body_of, buttons, said

HOME = {"id": "V0HOME", "type": "home", "callback_id": ""}


class TestJoining:
    async def test_a_click_gives_a_seat_and_tells_only_who_clicked(self, world: World) -> None:
        await world.post()
        request = slack.click(BEN, "recruitment_join", str(world.recruitment.id))
        assert body_of(await world.send(slack.interactive(request))) is None
        assert world.seated() == [ANN, BEN]
        answer = await world.answer()
        assert answer.to == ToResponseUrl(request["response_url"], replace_original=False)
        assert "2/4" in answer.content.text

    async def test_the_same_click_twice_has_one_effect(self, world: World) -> None:
        await world.post()
        click = slack.click(BEN, "recruitment_join", str(world.recruitment.id))
        for _ in range(2):
            assert body_of(await world.send(slack.interactive(click))) is None
        assert world.seated() == [ANN, BEN]
        assert "2/4" in (await world.answer()).content.text

    async def test_a_second_click_is_told_and_offered_the_way_out(self, world: World) -> None:
        await world.post()
        for _ in range(2):
            await world.click(BEN, "recruitment_join", world.recruitment.id)
        second = (await world.deliver(DeliveryKind.ANSWER))[-1]
        assert buttons(second.content.blocks) == {"recruitment_leave": str(world.recruitment.id)}  # type: ignore[union-attr]

    async def test_who_clicks_is_who_joins_whatever_the_button_says(self, world: World) -> None:
        await world.post()
        await world.click(BEN, "recruitment_join", world.recruitment.id)
        await world.click(CAT, "recruitment_join", world.recruitment.id)
        assert world.seated() == [ANN, BEN, CAT]

    async def test_of_an_anonymous_one_it_says_who_will_see_names(self, world: World) -> None:
        await world.post(ANN, "밥 개포 12:30 외식 익명")
        await world.click(EVE, "recruitment_join", world.recruitment.id)
        assert "once" in (await world.answer()).content.text.lower()

    async def test_filling_it_confirms_it_and_brings_the_group_together(self, world: World) -> None:
        await world.post(ANN, "밥 개포 12:30 외식 2명")
        await world.click(BEN, "recruitment_join", world.recruitment.id)
        assert not world.recruitment.is_open
        assert len(world.asked_for(DeliveryKind.MATCH_DM)) == 1


class TestTheWaitlist:
    async def full(self, world: World) -> None:
        await world.post(ANN, "밥 개포 12:30 외식 2명", options=slack.options())
        await world.click(BEN, "recruitment_join", world.recruitment.id)
        await world.deliver()

    async def test_a_click_on_a_full_one_waits_and_can_be_undone(self, world: World) -> None:
        await self.full(world)
        await world.click(CAT, "recruitment_join", world.recruitment.id)
        answer = await world.answer()
        assert "1" in answer.content.text
        undo = buttons(answer.content.blocks)
        assert undo == {"recruitment_leave": str(world.recruitment.id)}
        await world.click(CAT, "recruitment_leave", undo["recruitment_leave"], ephemeral=True)
        assert world.recruitment.waitlist == ()
        assert (await world.answer()).to.replace_original  # type: ignore[union-attr]

    async def test_shortly_before_the_end_no_seat_is_promised(self, world: World) -> None:
        await self.full(world)
        world.clock.at = world.recruitment.closes_at - timedelta(minutes=9)
        await world.click(CAT, "recruitment_join", world.recruitment.id)
        assert "먼저 누르는 분" in (await world.answer()).content.text

    async def test_the_answer_says_which_place_it_is(self, world: World) -> None:
        await self.full(world)
        for user in (CAT, DAN):
            await world.click(user, "recruitment_join", world.recruitment.id)
        first, second = await world.deliver(DeliveryKind.ANSWER)
        assert "1번" in first.content.text  # type: ignore[union-attr]
        assert "2번" in second.content.text  # type: ignore[union-attr]

    async def test_the_first_who_waits_moves_up(self, world: World) -> None:
        await self.full(world)
        await world.click(CAT, "recruitment_join", world.recruitment.id)
        await world.click(BEN, "recruitment_leave", world.recruitment.id)
        assert world.seated() == [ANN, CAT]


class TestOverlapping:
    async def asked(self, world: World) -> None:
        await world.post(ANN, "밥 개포 12:30 치킨 외식")
        await world.post(BEN, "밥 서초 12:45 피자 외식")
        await world.click(BEN, "recruitment_join", world.recruitments[0].id)

    async def test_it_asks_first_and_says_what_is_near(self, world: World) -> None:
        await self.asked(world)
        answer = await world.answer()
        assert "피자" in answer.content.text
        assert buttons(answer.content.blocks) == {"recruitment_join_anyway": str(world.recruitments[0].id)}
        assert len(world.recruitments[0].participants) == 1

    async def test_whoever_means_it_joins_and_the_question_gives_way(self, world: World) -> None:
        await self.asked(world)
        await world.deliver()
        await world.click(BEN, "recruitment_join_anyway", world.recruitments[0].id, ephemeral=True)
        assert world.recruitments[0].has(world.member(BEN).id)
        answer = await world.answer()
        assert answer.to.replace_original  # type: ignore[union-attr]
        assert "2/4" in answer.content.text


class TestRefusals:
    @pytest.mark.parametrize("ending", ["cancelled", "expired", "confirmed"])
    async def test_what_has_ended_says_so_to_who_asked_alone(self, world: World, ending: str) -> None:
        await world.post()
        if ending == "cancelled":
            await world.click(ANN, "recruitment_cancel", world.recruitment.id)
        elif ending == "confirmed":
            await world.click(CAT, "recruitment_join", world.recruitment.id)
        world.clock.move(minutes=80)
        await world.closing.close_due()
        await world.deliver()
        before = world.recruitment
        await world.click(BEN, "recruitment_join", world.recruitment.id)
        (refusal,) = await world.deliver()
        assert isinstance(refusal.to, ToResponseUrl)  # type: ignore[union-attr]
        assert {"home_list"} <= set(buttons(refusal.content.blocks))  # type: ignore[union-attr]
        assert world.recruitment == before

    async def test_an_author_cannot_leave_but_can_cancel(self, world: World) -> None:
        await world.post()
        await world.click(ANN, "recruitment_leave", world.recruitment.id)
        assert buttons((await world.answer()).content.blocks) == {"recruitment_cancel": str(world.recruitment.id)}

    async def test_whoever_is_not_in_cannot_leave(self, world: World) -> None:
        await world.post()
        await world.click(BEN, "recruitment_leave", world.recruitment.id)
        assert buttons((await world.answer()).content.blocks) == {"recruitment_join": str(world.recruitment.id)}


class TestInTheAppHome:
    async def test_the_answer_is_shown_at_once_and_the_home_follows(self, world: World) -> None:
        await world.post()
        await world.deliver()
        assert body_of(await world.click(BEN, "recruitment_join", world.recruitment.id, view=HOME)) is None
        assert world.seated() == [ANN, BEN]
        assert world.modals.shown[-1].how == "open"
        assert "2/4" in said(world.modal)
        assert [home.member for home in world.asked_for(DeliveryKind.HOME)] == [world.member(BEN).id]
        assert world.asked_for(DeliveryKind.ANSWER) == []

    async def test_refusals_and_questions_are_shown_at_once_too(self, world: World) -> None:
        await world.post(ANN, "밥 개포 12:30 치킨 외식")
        await world.post(BEN, "밥 서초 12:45 피자 외식")
        await world.click(BEN, "recruitment_leave", world.recruitments[0].id, view=HOME)
        assert "참여" in said(world.modal)
        await world.click(BEN, "recruitment_join", world.recruitments[0].id, view=HOME)
        assert "recruitment_join_anyway" in buttons(world.modal["blocks"])
        assert world.asked_for(DeliveryKind.ANSWER) == []

    async def test_a_button_in_a_modal_above_another_answers_in_its_place(self, world: World) -> None:
        await world.post()
        base = slack.opened({"type": "modal", "blocks": []})
        await world.click(BEN, "recruitment_join", world.recruitment.id, view=base)
        assert world.modals.shown[-1].how == "push"
        above = slack.opened({"type": "modal", "blocks": []}, root_view_id=base["id"])
        await world.click(BEN, "recruitment_leave", world.recruitment.id, view=above)
        assert (world.modals.shown[-1].how, world.modals.shown[-1].trigger_or_id) == ("update", above["id"])
