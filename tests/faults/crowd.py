"""What cadets do, each act as their window would send it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any, Final

from playground.driver import Refused
from playground.model import BOT_USER, Json, Message
from playground.shapes import view_object
from tests.faults.fleet import until
from tests.faults.rig import MEAL, Rig

UNANSWERED: Final = frozenset({"dispatch_failed", "operation_timeout"})
"""What a window says when the bot did not answer: whoever sees that knows to try again."""

_LATEST: Final = 300
"""Messages of a channel that people look through for one."""


class NotShown(Exception):  # noqa: N818 a state of affairs
    """The modal that was asked for is not open before the person."""


class Crowd:
    """The people of a rig. All that is left to chance comes from `rng`.

    They look at the workspace itself, not at what a window would be sent of it: there are many of them.
    """

    def __init__(self, rig: Rig, rng: Random) -> None:
        self._rig = rig
        self.rng = rng
        self._posted = 0

    async def posts(self, author: str, where: str = MEAL, **fields: Any) -> str:
        """Posts a recruitment, asked for in a channel; returns its title, which no other has."""
        self._posted += 1
        title = str(fields.pop("title", f"점심 {self._posted:05}"))
        await self._rig.slack.command(author, where, "/partner 밥")
        usual = {"places": ["GAEPO"], "way_of_eating": "EATOUT", "title": title, "meets_at": self.some_time()}
        answer = await self._rig.slack.submit(author, self._modal(author, "recruitment_create"), usual | fields)
        assert answer["response_action"] is None, answer
        return title

    def some_time(self) -> datetime:
        """A meeting time in the next days that hardly anybody else has."""
        return datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=self.rng.randrange(180, 13 * 24 * 60))

    def card(self, title: str) -> Message | None:
        """The recruitment's message, if it is among the latest of the channel."""
        messages = islice(reversed(self._rig.playground.backend.workspace.channels[MEAL].messages.values()), _LATEST)
        return next((each for each in messages if each.user == BOT_USER and title in each.text), None)

    async def seen(self, title: str, is_so: Callable[[Message], bool] = lambda _: True) -> Message:
        """The recruitment's message once it is there, and as wished."""
        await until(lambda: (card := self.card(title)) is not None and is_so(card), f"{title} is as wished")
        card = self.card(title)
        assert card is not None
        return card

    async def clicks(self, person: str, card: Message, action_id: str, **chosen: Any) -> None:
        """Presses a button of a message. Raises `Refused` when the bot did not answer."""
        source = {"type": "message", "channel": card.channel, "ts": card.ts}
        await self._rig.slack.post("action", user=person, source=source, action_id=action_id, **chosen)

    async def joins(self, person: str, card: Message) -> None:
        """Presses 참여하기."""
        await self.clicks(person, card, "recruitment_join")

    async def leaves(self, person: str, card: Message) -> None:
        """Presses 참여 취소."""
        await self.clicks(person, card, "recruitment_leave")

    async def manages(self, person: str, card: Message, word: str, **fields: Any) -> Json:
        """Chooses a word of the menu, and submits the modal that it opens."""
        return await self._rig.slack.submit(person, await self.chooses(person, card, word), fields)

    async def chooses(self, person: str, card: Message, word: str) -> Json:
        """Chooses a word of the menu; the modal that it opens."""
        await self.asks_for(person, card, word)
        return self._modal(person)

    async def asks_for(self, person: str, card: Message, word: str) -> None:
        """Chooses a word of the menu."""
        menus = [
            element for block in card.blocks or [] for element in block.get("elements", ()) if "options" in element
        ]
        (value,) = [each["value"] for menu in menus for each in menu["options"] if each["value"].startswith(f"{word}:")]
        await self.clicks(person, card, "recruitment_manage", element={"selected_option": {"value": value}})

    async def applies(self, person: str) -> None:
        """Applies for a random meal, in one place with anybody."""
        await self._rig.slack.command(person, MEAL, "/partner 랜덤 밥")
        await self._rig.slack.submit(person, self._modal(person, "random_apply"), {"places": ["GAEPO"]})
        await self._rig.slack.close(person, self._modal(person), clear=True)

    async def gives_up(self, person: str) -> None:
        """Takes the application back."""
        await self._rig.slack.command(person, MEAL, "/partner 취소 밥")

    async def comments(self, person: str, card: Message, content: str) -> None:
        """Says something under an alias in the thread of an anonymous recruitment."""
        await self.clicks(person, card, "recruitment_comment")
        answer = await self._rig.slack.submit(person, self._modal(person, "comment_create"), {"content": content})
        assert answer["response_action"] is None, answer

    async def asks_for_the_file(self, person: str) -> None:
        """Presses 파일로 받기 in the settings."""
        await self._rig.slack.command(person, MEAL, "/partner 설정")
        await self._rig.slack.click_in_view(person, self._modal(person, "settings"), "settings_export")
        await self._rig.slack.close(person, self._modal(person), clear=True)

    async def writes(self, person: str, words: str) -> None:
        """Writes to the bot."""
        await self._rig.slack.say(person, await self._rig.slack.open_dm(person, BOT_USER), words)

    def _modal(self, person: str, wanted: str = "") -> Json:
        """The modal on top, which was opened before the bot answered; where it matters, the one that is wanted."""
        views = self._rig.playground.backend.workspace.stacks.get(person)
        if not views or wanted not in ("", views[-1].body.get("callback_id")):
            raise NotShown(person)
        return view_object(views[-1])

    def whispers(self, person: str) -> list[str]:
        """What only this person sees, oldest first."""
        return [each.text for each in self._rig.playground.backend.workspace.ephemerals.get(person, ())]


def unanswered(refused: Refused) -> bool:
    """Whether it was refused because the bot did not answer."""
    return refused.error in UNANSWERED
