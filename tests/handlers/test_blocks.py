"""What a block does, and that nobody hears of it."""

import json

import pytest
from structlog.testing import capture_logs

from domain.model.people import MemberStatus
from domain.outbox import DeliveryKind
from tests.handlers import slack
from tests.handlers.saving import OFF, blocks, save
from tests.handlers.test_settings import standing
from tests.handlers.world import ANN, BEN, CAT, DAN, EVE, World, body_of, said, spoken


class TestWhatIsShown:
    async def test_two_do_not_see_each_others_posts_and_nobody_is_told(self, world: World) -> None:
        await world.post(ANN, "밥 개포 12:30 치킨 외식")
        await world.post(BEN, "밥 개포 12:40 피자 외식")
        await save(world, ANN, blocked=slack.users(BEN))
        assert blocks(world) == {(ANN, BEN)}
        for user, own, hidden in ((ANN, "치킨", "피자"), (BEN, "피자", "치킨")):
            listed = body_of(await world.command(user, "목록"))["text"]
            assert own in listed
            assert hidden not in listed
            assert "1개" in listed
        everything = body_of(await world.command(CAT, "목록"))["text"]
        assert "2개" in everything
        assert not [each for each in world.asked_for(DeliveryKind.NOTICE) if each.member == world.member(BEN).id]

    async def test_neither_stands_in_the_others_app_home(self, world: World) -> None:
        await world.post(BEN, "밥 개포 12:40 피자 외식")
        await save(world, BEN, blocked=slack.users(ANN))
        await world.event("app_home_opened", user=ANN, tab="home")
        homes = [said(each.view) for each in await world.deliver(DeliveryKind.HOME)]  # type: ignore[union-attr]
        assert len(homes) == 2
        assert ["피자" in home for home in homes].count(True) == 1

    async def test_no_post_of_theirs_is_offered_when_a_wait_ends(self, world: World) -> None:
        wanted = await world.post(CAT, "밥 개포 12:30 치킨 2명 외식", options=OFF)
        for user in (DAN, ANN):
            await world.click(user, "recruitment_join", wanted.id)
        await world.post(BEN, "밥 개포 13:30 피자 외식")
        await world.post(EVE, "밥 개포 13:40 라멘 외식")
        await save(world, BEN, blocked=slack.users(ANN))
        await world.click(CAT, "recruitment_manage", option=f"confirm:{wanted.id}")
        await world.submit(CAT, slack.opened(world.modal))
        told = [each for each in world.asked_for(DeliveryKind.NOTICE) if each.params["notice"] == "waitlist_ended"]
        assert [each.member for each in told] == [world.member(ANN).id]
        words = spoken(await world.present(told[0], None))
        assert "라멘" in words
        assert "피자" not in words

    async def test_joining_by_the_card_is_not_refused(self, world: World) -> None:
        await world.post(ANN)
        await save(world, ANN, blocked=slack.users(BEN))
        await world.click(BEN, "recruitment_join", world.recruitment.id)
        assert world.seated() == [ANN, BEN]

    async def test_somebody_new_is_added_and_looked_up(self, world: World) -> None:
        await save(world, blocked=slack.users("U0NEW"))
        assert blocks(world) == {(ANN, "U0NEW")}
        assert [each.member for each in world.asked_for(DeliveryKind.PROFILE)] == [world.member("U0NEW").id]

    async def test_unblocking_shows_everything_again(self, world: World) -> None:
        await world.post(BEN, "밥 개포 12:40 피자 외식")
        await save(world, blocked=slack.users(BEN))
        await save(world, blocked={"selected_users": []})
        assert blocks(world) == set()
        assert "피자" in body_of(await world.command(ANN, "목록"))["text"]

    async def test_who_was_deactivated_is_not_shown_but_stays_blocked(self, world: World) -> None:
        await save(world, blocked=slack.users(BEN))
        world.change_member(BEN, status=MemberStatus.GONE)
        await world.command(ANN, "설정")
        assert standing(world)["blocked"] == {}
        assert await save(world) is None
        assert blocks(world) == {(ANN, BEN)}

    @pytest.mark.parametrize("who", [ANN, "U0BOT"], ids=["oneself", "the bot"])
    async def test_who_cannot_be_blocked_is_said_below_the_input(self, world: World, who: str) -> None:
        answer = await save(world, language=slack.option("en"), blocked=slack.users(BEN, who))
        assert answer["response_action"] == "errors"
        assert "차단할 수 없어요" in answer["errors"]["blocked"]
        assert blocks(world) == set()
        assert world.member(ANN).chosen_language is None

    async def test_too_many_are_said_below_the_input(self, world: World) -> None:
        answer = await save(world, EVE, blocked=slack.users(*(f"U0{number:03}" for number in range(101))))
        assert answer["errors"] == {"blocked": "You can block up to 100 people. Please take some off the list."}

    async def test_logs_carry_no_names(self, world: World) -> None:
        with capture_logs() as entries:
            await save(world, blocked=slack.users(BEN, "U0NEW"))
            await save(world, blocked=slack.users(ANN))
        logged = json.dumps(entries, default=str)
        assert [who for who in (BEN, "U0NEW") if who in logged] == []
