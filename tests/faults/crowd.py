"""What cadets do, each act as their window would send it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final

from playground.driver import Refused
from playground.model import BOT_USER, Json, Message
from tests.faults.rig import MEAL, Rig

UNANSWERED: Final = frozenset({"dispatch_failed", "operation_timeout"})
"""What a window says when the bot did not answer: whoever sees that knows to try again."""


class Crowd:
    """The people of a rig. All that is left to chance comes from `rng`."""

    def __init__(self, rig: Rig, rng: Random) -> None:
        self._rig = rig
        self._rng = rng
        self._posted = 0

    async def posts(self, author: str, where: str = MEAL, **fields: Any) -> str:
        """Posts a recruitment, asked for in a channel; returns its title, which no other has."""
        self._posted += 1
        title = str(fields.pop("title", f"점심 {self._posted:05}"))
        slack = self._rig.slack
        await slack.command(author, where, "/partner 밥")
        usual = {"places": ["GAEPO"], "way_of_eating": "EATOUT", "title": title, "meets_at": self.some_time()}
        answer = await slack.submit(author, await slack.top_view(author), usual | fields)
        assert answer["response_action"] is None, answer
        return title

    def some_time(self) -> datetime:
        """A meeting time in the next days that hardly anybody else has."""
        return datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=self._rng.randrange(180, 13 * 24 * 60))

    def card(self, title: str) -> Message | None:
        """The recruitment's message, if it is in the channel."""
        return next((each for each in self.cards() if title in each.text), None)

    def cards(self) -> list[Message]:
        """The bot's messages in the meal channel, latest first, without what stands in threads."""
        messages = self._rig.playground.backend.workspace.channels[MEAL].messages
        return [each for each in reversed(messages.values()) if each.user == BOT_USER and not each.is_reply]

    async def seen(self, title: str, is_so: Callable[[Message], bool] = lambda _: True) -> Message:
        """The recruitment's message once it is there, and as wished."""

        async def found() -> Message | None:
            card = self.card(title)
            return card if card is not None and is_so(card) else None

        card = await self._rig.slack.wait_for(found, 30)
        assert card is not None
        return card

    async def clicks(self, person: str, card: Message, action_id: str) -> None:
        """Presses a button of a message. Raises `Refused` when the bot did not answer."""
        source = {"type": "message", "channel": card.channel, "ts": card.ts}
        await self._rig.slack.post("action", user=person, source=source, action_id=action_id)

    async def joins(self, person: str, card: Message) -> None:
        """Presses 참여하기."""
        await self.clicks(person, card, "recruitment_join")

    async def leaves(self, person: str, card: Message) -> None:
        """Presses 참여 취소."""
        await self.clicks(person, card, "recruitment_leave")

    async def manages(self, person: str, card: Message, word: str, **fields: Any) -> Json:
        """Chooses a word of the menu, and submits the modal that it opens."""
        view = await self.chooses(person, card, word)
        return await self._rig.slack.submit(person, view, fields)

    async def chooses(self, person: str, card: Message, word: str) -> Json:
        """Chooses a word of the menu; the modal that it opens."""
        await self.asks_for(person, card, word)
        return await self._rig.slack.top_view(person)

    async def asks_for(self, person: str, card: Message, word: str) -> None:
        """Chooses a word of the menu."""
        menu = next(each for each in _elements(card) if each["action_id"] == "recruitment_manage")
        value = next(each["value"] for each in menu["options"] if each["value"].startswith(f"{word}:"))
        await self._rig.slack.select_overflow(person, card.channel, card.ts, "recruitment_manage", value)

    async def applies(self, person: str) -> None:
        """Applies for a random meal, in one place with anybody."""
        await self._rig.slack.command(person, MEAL, "/partner 랜덤 밥")
        view = await self._rig.slack.top_view(person)
        await self._rig.slack.submit(person, view, {"places": ["GAEPO"]})
        await self._rig.slack.close(person, await self._rig.slack.top_view(person), clear=True)

    async def gives_up(self, person: str) -> None:
        """Takes the application back."""
        await self._rig.slack.command(person, MEAL, "/partner 취소 밥")

    def whispers(self, person: str) -> list[str]:
        """What only this person sees, oldest first."""
        return [each.text for each in self._rig.playground.backend.workspace.ephemerals.get(person, ())]


def unanswered(refused: Refused) -> bool:
    """Whether it was refused because the bot did not answer."""
    return refused.error in UNANSWERED


def _elements(card: Message) -> list[Json]:
    return [element for block in card.blocks or [] for element in block.get("elements", ()) if "action_id" in element]
