"""Every word of the command, and that a direct message is answered alike."""

from datetime import timedelta

import pytest

from domain.outbox import DeliveryKind
from domain.use_cases.wishes import ANSWER_LIFE
from tests.domain.examples import NOW
from tests.handlers import slack
from tests.handlers.world import ANN, BEN, EVE, World, body_of, buttons, said, spoken


def entered(world: World) -> dict[str, object]:
    """What stands in the form that was opened, by field."""
    values = slack.opened(world.modal)["state"]["values"]
    return {name: _value(state[name]) for name, state in values.items()}


def _value(state: dict[str, object]) -> object:
    chosen = {name: value for name, value in state.items() if name != "type"}
    (value,) = chosen.values() if chosen else (None,)
    if isinstance(value, list):
        return [each["value"] for each in value]
    return value["value"] if isinstance(value, dict) else value


class TestWritingOne:
    @pytest.mark.parametrize("word", ["meal", "밥", "식사", "점심", "저녁", "배달"])
    async def test_words_of_eating_open_the_form_of_a_meal(self, world: World, word: str) -> None:
        assert body_of(await world.command(ANN, word)) is None
        assert world.modal["callback_id"] == "recruitment_create"
        assert entered(world)["category"] == "MEAL"

    @pytest.mark.parametrize("word", ["study", "공부", "스터디"])
    async def test_words_of_studying_open_the_form_of_a_study(self, world: World, word: str) -> None:
        await world.command(ANN, word)
        assert entered(world)["category"] == "STUDY"
        assert "way_of_eating" not in entered(world)

    async def test_the_form_begins_with_the_usual(self, world: World) -> None:
        await world.command(ANN, "밥", channel="C0HERE")
        assert entered(world) == {
            "category": "MEAL",
            "meets_at": int((NOW + timedelta(minutes=30)).timestamp()),
            "places": None,
            "way_of_eating": None,
            "capacity": "4",
            "title": None,
            "content": None,
            "options": ["confirm_when_full"],
            "channel": slack.CHANNEL,
        }

    async def test_what_was_typed_stands_in_the_form(self, world: World) -> None:
        await world.command(ANN, "밥 개포 12:30 치킨 3명 배달")
        form = entered(world)
        assert form["places"] == ["GAEPO"]
        assert form["way_of_eating"] == "DELIVERY"
        assert form["capacity"] == "3"
        assert form["title"] == "치킨"
        assert form["meets_at"] == int((NOW + timedelta(minutes=90)).timestamp())

    async def test_conditions_alone_are_enough(self, world: World) -> None:
        await world.command(ANN, "개포 12:30 치킨")
        assert (entered(world)["category"], entered(world)["title"]) == ("MEAL", "치킨")

    async def test_the_places_are_those_of_the_last_time(self, world: World) -> None:
        await world.post(ANN, "밥 서초 개포 12:30 외식")
        await world.command(ANN, "밥")
        assert entered(world)["places"] == ["SEOCHO", "GAEPO"]
        await world.command(BEN, "밥")
        assert entered(world)["places"] is None

    async def test_where_a_category_has_no_channel_it_is_the_current_one(self, world: World) -> None:
        world.forget_channels()
        await world.command(ANN, "밥", channel="C0HERE")
        assert entered(world)["channel"] == "C0HERE"
        await world.command(ANN, "밥", channel="D0ANN", channel_name="directmessage")
        assert entered(world)["channel"] is None


HELP_BUTTONS = {"home_new_meal", "home_new_study", "home_random", "home_list", "home_history", "home_settings"}


class TestOtherWords:
    @pytest.mark.parametrize("word", ["", "help", "도움말"])
    async def test_help_has_buttons(self, world: World, word: str) -> None:
        answer = body_of(await world.command(ANN, word))
        assert answer["response_type"] == "ephemeral"
        assert set(buttons(answer["blocks"])) == HELP_BUTTONS

    @pytest.mark.parametrize("word", ["list", "목록"])
    async def test_list_shows_open_ones_soonest_first(self, world: World, word: str) -> None:
        await world.post(ANN, "밥 개포 13:30 나중 외식")
        await world.post(BEN, "밥 개포 12:30 먼저 외식")
        answer = body_of(await world.command(EVE, word))
        assert answer["text"].index("먼저") < answer["text"].index("나중")
        assert "recruitment_join" in buttons(answer["blocks"])

    async def test_list_can_be_narrowed_to_a_category(self, world: World) -> None:
        await world.post(ANN, "밥 개포 12:30 치킨 외식")
        assert "치킨" not in body_of(await world.command(BEN, "목록 공부"))["text"]
        assert "치킨" in body_of(await world.command(BEN, "list meal"))["text"]

    @pytest.mark.parametrize("word", ["cancel", "취소"])
    async def test_cancel_lists_my_open_posts_with_a_button_each(self, world: World, word: str) -> None:
        mine = await world.post(ANN)
        await world.post(BEN, "밥 서초 12:30 피자 외식")
        answer = body_of(await world.command(ANN, word))
        assert buttons(answer["blocks"]) == {"recruitment_cancel": str(mine.id)}
        assert "피자" not in said(answer)

    async def test_cancel_can_be_narrowed_to_a_category(self, world: World) -> None:
        await world.post(ANN)
        assert "recruitment_cancel" not in buttons(body_of(await world.command(ANN, "취소 공부"))["blocks"])

    @pytest.mark.parametrize("said_", ["점심심심한데요", "asdf"])
    async def test_what_is_not_understood_is_helped_with(self, world: World, said_: str) -> None:
        answer = body_of(await world.command(ANN, said_))
        assert said_ in answer["text"]
        assert not world.modals.shown

    async def test_the_nearest_word_is_named(self, world: World) -> None:
        assert "help" in body_of(await world.command(EVE, "hepl"))["text"].splitlines()[0]

    @pytest.mark.parametrize("word", ["me", "내정보", "stats"])
    async def test_words_that_do_nothing_yet_are_not_understood(self, world: World, word: str) -> None:
        answer = body_of(await world.command(ANN, word))
        assert word in answer["text"].splitlines()[0]
        assert set(buttons(answer["blocks"])) == HELP_BUTTONS

    async def test_each_is_answered_in_their_own_language(self, world: World) -> None:
        korean, english = [body_of(await world.command(user, ""))["text"] for user in (ANN, EVE)]
        assert korean != english
        assert any("가" <= letter <= "힣" for letter in korean)
        assert "help" in english.lower()

    async def test_what_people_type_is_escaped(self, world: World) -> None:
        answer = said(body_of(await world.command(ANN, "<!channel> &amp; 안녕하신가요들")))
        assert "<!channel>" not in answer

    async def test_a_command_that_contains_anything_is_read(self, world: World) -> None:
        await world.command(ANN, "study seocho 3pm 100% & more=less; tests")
        assert "tests" in str(entered(world)["title"])


class TestInADirectMessage:
    async def said(self, world: World, text: str, user: str = ANN, **more: object) -> None:
        event = {"channel": "D0ANN", "channel_type": "im", "user": user, "text": text, "ts": "1.1", **more}
        assert body_of(await world.event("message", **event)) is None

    async def reply(self, world: World, text: str) -> str:
        await self.said(world, text)
        return spoken(await world.delivered(DeliveryKind.REPLY))

    async def test_words_that_open_a_modal_are_answered_with_a_button(self, world: World) -> None:
        await self.said(world, "밥 개포 12:30 치킨")
        reply = await world.delivered(DeliveryKind.REPLY)
        carried = buttons(reply.content.blocks)["compose_open"]  # type: ignore[union-attr]
        await world.click(ANN, "compose_open", carried)
        assert (entered(world)["title"], entered(world)["places"]) == ("치킨", ["GAEPO"])

    async def test_other_words_are_answered_as_the_command_answers_them(self, world: World) -> None:
        mine = await world.post(ANN)
        assert "치킨" in await self.reply(world, "목록")
        assert str(mine.id) in await self.reply(world, "취소")
        assert "home_new_meal" in await self.reply(world, "도움말")
        assert "asdf" in await self.reply(world, "asdf")

    async def test_nobody_is_answered_hours_later(self, world: World) -> None:
        await self.said(world, "목록")
        (asked,) = world.asked_for(DeliveryKind.REPLY)
        assert asked.expires_at == world.clock.now() + ANSWER_LIFE

    @pytest.mark.parametrize(
        "event",
        [
            {"subtype": "message_changed"},
            {"subtype": "message_deleted"},
            {"subtype": "bot_message", "bot_id": "B0OTHER"},
            {"bot_id": "B0BOT"},
            {"user": "U0BOT"},
            {"channel_type": "channel"},
        ],
        ids=["edited", "deleted", "another bot", "our own", "our own user", "not a direct message"],
    )
    async def test_what_no_person_wrote_to_the_bot_is_ignored(self, world: World, event: dict[str, str]) -> None:
        await self.said(world, "도움말", **event)
        assert world.asked_for(DeliveryKind.REPLY) == []

    async def test_an_event_that_comes_again_is_answered_once(self, world: World) -> None:
        body = slack.event("message", channel="D0ANN", channel_type="im", user=ANN, text="목록", ts="1.1")
        for _ in range(2):
            assert body_of(await world.send(slack.event_request(body))) is None
        (key,) = (key for key, row in world.uow.kept.outbox.items() if row.delivery.kind is DeliveryKind.REPLY)
        assert world.uow.kept.outbox[key].generation == 1
