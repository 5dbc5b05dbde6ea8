"""What Slack tells of by itself: the App Home is opened, people come, change and go."""

from typing import Any

import pytest
from structlog.testing import capture_logs

from domain.model.people import MemberStatus
from domain.outbox import DeliveryKind
from domain.outgoing import HomeView, Message, ToChannel
from domain.vocabulary import Language
from tests.handlers import slack
from tests.handlers.world import ANN, BEN, EVE, World, body_of, said


class TestTheAppHome:
    async def test_opening_it_shows_what_is_mine_and_what_is_open(self, world: World) -> None:
        await world.post(ANN, "밥 개포 12:30 치킨 외식")
        await world.post(BEN, "밥 서초 12:30 피자 외식")
        await world.deliver()
        assert body_of(await world.event("app_home_opened", user=ANN, tab="home", channel="D0ANN")) is None
        home = await world.delivered(DeliveryKind.HOME)
        assert isinstance(home, HomeView)
        assert home.to.member.slack_id == ANN
        shown = said(home.view)
        assert shown.index("치킨") < shown.index("home_new_meal") < shown.index("피자")

    async def test_the_messages_tab_is_not_the_home(self, world: World) -> None:
        await world.event("app_home_opened", user=ANN, tab="messages", channel="D0ANN")
        assert world.asked_for(DeliveryKind.HOME) == []

    async def test_it_is_in_the_persons_language(self, world: World) -> None:
        await world.event("app_home_opened", user=EVE, tab="home", channel="D0EVE")
        assert "Mine" in said(await world.delivered(DeliveryKind.HOME))

    async def test_it_stays_as_it_is_for_somebody_who_is_gone(self, world: World) -> None:
        world.change_member(ANN, status=MemberStatus.GONE)
        assert body_of(await world.event("app_home_opened", user=ANN, tab="home", channel="D0ANN")) is None
        assert world.asked_for(DeliveryKind.HOME) == []
        assert [each.member for each in world.asked_for(DeliveryKind.PROFILE)] == [world.member(ANN).id]

    async def test_somebody_new_is_welcome(self, world: World) -> None:
        await world.event("app_home_opened", user="U0NEW", tab="home", channel="D0NEW")
        assert isinstance(await world.delivered(DeliveryKind.HOME), HomeView)


class TestBeingInvited:
    async def test_it_greets_in_the_workspaces_language(self, world: World) -> None:
        await world.event("member_joined_channel", user="U0BOT", channel="C0NEW", inviter=EVE)
        greeting = await world.delivered(DeliveryKind.GREETING)
        assert isinstance(greeting, Message)
        assert greeting.to == ToChannel("C0NEW")
        assert "밥" in greeting.content.text

    async def test_the_same_invitation_twice_is_greeted_once(self, world: World) -> None:
        body = slack.event("member_joined_channel", user="U0BOT", channel="C0NEW", inviter=ANN)
        for _ in range(2):
            assert body_of(await world.send(slack.event_request(body))) is None
        assert len(world.uow.kept.outbox) == 1

    async def test_where_it_went_by_itself_it_says_nothing(self, world: World) -> None:
        await world.event("member_joined_channel", user="U0BOT", channel="C0NEW")
        assert world.asked_for(DeliveryKind.GREETING) == []

    async def test_people_who_join_are_none_of_its_business(self, world: World) -> None:
        await world.event("member_joined_channel", user="U0NEW", channel="C0NEW", inviter=ANN)
        assert world.asked_for(DeliveryKind.GREETING) == []
        with pytest.raises(LookupError):
            known(world, "U0NEW")


class TestPeopleWhoChange:
    async def changed(self, world: World, slack_id: str, **what: object) -> None:
        user = {"id": slack_id, "team_id": slack.TEAM, **what}
        assert body_of(await world.event("user_change", user=user)) is None

    async def test_name_language_and_rights_are_learned(self, world: World) -> None:
        await self.changed(world, ANN, locale="en-US", is_admin=True, profile={"display_name": "ann"})
        ann = world.member(ANN)
        assert (ann.display_name, ann.language, ann.is_admin) == ("ann", Language.EN, True)
        assert world.directory.forgotten == [(slack.TEAM, ANN)]

    async def test_a_language_that_we_do_not_speak_is_the_workspaces(self, world: World) -> None:
        await self.changed(world, EVE, locale="ja-JP", profile={})
        assert world.member(EVE).language is None

    async def test_without_a_locale_the_language_stays(self, world: World) -> None:
        await self.changed(world, EVE, profile={"display_name": "eve"})
        assert world.member(EVE).language is Language.EN

    async def test_whoever_is_deactivated_leaves_everything(self, world: World) -> None:
        await world.post(ANN)
        await world.post(BEN, "밥 서초 15시 피자 외식")
        await world.click(ANN, "recruitment_join", world.recruitments[1].id)
        await self.changed(world, ANN, deleted=True, profile={})
        assert world.member(ANN).status is MemberStatus.GONE
        mine, other = world.recruitments
        assert not mine.is_open
        assert not other.has(world.member(ANN).id)

    async def test_who_is_an_admin_by_the_settings_stays_one(self, world: World) -> None:
        world.change_member(ANN, is_admin=True)
        await self.changed(world, ANN, is_admin=False, profile={})
        assert not world.member(ANN).is_admin
        world.appoint(ANN)
        await self.changed(world, ANN, is_admin=False, profile={})
        assert world.member(ANN).is_admin

    @pytest.mark.parametrize(
        "garbled", [{"profile": "a name"}, {"locale": 5}, {"profile": {"display_name": ["a name"]}}]
    )
    async def test_a_garbled_profile_is_a_bad_request_and_teaches_nothing(
        self, world: World, garbled: dict[str, Any]
    ) -> None:
        before = world.member(ANN)
        answer = await world.event("user_change", user={"id": ANN, **garbled})
        assert answer.status == 400
        assert world.member(ANN) == before

    async def test_strangers_are_not_added(self, world: World) -> None:
        await self.changed(world, "U0NEW", profile={"display_name": "new"})
        with pytest.raises(LookupError):
            known(world, "U0NEW")


@pytest.mark.parametrize("kind", ["app_uninstalled", "tokens_revoked"])
async def test_being_taken_out_is_said_in_the_log(world: World, kind: str) -> None:
    with capture_logs() as entries:
        assert body_of(await world.event(kind)) is None
    assert [(entry["event"], entry["told_by"]) for entry in entries] == [("app_removed", kind)]
    assert world.directory.forgotten == [(slack.TEAM, None)]


async def test_somebody_of_another_team_who_shares_a_channel_is_no_member_of_ours(world: World) -> None:
    await world.event("message", user="U0FAR", user_team="T0OTHER", channel_type="im", channel="D1", text="목록")
    with pytest.raises(LookupError):
        known(world, "U0FAR")


async def test_events_of_another_team_change_nothing(world: World) -> None:
    events: dict[str, dict[str, Any]] = {
        "app_home_opened": {"user": ANN, "tab": "home"},
        "message": {"user": ANN, "channel_type": "im", "channel": "D1", "text": "목록"},
        "member_joined_channel": {"user": "U0BOT", "channel": "C1", "inviter": ANN},
        "user_change": {"user": {"id": ANN, "deleted": True}},
    }
    for kind, content in events.items():
        body = slack.event(kind, team="T0OTHER", **content)
        assert body_of(await world.send(slack.event_request(body))) is None
    assert world.uow.commits == 0


def known(world: World, slack_id: str) -> object:
    found = [one for one in world.uow.kept.members.values() if one.slack_id == slack_id]
    if not found:
        raise LookupError(slack_id)
    return found[0]
