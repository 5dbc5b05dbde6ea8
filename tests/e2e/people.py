"""What people do in whole flows, in their words; each act is what their window would send."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from playground.driver import Person, SlackDriver

Json = dict[str, Any]
MEAL_CHANNEL = "C0MEAL"


class Table:
    """Cadets around one playground."""

    def __init__(self, slack: SlackDriver) -> None:
        self.slack = slack
        self.minjun = slack.person("U0MINJUN")
        self.seoyeon = slack.person("U0SEOYEON")
        self.jiwoo = slack.person("U0JIWOO")
        self.hajun = slack.person("U0HAJUN")
        self.ana = slack.person("U0ANA")
        self.sua = slack.person("U0SUA")

    async def now(self) -> datetime:
        """The workspace's time, as its clock shows it."""
        return datetime.fromisoformat((await self.slack.state("U0MINJUN"))["clock"]["now"])

    async def post(self, author: Person, text: str = "/partner 밥", **fields: Any) -> Json:
        """Posts a recruitment as the author would, and returns its message once it is in the channel."""
        before = {message["ts"] for message in await self.cards(author)}
        await author.command(MEAL_CHANNEL, text)
        usual = {"places": ["GAEPO"], "way_of_eating": "EATOUT", "title": "개포에서 치킨 드실 분"}
        filled = usual | {"meets_at": await self.now() + timedelta(hours=2)} | fields
        answer = await author.submit(await author.top_view(), filled)
        assert answer.get("response_action") is None, answer
        return await self.card_when(author, lambda card: card["ts"] not in before)

    async def cards(self, person: Person) -> list[Json]:
        """The bot's own messages in the meal channel, oldest first."""
        messages = await person.messages(MEAL_CHANNEL)
        return [each for each in messages if each["bot_id"] and not each["ephemeral"]]

    async def card_when(self, person: Person, is_so: Callable[[Json], bool]) -> Json:
        """A card of the channel, once one is as wished."""

        async def found() -> Json | None:
            return next((card for card in await self.cards(person) if is_so(card)), None)

        card = await self.slack.wait_for(found)
        assert card is not None
        return card

    async def joins(self, person: Person, card: Json) -> None:
        """Clicks 참여하기, and waits for the answer that only the joiner sees."""
        await self._click(person, card, "recruitment_join")

    async def leaves(self, person: Person, card: Json) -> None:
        """Clicks 참여 취소, and waits for the answer."""
        await self._click(person, card, "recruitment_leave")

    async def _click(self, person: Person, card: Json, action_id: str) -> None:
        before = len(await self.whispers(person))
        await person.click(card["channel"], card["ts"], action_id)

        async def answered() -> bool:
            return len(await self.whispers(person)) > before

        await self.slack.wait_for(answered)

    async def whispers(self, person: Person) -> list[str]:
        """What only this person sees in the meal channel, oldest first."""
        return [each["text"] for each in await person.messages(MEAL_CHANNEL) if each["ephemeral"]]

    async def manages(self, person: Person, card: Json, word: str) -> None:
        """Chooses from the manage menu and says yes when asked."""
        (value,) = [each for each in _overflow_values(card) if each.startswith(f"{word}:")]
        await person.select_overflow(card["channel"], card["ts"], "recruitment_manage", value)
        await person.submit(await person.top_view())

    async def group_dm(self, person: Person) -> Json:
        """The first message of the person's newest group DM, once there is one."""

        async def arrived() -> Json | None:
            groups = [each for each in await person.channels() if each["kind"] == "mpim"]
            for group in reversed(groups):
                messages: list[Json] = await person.messages(group["id"])
                if messages:
                    return messages[0]
            return None

        message = await self.slack.wait_for(arrived)
        assert message is not None
        return message

    async def told(self, person: Person, words: str) -> Json:
        """The bot's direct message that has these words, once it is there."""

        async def arrived() -> Json | None:
            direct = [each for each in await person.channels() if each["kind"] == "im" and "U0PARTNER" in each["with"]]
            for channel in direct:
                messages: list[Json] = await person.messages(channel["id"])
                for message in messages:
                    if words in message["text"]:
                        return message
            return None

        message = await self.slack.wait_for(arrived)
        assert message is not None
        return message

    async def eventually(self, is_so: Callable[[], Awaitable[bool]]) -> None:
        """Returns once it is so; a TimeoutError when it never gets so."""
        await self.slack.wait_for(is_so)


def _overflow_values(card: Json) -> list[str]:
    menus = [block["accessory"] for block in card["blocks"] if block.get("accessory", {}).get("type") == "overflow"]
    menus += [each for block in card["blocks"] for each in block.get("elements", []) if each.get("type") == "overflow"]
    return [option["value"] for menu in menus for option in menu["options"]]
