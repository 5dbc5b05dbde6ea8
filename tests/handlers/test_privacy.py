"""One's own data: the file, and being erased."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from domain.model.people import Actor, Member
from domain.outbox import DeliveryKind, PostedMessage
from domain.outgoing import File, Message, Obsolete
from domain.ports import DatabaseUnavailable
from domain.retention import Remnant
from handlers.site import Site
from tests.handlers import slack
from tests.handlers.saving import save
from tests.handlers.world import ANN, BEN, CAT, EVE, World, body_of, buttons, said, spoken


async def click_in_settings(world: World, action: str, user: str = ANN) -> Mapping[str, Any]:
    """Opens the settings and presses a button in them; what is shown on top."""
    await world.command(user, "설정")
    settings = slack.opened(world.modal)
    assert action in buttons(settings["blocks"])
    await world.click(user, action, view=settings)
    assert world.modals.shown[-1].how == "push"
    return world.modal


async def file_of(world: World, user: str = ANN) -> Any:
    await click_in_settings(world, "settings_export", user)
    outgoing = await world.delivered(DeliveryKind.EXPORT)
    assert isinstance(outgoing, File)
    assert outgoing.to.member.slack_id == user
    return json.loads(outgoing.content)


async def erase(world: World, user: str = ANN) -> Any:
    view = await click_in_settings(world, "settings_erase", user)
    sure = {"erase_confirmed": slack.options("erase_confirmed")}
    return body_of(await world.submit(user, slack.opened(view, sure)))


class TestExport:
    async def test_comes_by_direct_message_and_says_so_at_once(self, world: World) -> None:
        assert "DM으로 보내" in said(await click_in_settings(world, "settings_export"))
        outgoing = await world.delivered(DeliveryKind.EXPORT)
        assert isinstance(outgoing, File)
        assert (outgoing.title, "U0ANN" in repr(outgoing.content)) == ("내 42Partner 데이터", True)
        assert repr(outgoing.content) not in repr(outgoing), "what it holds is in no log"

    async def test_is_made_once_a_day(self, world: World) -> None:
        await file_of(world)
        assert "하루에 한 번" in said(await click_in_settings(world, "settings_export"))
        world.clock.move(days=1)
        await file_of(world)

    async def test_holds_who_one_is_and_what_one_set(self, world: World) -> None:
        await save(world, language=slack.option("en"), dms=slack.options("hints"), blocked=slack.users(CAT))
        kept = await file_of(world)
        assert kept["about"]["made_at"] == "2026-07-02T11:00:00+09:00"
        assert (kept["you"]["slack_id"], kept["you"]["chosen_language"]) == (ANN, "en")
        assert kept["you"]["direct_messages_switched_off"] == ["comments", "joins", "reminders"]
        assert kept["blocked_people"] == [{"name": "u0cat", "slack_id": CAT}]

    async def test_holds_what_one_posted_joined_and_met(self, world: World) -> None:
        await world.brought_together(BEN)
        kept, other = await file_of(world), await file_of(world, BEN)
        (posted,), (joined,) = kept["recruitments"], other["recruitments"]
        assert (posted["your_part"], posted["title"], "content" in posted) == ("author", "치킨", True)
        assert (joined["your_part"], joined["title"], "content" in joined) == ("participant", "치킨", False)
        (meeting,) = kept["meetings"]
        assert [(each["slack_id"], each["is_you"]) for each in meeting["people"]] == [(ANN, True), (BEN, False)]
        assert meeting["meets_at"] == "2026-07-02T12:30:00+09:00"
        assert [each["points"] for each in (*kept["points"], *other["points"])] == [42, 10]

    async def test_holds_waits_and_comments(self, world: World) -> None:
        await world.command(ANN, "랜덤 개포")
        await world.submit(ANN, slack.opened(world.modal, {"ways_of_eating": slack.options("EATOUT")}))
        recruitment = await world.post(BEN, options=slack.options("anonymous"))
        await world.click(ANN, "recruitment_comment", recruitment.id)
        await world.submit(ANN, slack.opened(world.modal, {"content": slack.text("저요")}))
        kept = await file_of(world)
        (wait,), (comment,) = kept["random_matching"], kept["comments"]
        assert (wait["places"], wait["ways_of_eating"], wait["status"]) == (["GAEPO"], ["EATOUT"], "WAITING")
        assert (comment["shown_as"], comment["content"]) == ("익명 1", "저요")

    async def test_never_tells_whose_an_anonymous_recruitment_is(self, world: World) -> None:
        recruitment = await world.post(BEN, options=slack.options("anonymous"))
        for user in (ANN, CAT):
            await world.click(user, "recruitment_join", recruitment.id)
        everything = json.dumps(await file_of(world))
        assert not [secret for secret in (BEN, CAT, BEN.lower(), CAT.lower()) if secret in everything]

    async def test_says_how_long_what_is_kept(self, world: World) -> None:
        world.settle_at(Site(kept_days={Remnant.TEXTS: 30}))
        assert (await file_of(world))["about"]["kept_for_days"] == {"texts": 30}

    async def test_that_slack_refuses_is_told_and_may_be_asked_for_again(self, world: World) -> None:
        await click_in_settings(world, "settings_export")
        (delivery,) = world.asked_for(DeliveryKind.EXPORT)
        for _ in range(2):
            await world.outcomes.refused(delivery, "file_uploads_disabled")
        told = [each for each in await world.deliver(DeliveryKind.EXPORT) if isinstance(each, Message)]
        assert ["올릴 수 없어서" in spoken(each) for each in told] == [True]
        await world.outcomes.refused(world.uow.kept.outbox[f"{delivery.key}:refused"].delivery, "is_archived")
        assert "DM으로 보내" in said(await click_in_settings(world, "settings_export"))

    async def test_of_somebody_erased_meanwhile_is_not_made(self, world: World) -> None:
        await click_in_settings(world, "settings_export")
        await erase(world)
        assert isinstance(await world.delivered(DeliveryKind.EXPORT), Obsolete)


class TestErasure:
    async def test_says_what_goes_and_stays_before_it_asks(self, world: World) -> None:
        view = await click_in_settings(world, "settings_erase")
        assert all(words in said(view) for words in ("지워져요", "남아요", "떠난 카뎃", "되돌릴 수 없어요"))

    async def test_needs_a_yes(self, world: World) -> None:
        view = await click_in_settings(world, "settings_erase")
        answer = body_of(await world.submit(ANN, slack.opened(view)))
        assert answer["response_action"] == "errors"
        assert world.member(ANN).slack_id == ANN

    async def test_ends_with_a_word_in_the_same_window_and_none_by_direct_message(self, world: World) -> None:
        answer = await erase(world)
        assert answer["response_action"] == "update"
        assert "지웠어요" in said(answer["view"])
        assert answer["view"]["clear_on_close"], "the settings below would make somebody new of them"
        assert world.asked_for(DeliveryKind.NOTICE) == []
        assert [one.slack_id for one in world.uow.kept.members.values()] == [None, BEN, CAT, "U0DAN", EVE]
        assert world.directory.forgotten[-1] == (slack.TEAM, ANN)

    async def test_twice_does_no_harm(self, world: World) -> None:
        view = await click_in_settings(world, "settings_erase")
        sure = slack.opened(view, {"erase_confirmed": slack.options("erase_confirmed")})
        for _ in range(2):
            assert "지웠어요" in said(body_of(await world.submit(ANN, sure)))
        assert ANN not in {one.slack_id for one in world.uow.kept.members.values()}

    async def test_that_fails_leaves_the_window_to_try_again(self, world: World) -> None:
        view = await click_in_settings(world, "settings_erase")
        world.uow.failing = DatabaseUnavailable("timed out")
        sure = {"erase_confirmed": slack.options("erase_confirmed")}
        answer = body_of(await world.submit(ANN, slack.opened(view, sure)))
        assert "erase_confirmed" in answer["errors"]

    async def test_speaks_english_too(self, world: World) -> None:
        assert "All erased" in said((await erase(world, EVE))["view"])


class TestWhatWasSaid:
    async def test_in_a_comment_is_a_neutral_line_where_it_was_seen(self, world: World) -> None:
        recruitment = await world.post(BEN, options=slack.options("anonymous"))
        await world.click(ANN, "recruitment_comment", recruitment.id)
        await world.submit(ANN, slack.opened(world.modal, {"content": slack.text("몇 층이에요?")}))
        await world.deliver()
        await erase(world)
        await world.erasing_goes_on()
        comment, told = [(await world.deliver(kind))[-1] for kind in (DeliveryKind.COMMENT, DeliveryKind.NOTICE)]
        assert "삭제된 댓글" in spoken(comment)
        assert "몇 층" not in spoken(comment) + spoken(told)

    async def test_in_a_comment_that_nobody_saw_yet_is_never_seen(self, world: World) -> None:
        recruitment = await world.post(BEN, options=slack.options("anonymous"))
        await world.click(ANN, "recruitment_comment", recruitment.id)
        await world.submit(ANN, slack.opened(world.modal, {"content": slack.text("몇 층이에요?")}))
        await erase(world)
        await world.erasing_goes_on()
        outgoing = [*await world.deliver(DeliveryKind.COMMENT), *await world.deliver(DeliveryKind.NOTICE)]
        assert outgoing == [Obsolete(), Obsolete()]

    async def test_at_the_head_of_a_thread_names_nobody(self, world: World) -> None:
        await world.post(ANN)
        await world.deliver(DeliveryKind.CARD)
        card = next(row for row in world.uow.kept.outbox.values() if row.delivery.kind is DeliveryKind.CARD)
        await world.outcomes.posted(card.delivery, PostedMessage(card.delivery.key, slack.CHANNEL, "1.42"))
        assert ANN in spoken(await world.delivered(DeliveryKind.THREAD_OPENER))
        await erase(world)
        await world.erasing_goes_on()
        assert "떠난 카뎃" in spoken(await world.delivered(DeliveryKind.THREAD_OPENER))


class Remembering:
    """A directory that still remembers somebody who was erased elsewhere, until it is told to forget."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._stale: dict[str, Actor] = {}

    async def remember(self, user: str) -> Member:
        self._stale[user] = await self._world.directory.actor(slack.TEAM, user)
        return self._stale[user].member

    async def actor(self, team_id: str, slack_id: str) -> Actor:
        return self._stale.get(slack_id) or await self._world.directory.actor(team_id, slack_id)

    async def workspace(self, team_id: str) -> Any:
        return await self._world.directory.workspace(team_id)

    def forget(self, team_id: str, slack_id: str | None = None) -> None:  # noqa: ARG002 a directory's signature
        self._stale.pop(slack_id or "", None)


@pytest.fixture
async def elsewhere(world: World) -> Member:
    """Ben, who was erased by another process while this one remembers him; who he was."""
    directory = Remembering(world)
    before = await directory.remember(BEN)
    await world.services.erasing.erase(await world.directory.actor(slack.TEAM, BEN))
    world.remember_by(directory)
    return before


class TestWhoIsRememberedHere:
    async def test_acts_as_somebody_new(self, world: World, elsewhere: Member) -> None:
        recruitment = await world.post(ANN)
        await world.click(BEN, "recruitment_join", recruitment.id)
        assert world.seated() == [ANN, BEN]
        assert world.member(BEN).id != elsewhere.id
        await world.answer()

    async def test_is_shown_a_home_of_somebody_new(self, world: World, elsewhere: Member) -> None:
        await world.event("app_home_opened", user=BEN, tab="home")
        (home,) = world.asked_for(DeliveryKind.HOME)
        assert home.member == world.member(BEN).id != elsewhere.id
