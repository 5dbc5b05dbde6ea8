"""Deliveries, rendered from the state at their delivery: what they say, to whom, and when nothing needs saying."""

from uuid import UUID

import pytest

from domain.model.match import Attendance, MatchStatus
from domain.outbox import Delivery, DeliveryKind, card_key
from domain.outgoing import LookUp, Message, Obsolete, ToGroup, ToMember, ToThread
from domain.ports import Profile
from domain.use_cases.dropping_out import drop_out
from domain.vocabulary import Language
from tests.handlers import slack
from tests.handlers.test_notices import notices
from tests.handlers.world import ANN, BEN, CAT, EVE, World, spoken


def of(world: World, kind: DeliveryKind, **how: object) -> Delivery:
    return Delivery("key", kind, world.recruitments[-1].workspace_id, **how)  # type: ignore[arg-type]


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
        unseen = await world.delivered(DeliveryKind.CARD)
        assert isinstance(unseen, Obsolete)
        assert "마감된 모집이에요" in spoken(unseen.if_out or unseen)

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


class TestTheGroup:
    async def confirmed(self, world: World, *others: str) -> None:
        await world.post(ANN, "밥 개포 12:30 치킨 외식 익명")
        for user in others:
            await world.click(user, "recruitment_join", world.recruitment.id)
        await world.click(ANN, "recruitment_manage", option=f"confirm:{world.recruitment.id}")
        await world.submit(ANN, slack.opened(world.modal))

    async def drop(self, world: World, user: str) -> None:
        (match,) = world.uow.kept.matches.rows.values()
        now = world.clock.now()
        await world.uow.write(lambda tx: drop_out(tx, match.id, world.member(user).id, Attendance.GONE, now=now))

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
        assert isinstance(old, Obsolete)
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
