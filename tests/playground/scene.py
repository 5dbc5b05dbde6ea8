"""A playground, a bot made by hand, and people: the stage for what the bot is told when a person acts."""

import json
from typing import Any
from urllib.parse import parse_qs

from slack_sdk.web.async_client import AsyncWebClient

from playground import ManualMachineClock, Playground
from playground.driver import SlackDriver
from tests.playground.bot import HandmadeBot
from tests.playground.shapes import plain

BUTTONS: list[dict[str, Any]] = [
    {"type": "section", "text": plain("모집")},
    {
        "type": "actions",
        "block_id": "seats",
        "elements": [
            {"type": "button", "action_id": "join", "text": plain("참여"), "value": "r1"},
            {
                "type": "overflow",
                "action_id": "manage",
                "options": [{"text": plain(word), "value": f"{word}:r1"} for word in ("edit", "cancel")],
            },
        ],
    },
]


class Scene:
    """A playground, a bot made by hand, and people."""

    def __init__(
        self, playground: Playground, bot: HandmadeBot, slack: SlackDriver, machine: ManualMachineClock
    ) -> None:
        self.playground, self.bot, self.slack, self.machine = playground, bot, slack, machine
        self.client = AsyncWebClient(token="xoxb-playground", base_url=playground.api_url)

    def command(self) -> dict[str, str]:
        """The last command's fields."""
        return {key: value[0] for key, value in parse_qs(self.bot.bodies[-1].decode()).items()}

    def payload(self) -> dict[str, Any]:
        """The last interaction's payload."""
        sent: dict[str, Any] = json.loads(self.command()["payload"])
        return sent

    async def posted(self, **more: Any) -> str:
        """A message of the bot with a button and a menu."""
        return str((await self.client.chat_postMessage(channel="C0MEAL", text="모집", blocks=BUTTONS, **more))["ts"])

    async def opened(self, view: dict[str, Any]) -> dict[str, Any]:
        """A modal before Sua."""
        trigger = self.playground.backend.triggers.issue("U0SUA")
        shown: dict[str, Any] = (await self.client.views_open(trigger_id=trigger, view=view))["view"]
        return shown

    async def seen(self) -> list[str]:
        """What Sua reads in #밥트너."""
        return [one["text"] for one in await self.slack.messages("U0SUA", "C0MEAL")]
