"""Whoever has posted or said as much as they may is told so, and what they can do about it."""

from typing import Any

import pytest

from domain.outgoing import Message
from tests.handlers import slack
from tests.handlers.world import ANN, BEN, World, body_of, buttons, said, spoken

EXPECTED = "모집은 한 번에 5개까지"
NIGHT = "밥 개포 22:30 치킨 4명 외식"


async def post_five(world: World) -> None:
    """As many as one person may have, hours apart."""
    for hour in (12, 14, 16, 18, 20):
        await world.post(ANN, f"밥 개포 {hour}:30 치킨 4명 외식")


@pytest.fixture
async def full(world: World) -> World:
    """Ann has as many open posts as she may."""
    await post_five(world)
    return world


async def open_form(world: World) -> dict[str, Any]:
    await world.command(ANN, NIGHT)
    return slack.opened(world.modal)


class TestTooManyOpen:
    async def test_are_told_of_before_anything_is_typed(self, full: World) -> None:
        shown = len(full.modals.shown)
        body = body_of(await full.command(ANN, NIGHT))
        assert EXPECTED in body["text"]
        assert buttons(body["blocks"]) == {"recruitment_own": None}
        assert len(full.modals.shown) == shown

    async def test_are_listed_with_a_button_each_that_cancels(self, full: World) -> None:
        await full.click(ANN, "recruitment_own", ephemeral=True)
        answer = await full.answer()
        assert "열어 둔 내 모집 5개" in spoken(answer)
        assert len([each for each in answer.content.blocks if each.get("accessory")]) == 5

    async def test_leave_the_form_as_it_was_typed_below_the_refusal(self, world: World) -> None:
        view = await open_form(world)
        await post_five(world)
        answer = body_of(await world.submit(ANN, view))
        assert answer["response_action"] == "push"
        assert EXPECTED in said(answer["view"])
        refusal = slack.opened(answer["view"], root_view_id=view["id"])
        await world.click(ANN, "recruitment_own", view=refusal)
        listed = world.modals.shown[-1]
        assert (listed.how, listed.trigger_or_id) == ("update", refusal["id"])
        await world.click(ANN, "recruitment_cancel", world.recruitments[0].id, view=slack.opened(listed.view))
        assert body_of(await world.submit(ANN, view)) is None
        assert len(world.recruitments) == 6

    async def test_count_for_posting_again_too(self, full: World) -> None:
        first = full.recruitments[0]
        await full.click(ANN, "recruitment_cancel", first.id)
        await full.post(ANN, NIGHT)
        await full.deliver()
        await full.click(ANN, "recruitment_repost", first.id)
        assert EXPECTED in spoken(await full.answer())

    async def test_count_for_making_a_post_of_a_wait_too(self, full: World) -> None:
        await full.command(ANN, "랜덤 개포")
        await full.submit(ANN, slack.opened(full.modal, {"ways_of_eating": slack.options("EATOUT")}))
        (application,) = full.uow.kept.applications.rows
        await full.deliver()
        await full.click(ANN, "random_to_recruitment", application)
        assert EXPECTED in spoken(await full.answer())

    async def test_are_of_nobody_else(self, full: World) -> None:
        await full.post(BEN, NIGHT)

    async def test_that_are_gone_by_the_time_they_are_looked_at_leave_a_way_on(self, world: World) -> None:
        await world.click(ANN, "recruitment_own", ephemeral=True)
        answer = await world.answer()
        assert isinstance(answer, Message)
        assert "열어 둔 모집이 없어요" in spoken(answer)
        assert "home_new_meal" in buttons(answer.content.blocks)


async def test_one_comment_too_many_stays_in_its_field(world: World) -> None:
    recruitment = await world.post(ANN, NIGHT, options=slack.options("anonymous"))
    await world.click(BEN, "recruitment_comment", recruitment.id)
    form = world.modal

    async def comment() -> Any:
        return body_of(await world.submit(BEN, slack.opened(form, {"content": {"value": "몇 시까지요?"}})))

    assert [await comment() for _ in range(6)] == [None] * 6
    errors = (await comment())["errors"]
    assert "1분에 6개까지" in errors["content"]
