"""The list: opened, turned and narrowed, in a message and in a modal."""

from domain.outbox import DeliveryKind
from domain.outgoing import Message, ToResponseUrl
from tests.handlers import slack
from tests.handlers.world import ANN, BEN, CAT, World, body_of, buttons, said

HOME = {"id": "V0HOME", "type": "home", "callback_id": ""}


async def test_the_button_answers_with_a_list_of_its_own(world: World) -> None:
    await world.post()
    await world.click(BEN, "home_list", ephemeral=True)
    answer = await world.answer()
    assert isinstance(answer.to, ToResponseUrl)
    assert not answer.to.replace_original
    assert "치킨" in answer.content.text


async def test_turning_a_page_puts_the_next_one_in_its_place(world: World) -> None:
    await many(world, 7)
    await world.click(BEN, "home_list", ephemeral=True)
    first = await world.answer()
    onward = buttons(first.content.blocks)["list_page"]
    await world.click(BEN, "list_page", onward, ephemeral=True)
    second = await world.answer()
    assert second.to.replace_original  # type: ignore[union-attr]
    assert ("모임1" in first.content.text, "모임6" in first.content.text) == (True, False)
    assert ("모임1" in second.content.text, "모임6" in second.content.text) == (False, True)


async def test_who_joins_from_the_list_is_shown_it_anew(world: World) -> None:
    await world.post()
    await world.click(BEN, "home_list", ephemeral=True)
    (row,) = [block for block in (await world.answer()).content.blocks if "accessory" in block]
    await world.click(BEN, "recruitment_join", row["accessory"]["value"], ephemeral=True, block_id=row["block_id"])
    answers = [each for each in await world.deliver(DeliveryKind.ANSWER) if isinstance(each, Message)]
    (shown_anew,) = [each for each in answers if isinstance(each.to, ToResponseUrl) and each.to.replace_original]
    (answer,) = [each for each in answers if each is not shown_anew]
    assert "참여 중" in shown_anew.content.text
    assert "참여했어요" in answer.content.text


async def test_narrowing_keeps_what_was_chosen(world: World) -> None:
    await world.post(ANN, "밥 개포 12:30 치킨 외식")
    await world.post(BEN, "밥 서초 12:30 피자 외식")
    await world.click(BEN, "list_filter", option="MEAL:SEOCHO:0", ephemeral=True)
    answer = await world.answer()
    assert ("치킨" in answer.content.text, "피자" in answer.content.text) == (False, True)


async def test_a_listing_that_makes_no_sense_is_the_whole_list(world: World) -> None:
    await world.post()
    for value in ("garbage", "MEAL:MOON:0", "::-5", "::99999999"):
        await world.click(BEN, "list_page", value)
        assert "치킨" in (await world.answer()).content.text


async def test_in_the_app_home_the_list_is_a_modal_that_turns(world: World) -> None:
    await many(world, 7)
    assert body_of(await world.click(BEN, "home_list", view=HOME)) is None
    assert world.modals.shown[-1].how == "open"
    view = slack.opened(world.modal)
    await world.click(BEN, "list_page", buttons(view["blocks"])["list_page"], view=view)
    turned = world.modals.shown[-1]
    assert (turned.how, turned.trigger_or_id) == ("update", view["id"])
    assert "모임6" in said(turned.view)
    assert world.asked_for(DeliveryKind.ANSWER) == []


async def many(world: World, count: int) -> None:
    """One every other hour, so that none overlap, by two people, for nobody may have so many."""
    for number in range(1, count + 1):
        author = (ANN, CAT)[number % 2]
        await world.command(author, f"밥 개포 모임{number} 외식")
        when = {"selected_date_time": int(world.clock.now().timestamp()) + number * 7200}
        await world.submit(author, slack.opened(world.modal, {"meets_at": when, "title": slack.text(f"모임{number}")}))
    await world.deliver()
