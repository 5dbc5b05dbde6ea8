"""Direct messages about a recruitment: whom they reach, in which language, and when their reason is gone."""

from domain.model.people import DirectMessage, MemberStatus
from domain.outbox import DeliveryKind, Notice
from domain.outgoing import Message, Obsolete, ToMember
from domain.use_cases.outcomes import Outcomes
from tests.handlers import slack
from tests.handlers.world import ANN, BEN, CAT, DAN, EVE, World, buttons, spoken


async def notices(world: World) -> list[Message | Obsolete]:
    return [each for each in await world.deliver(DeliveryKind.NOTICE) if isinstance(each, Message | Obsolete)]


class TestNotices:
    async def test_the_author_hears_of_the_first_who_joins_in_their_language(self, world: World) -> None:
        await world.post(EVE)
        await world.deliver()
        await world.click(BEN, "recruitment_join", world.recruitment.id)
        (told,) = await notices(world)
        assert isinstance(told, Message)
        assert told.to == ToMember(world.member(EVE))
        assert "joined" in told.content.text
        assert "archives/C0MEAL/p142" in spoken(told)

    async def test_whoever_muted_joins_hears_nothing_of_them(self, world: World) -> None:
        world.change_member(ANN, muted=frozenset({DirectMessage.JOINS}))
        await world.post()
        await world.click(BEN, "recruitment_join", world.recruitment.id)
        assert await notices(world) == [Obsolete()]

    async def test_a_join_that_was_taken_back_is_not_told(self, world: World) -> None:
        await world.post()
        await world.click(BEN, "recruitment_join", world.recruitment.id)
        await world.click(BEN, "recruitment_leave", world.recruitment.id)
        assert await notices(world) == [Obsolete()]

    async def test_being_full_is_not_told_when_it_is_no_more(self, world: World) -> None:
        await world.post(ANN, "밥 개포 12:30 외식 2명", options=slack.options())
        await world.click(BEN, "recruitment_join", world.recruitment.id)
        await world.click(BEN, "recruitment_leave", world.recruitment.id)
        assert await notices(world) == [Obsolete()]

    async def test_a_change_is_told_to_those_who_are_still_in(self, world: World) -> None:
        await world.post()
        for user in (BEN, CAT):
            await world.click(user, "recruitment_join", world.recruitment.id)
        await world.deliver()
        await world.click(ANN, "recruitment_manage", option=f"edit:{world.recruitment.id}")
        await world.submit(ANN, slack.opened(world.modal, {"places": slack.options("SEOCHO")}))
        await world.click(CAT, "recruitment_leave", world.recruitment.id)
        told, untold = await notices(world)
        assert isinstance(told, Message)
        assert told.to == ToMember(world.member(BEN))
        assert "개포" in spoken(told)
        assert "서초" in spoken(told)
        assert "recruitment_leave" in buttons(told.content.blocks)
        assert untold == Obsolete()

    async def test_a_lost_card_is_no_news_once_the_recruitment_has_ended(self, world: World) -> None:
        recruitment = await world.post()
        await world.deliver()
        (card,) = [row.delivery for row in world.uow.kept.outbox.values() if row.delivery.kind is DeliveryKind.CARD]
        await outcomes(world).refused(card, "is_archived")
        await world.click(ANN, "recruitment_cancel", recruitment.id)
        assert await notices(world) == [Obsolete()]

    async def test_whoever_moved_up_is_told_unless_it_is_off_again(self, world: World) -> None:
        await self.full_with_one_waiting(world)
        await world.click(BEN, "recruitment_leave", world.recruitment.id)
        (told,) = await notices(world)
        assert isinstance(told, Message)
        assert told.to == ToMember(world.member(CAT))
        await world.click(DAN, "recruitment_join", world.recruitment.id)
        await world.click(CAT, "recruitment_leave", world.recruitment.id)
        await world.click(ANN, "recruitment_cancel", world.recruitment.id)
        promoted, cancelled = await notices(world)
        assert promoted == Obsolete()
        assert isinstance(cancelled, Message)
        assert cancelled.to == ToMember(world.member(DAN))

    async def test_a_seat_is_offered_until_it_is_taken(self, world: World) -> None:
        await self.full_with_one_waiting(world)
        await world.click(DAN, "recruitment_join", world.recruitment.id)
        world.clock.move(minutes=75)
        await world.deliver()
        await world.click(BEN, "recruitment_leave", world.recruitment.id)
        await world.click(CAT, "recruitment_join", world.recruitment.id)
        offers = [each.key for each in world.asked_for(DeliveryKind.NOTICE) if Notice.SEAT_OFFERED in each.key]
        assert len(offers) == 2
        assert (await notices(world))[:2] == [Obsolete(), Obsolete()]

    async def test_an_offered_seat_has_a_button_to_take_it(self, world: World) -> None:
        await self.full_with_one_waiting(world)
        world.clock.move(minutes=75)
        await world.click(BEN, "recruitment_leave", world.recruitment.id)
        (offer,) = await notices(world)
        assert isinstance(offer, Message)
        assert "recruitment_join" in buttons(offer.content.blocks)

    async def test_whoever_waited_in_vain_is_offered_what_fits(self, world: World) -> None:
        await self.full_with_one_waiting(world)
        first = world.recruitment
        await world.post(DAN, "밥 개포 15시 피자 외식")
        await world.post(EVE, "밥 서초 15시 국밥 외식")
        await world.post(BEN, "공부 개포 17시 libft 본과정")
        await world.deliver()
        await world.click(ANN, "recruitment_manage", option=f"confirm:{first.id}")
        await world.submit(ANN, slack.opened(world.modal))
        (told,) = await notices(world)
        assert isinstance(told, Message)
        assert told.to == ToMember(world.member(CAT))
        assert ["피자" in spoken(told), "국밥" in spoken(told), "libft" in spoken(told)] == [True, False, False]

    async def test_a_post_that_slack_refused_is_given_back(self, world: World) -> None:
        await world.post()
        (card,) = world.asked_for(DeliveryKind.CARD)
        await outcomes(world).refused(card, "is_archived")
        (told,) = await notices(world)
        assert isinstance(told, Message)
        assert told.to == ToMember(world.member(ANN))
        assert buttons(told.content.blocks) == {"recruitment_repost": str(world.recruitment.id)}

    async def test_comments_can_be_muted(self, world: World) -> None:
        world.change_member(ANN, muted=frozenset({DirectMessage.COMMENTS}))
        await world.post(ANN, "밥 개포 12:30 치킨 외식 익명")
        await world.click(BEN, "recruitment_comment", world.recruitment.id)
        await world.submit(BEN, slack.opened(world.modal, {"content": slack.text("몇 층이에요?")}))
        assert await notices(world) == [Obsolete()]

    async def test_somebody_who_is_gone_gets_no_more(self, world: World) -> None:
        await world.post()
        await world.click(BEN, "recruitment_join", world.recruitment.id)
        world.change_member(ANN, status=MemberStatus.GONE)
        assert await notices(world) == [Obsolete()]

    @staticmethod
    async def full_with_one_waiting(world: World) -> None:
        await world.post(ANN, "밥 개포 12:30 치킨 외식 2명", options=slack.options())
        for user in (BEN, CAT):
            await world.click(user, "recruitment_join", world.recruitment.id)
        await world.deliver()


def outcomes(world: World) -> Outcomes:
    services = world.services
    return Outcomes(world.uow, world.clock, services.recruiting.ids, services.people)
