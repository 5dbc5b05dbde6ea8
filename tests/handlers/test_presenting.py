"""Deliveries, rendered from the state at their delivery: what they say, to whom, and when nothing needs saying."""

from uuid import UUID

import pytest

from domain.model.match import Attendance, MatchStatus
from domain.model.people import DirectMessage, MemberStatus
from domain.outbox import Delivery, DeliveryKind, Notice, card_key
from domain.outgoing import LookUp, Message, Obsolete, ToGroup, ToMember, ToThread
from domain.ports import Profile
from domain.use_cases.outcomes import Outcomes
from domain.use_cases.people import drop_out
from domain.vocabulary import Language
from tests.handlers import slack
from tests.handlers.world import ANN, BEN, CAT, DAN, EVE, World, buttons, spoken


def of(world: World, kind: DeliveryKind, **how: object) -> Delivery:
    return Delivery("key", kind, world.recruitments[-1].workspace_id, **how)  # type: ignore[arg-type]


async def notices(world: World) -> list[Message | Obsolete]:
    return [each for each in await world.deliver(DeliveryKind.NOTICE) if isinstance(each, Message | Obsolete)]


class TestTheCard:
    async def test_it_is_refreshed_as_it_stands(self, world: World) -> None:
        await world.post()
        await world.deliver()
        await world.click(BEN, "recruitment_join", world.recruitment.id)
        await world.click(CAT, "recruitment_join", world.recruitment.id)
        assert "3/4" in spoken(await world.delivered(DeliveryKind.CARD))

    async def test_one_that_ended_before_it_was_posted_is_not_posted(self, world: World) -> None:
        await world.post()
        await world.click(ANN, "recruitment_cancel", world.recruitment.id)
        assert await world.delivered(DeliveryKind.CARD) == Obsolete()

    async def test_one_that_ended_later_shrinks(self, world: World) -> None:
        await world.post()
        await world.deliver()
        await world.click(ANN, "recruitment_cancel", world.recruitment.id)
        card = spoken(await world.delivered(DeliveryKind.CARD))
        assert "마감" in card
        assert "치킨" not in card
        assert ANN not in card

    async def test_it_speaks_the_workspaces_language_whoever_wrote_it(self, world: World) -> None:
        await world.post(EVE)
        assert "참여하기" in spoken(await world.delivered(DeliveryKind.CARD))

    async def test_an_anonymous_one_names_nobody(self, world: World) -> None:
        await world.post(ANN, "밥 개포 12:30 치킨 외식 익명")
        await world.deliver()
        await world.click(BEN, "recruitment_join", world.recruitment.id)
        card = spoken(await world.delivered(DeliveryKind.CARD))
        assert not [name for one in (ANN, BEN) for name in (one, one.lower()) if name in card]


class TestTheThread:
    async def test_its_first_line_stands_below_the_card(self, world: World) -> None:
        recruitment = await world.post()
        opener = await world.present(of(world, DeliveryKind.THREAD_OPENER, subject=str(recruitment.id)), None)
        assert isinstance(opener, Message)
        assert opener.to == ToThread(card_key(recruitment.id))
        assert f"<@{ANN}>" in opener.content.text

    async def test_what_has_ended_begins_no_thread(self, world: World) -> None:
        recruitment = await world.post()
        await world.click(ANN, "recruitment_cancel", recruitment.id)
        opener = of(world, DeliveryKind.THREAD_OPENER, subject=str(recruitment.id))
        assert await world.present(opener, None) == Obsolete()


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


class TestTheGroup:
    async def confirmed(self, world: World, *others: str) -> None:
        await world.post(ANN, "밥 개포 12:30 치킨 외식 익명")
        for user in others:
            await world.click(user, "recruitment_join", world.recruitment.id)
        await world.click(ANN, "recruitment_manage", option=f"confirm:{world.recruitment.id}")
        await world.submit(ANN, slack.opened(world.modal))

    async def drop(self, world: World, user: str) -> None:
        (match,) = world.uow.kept.matches.rows.values()
        await world.uow.write(lambda tx: drop_out(tx, match.id, world.member(user).id, Attendance.GONE))

    async def test_everybody_who_comes_is_brought_together_by_name(self, world: World) -> None:
        await self.confirmed(world, BEN)
        group = await world.delivered(DeliveryKind.MATCH_DM)
        assert isinstance(group, Message)
        assert isinstance(group.to, ToGroup)
        assert [member.slack_id for member in group.to.members] == [ANN, BEN]
        assert f"<@{BEN}>" in spoken(group)

    async def test_a_changed_membership_has_a_message_of_its_own_and_the_old_one_is_dropped(self, world: World) -> None:
        await self.confirmed(world, BEN, CAT)
        await self.drop(world, CAT)
        old, new = await world.deliver(DeliveryKind.MATCH_DM)
        assert old == Obsolete()
        assert isinstance(new, Message)
        assert isinstance(new.to, ToGroup)
        assert [member.slack_id for member in new.to.members] == [ANN, BEN]

    async def test_its_channel_is_always_called_the_same_and_each_membership_differently(self, world: World) -> None:
        await self.confirmed(world, BEN, CAT)
        (delivery,) = world.asked_for(DeliveryKind.MATCH_DM)
        first, again = [await world.present(delivery, None) for _ in range(2)]
        await self.drop(world, CAT)
        other = (await world.deliver(DeliveryKind.MATCH_DM))[-1]
        names = [each.to.channel_name for each in (first, again, other)]  # type: ignore[union-attr]
        assert names[0] == names[1] != names[2]
        assert all(len(name) <= 80 and name == name.lower() for name in names)

    async def test_the_last_one_left_is_told(self, world: World) -> None:
        await self.confirmed(world, BEN)
        await world.deliver()
        await self.drop(world, BEN)
        (told,) = await notices(world)
        assert isinstance(told, Message)
        assert told.to == ToMember(world.member(ANN))
        (match,) = world.uow.kept.matches.rows.values()
        assert match.status is MatchStatus.CANCELLED


class TestWhatIsThereNoMore:
    @pytest.mark.parametrize(
        "kind", [DeliveryKind.CARD, DeliveryKind.THREAD_OPENER, DeliveryKind.COMMENT, DeliveryKind.MATCH_DM]
    )
    async def test_needs_no_message(self, world: World, kind: DeliveryKind) -> None:
        await world.post()
        assert await world.present(of(world, kind, subject=str(UUID(int=404))), None) == Obsolete()

    async def test_an_answer_about_it_is_still_given(self, world: World) -> None:
        await world.post()
        await world.click(BEN, "recruitment_join", world.recruitment.id)
        world.uow.kept.recruitments.clear()
        assert (await world.answer()).content.text


async def test_somebody_known_by_id_alone_is_looked_up(world: World) -> None:
    await world.post()
    asked = of(world, DeliveryKind.PROFILE, member=world.member(BEN).id)
    assert await world.present(asked, None) == LookUp(world.member(BEN))


async def test_a_language_learned_meanwhile_is_the_one_spoken(world: World) -> None:
    await world.post()
    await world.click(BEN, "recruitment_join", world.recruitment.id)
    learned = Profile(display_name="ben", language=Language.EN, is_admin=False, is_gone=False)
    await world.services.people.learn(world.member(BEN).id, learned)
    assert "You're in" in (await world.answer()).content.text


def outcomes(world: World) -> Outcomes:
    services = world.services
    return Outcomes(world.uow, world.clock, services.recruiting.ids, services.people)
