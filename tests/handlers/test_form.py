"""Writing, changing and posting again: the form from its opening to what is kept."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.outbox import DeliveryKind
from domain.outgoing import Message, ToChannel
from domain.vocabulary import Category, Place, StudyType, WayOfEating
from tests.domain.examples import NOW
from tests.handlers import slack
from tests.handlers.test_words import entered
from tests.handlers.world import ANN, BEN, EVE, World, body_of, said


def at(**ahead: float) -> dict[str, Any]:
    return {"selected_date_time": int((NOW + timedelta(**ahead)).timestamp())}


async def open_form(world: World, words: str = "밥 개포 12:30 치킨 외식") -> dict[str, Any]:
    await world.command(ANN, words)
    return dict(world.modal)


class TestPosting:
    async def test_what_stands_in_the_form_is_posted(self, world: World) -> None:
        await world.post(ANN, "밥 개포 서초 12:30 치킨 3명 배달 익명", content=slack.text("  같이 시켜요  "))
        recruitment = world.recruitment
        assert recruitment.author == world.member(ANN).id
        assert (recruitment.category, recruitment.channel_id) == (Category.MEAL, slack.CHANNEL)
        details = recruitment.details
        assert (details.title, details.content, details.capacity) == ("치킨", "같이 시켜요", 3)
        assert details.places == (Place.SEOCHO, Place.GAEPO)
        assert (details.way_of_eating, details.study_type) == (WayOfEating.DELIVERY, None)
        assert details.anonymous
        assert details.meets_at == NOW + timedelta(minutes=90)

    async def test_its_message_goes_to_the_chosen_channel(self, world: World) -> None:
        await world.post(ANN, channel={"selected_conversation": "C0OTHER"})
        card = await world.delivered(DeliveryKind.CARD)
        assert isinstance(card, Message)
        assert card.to == ToChannel("C0OTHER")
        assert "치킨" in card.content.text

    async def test_a_submission_that_comes_again_posts_nothing_more_and_closes_as_the_first(self, world: World) -> None:
        view = slack.opened(await open_form(world))
        assert body_of(await world.submit(ANN, view)) is None
        assert body_of(await world.submit(ANN, view)) is None
        assert len(world.recruitments) == 1

    @pytest.mark.parametrize(
        ("field", "state"),
        [
            ("meets_at", at(minutes=-1)),
            ("meets_at", at(days=15)),
            ("meets_at", {}),
            ("places", {"selected_options": []}),
            ("way_of_eating", {"selected_option": None}),
            ("capacity", slack.option("21")),
            ("capacity", slack.option("many")),
            ("title", slack.text("가" * 61)),
            ("content", slack.text("가" * 1001)),
            ("channel", {"selected_conversation": None}),
        ],
    )
    async def test_what_cannot_be_posted_is_said_below_its_field(
        self, world: World, field: str, state: dict[str, Any]
    ) -> None:
        view = slack.opened(await open_form(world), {field: state})
        answer = body_of(await world.submit(ANN, view))
        assert answer["response_action"] == "errors"
        assert list(answer["errors"]) == [field]
        assert world.recruitments == []

    async def test_a_corrected_form_is_taken(self, world: World) -> None:
        form = await open_form(world)
        wrong = slack.opened(form, {"meets_at": at(minutes=-1)})
        assert body_of(await world.submit(ANN, wrong))["response_action"] == "errors"
        assert body_of(await world.submit(ANN, slack.opened(form, id=wrong["id"]))) is None
        assert len(world.recruitments) == 1

    async def test_the_errors_are_in_the_persons_language(self, world: World) -> None:
        await world.command(EVE, "밥 개포 12:30 외식")
        view = slack.opened(world.modal, {"meets_at": at(days=15)})
        assert "14 days" in body_of(await world.submit(EVE, view))["errors"]["meets_at"]

    async def test_what_a_title_says_is_shown_letter_for_letter(self, world: World) -> None:
        await world.post(ANN, title=slack.text("<!channel> & <@U0BEN>"))
        outgoing = said(await world.deliver())
        assert "&lt;!channel&gt; &amp; &lt;@U0BEN&gt;" in outgoing


class TestOverlapping:
    async def test_the_form_comes_back_and_asks(self, world: World) -> None:
        await world.post(ANN)
        view = slack.opened(await open_form(world, "공부 서초 1시 libft 본과정"))
        answer = body_of(await world.submit(ANN, view))
        assert answer["response_action"] == "update"
        assert "치킨" in said(answer["view"]["blocks"][0])
        assert len(world.recruitments) == 1

    async def test_whoever_means_it_posts_it_all_the_same(self, world: World) -> None:
        await world.post(ANN)
        view = slack.opened(await open_form(world, "공부 서초 1시 libft 본과정"))
        asked = body_of(await world.submit(ANN, view))["view"]
        assert body_of(await world.submit(ANN, slack.opened(asked, id=view["id"]))) is None
        assert [one.details.title for one in world.recruitments] == ["치킨", "libft"]


class TestSwitchingTheCategory:
    async def switched(self, world: World, to: str, **typed: Any) -> dict[str, Any]:
        view = slack.opened(dict(world.modal), {"category": slack.option(to), **typed})
        before = len(world.modals.shown)
        assert body_of(await world.click(ANN, "category", view=view, option=to)) is None
        shown = world.modals.shown[before:]
        assert {(each.how, each.trigger_or_id) for each in shown} == {("update", view["id"])}
        assert shown[0].view_hash == view["hash"]
        return dict(shown[-1].view)

    async def test_the_fields_follow_and_what_was_typed_stays(self, world: World) -> None:
        await open_form(world)
        await self.switched(world, "STUDY", title=slack.text("libft"), content=slack.text("같이 해요"))
        form = entered(world)
        assert form["category"] == "STUDY"
        assert (form["title"], form["content"], form["places"]) == ("libft", "같이 해요", ["GAEPO"])
        assert "study_type" in form
        assert "way_of_eating" not in form

    async def test_a_categorys_own_channel_follows_it(self, world: World) -> None:
        await open_form(world)
        await self.switched(world, "STUDY")
        assert entered(world)["channel"] == "C0STUDY"

    async def test_a_channel_that_was_chosen_stays(self, world: World) -> None:
        await open_form(world)
        await self.switched(world, "STUDY", channel={"selected_conversation": "C0OTHER"})
        assert entered(world)["channel"] == "C0OTHER"

    async def test_the_switched_form_is_posted_as_what_it_became(self, world: World) -> None:
        await open_form(world)
        view = await self.switched(world, "STUDY")
        study = slack.opened(view, {"study_type": slack.option("INNER_CIRCLE")})
        assert body_of(await world.submit(ANN, study)) is None
        assert world.recruitment.category is Category.STUDY
        assert world.recruitment.details.study_type is StudyType.INNER_CIRCLE
        assert world.recruitment.details.way_of_eating is None

    async def test_a_form_without_a_time_is_switched_too(self, world: World) -> None:
        await open_form(world)
        await self.switched(world, "STUDY", meets_at={}, places=slack.options(), way_of_eating={})
        assert entered(world)["meets_at"] == int((NOW + timedelta(minutes=30)).timestamp())

    async def test_a_form_that_changed_meanwhile_is_left_alone(self, world: World) -> None:
        view = slack.opened(await open_form(world))
        world.modals.refusing = "hash_conflict"
        assert body_of(await world.click(ANN, "category", view=view, option="STUDY")) is None


class TestEditing:
    async def edit_form(self, world: World, user: str = ANN) -> dict[str, Any]:
        await world.click(user, "recruitment_manage", option=f"edit:{world.recruitment.id}")
        return dict(world.modal)

    async def test_it_opens_with_what_is_there_and_without_what_cannot_change(self, world: World) -> None:
        await world.post(ANN)
        form = await self.edit_form(world)
        assert form["callback_id"] == "recruitment_edit"
        assert entered(world)["title"] == "치킨"
        assert not {"category", "channel"} & entered(world).keys()

    @pytest.mark.parametrize("user", [ANN, EVE], ids=["its author", "an admin"])
    async def test_changes_are_kept(self, world: World, user: str) -> None:
        await world.post(ANN)
        form = await self.edit_form(world, user)
        changed = {"title": slack.text("피자"), "capacity": slack.option("3"), "options": slack.options()}
        assert body_of(await world.submit(user, slack.opened(form, changed))) is None
        details = world.recruitment.details
        assert (details.title, details.capacity, details.confirm_when_full) == ("피자", 3, False)
        assert details.way_of_eating is WayOfEating.EATOUT

    async def test_too_few_seats_is_said_below_the_seats(self, world: World) -> None:
        await world.post(ANN)
        form = await self.edit_form(world)
        for user in (BEN, EVE):
            await world.click(user, "recruitment_join", world.recruitment.id)
        answer = body_of(await world.submit(ANN, slack.opened(form, {"capacity": slack.option("2")})))
        assert list(answer["errors"]) == ["capacity"]

    async def test_one_that_ended_meanwhile_says_so_in_its_place(self, world: World) -> None:
        await world.post(ANN)
        form = await self.edit_form(world)
        await world.click(ANN, "recruitment_cancel", world.recruitment.id)
        answer = body_of(await world.submit(ANN, slack.opened(form, {"title": slack.text("피자")})))
        assert answer["response_action"] == "update"
        assert "취소" in said(answer["view"]["blocks"])
        assert world.recruitment.details.title == "치킨"

    async def test_a_strangers_submission_is_refused(self, world: World) -> None:
        await world.post(ANN)
        form = await self.edit_form(world)
        answer = body_of(await world.submit(BEN, slack.opened(form, {"title": slack.text("피자")})))
        assert answer["response_action"] == "update"
        assert world.recruitment.details.title == "치킨"


class TestPostingAgain:
    async def expired(self, world: World) -> None:
        await world.post(ANN, content=slack.text("같이 먹어요"))
        world.clock.move(minutes=85)
        assert await world.closing.close_due() == 1

    async def test_the_draft_comes_back_with_a_time_that_lies_ahead(self, world: World) -> None:
        await self.expired(world)
        await world.click(ANN, "recruitment_repost", world.recruitment.id)
        form = entered(world)
        assert (form["title"], form["content"], form["places"]) == ("치킨", "같이 먹어요", ["GAEPO"])
        assert form["meets_at"] == int((NOW + timedelta(minutes=90)).timestamp())
        world.clock.move(minutes=10)
        await world.click(ANN, "recruitment_repost", world.recruitment.id)
        assert entered(world)["meets_at"] == int((NOW + timedelta(minutes=120)).timestamp())

    async def test_it_is_a_new_recruitment(self, world: World) -> None:
        await self.expired(world)
        world.clock.move(minutes=10)
        await world.click(ANN, "recruitment_repost", world.recruitment.id)
        assert body_of(await world.submit(ANN, slack.opened(world.modal))) is None
        before, after = world.recruitments
        assert replace(after.details, meets_at=before.details.meets_at) == before.details
        assert after.is_open

    async def test_only_its_author_gets_the_draft(self, world: World) -> None:
        await self.expired(world)
        world.modals.shown.clear()
        await world.click(EVE, "recruitment_repost", world.recruitment.id)
        assert "author" in (await world.answer()).content.text
        assert not world.modals.shown


async def test_the_shortcut_opens_the_form(world: World) -> None:
    assert body_of(await world.send(slack.interactive(slack.shortcut(ANN, "new_recruitment")))) is None
    assert world.modal["callback_id"] == "recruitment_create"


@pytest.mark.parametrize(("button", "category"), [("home_new_meal", "MEAL"), ("home_new_study", "STUDY")])
async def test_the_buttons_of_home_and_help_open_the_form(world: World, button: str, category: str) -> None:
    await world.click(ANN, button)
    assert entered(world)["category"] == category
    await world.click(ANN, button, view={"id": "V1", "type": "home"})
    assert [shown.how for shown in world.modals.shown] == ["open", "open"]
