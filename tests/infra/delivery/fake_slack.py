# ruff: noqa: ARG002 - a fake takes whatever its port is given
"""A Slack that keeps what it is told, and fails when it is told to."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.outgoing import Content
from domain.ports import Profile
from infra.slack.errors import SlackCallError
from infra.slack.gateway import Sent, ViewRef
from tests.infra.delivery.fakes import Time


@dataclass
class Call:
    """One call to Slack and when it came."""

    method: str
    at: datetime
    channel_id: str = ""
    text: str = ""


class Slack:
    """Keeps what is posted. `faults` are raised one after another: by a call before it does anything, or after."""

    def __init__(self, time: Time) -> None:
        self.time = time
        self.calls: list[Call] = []
        self.messages: dict[Sent, tuple[str, str]] = {}
        self.threads: dict[str, str | None] = {}
        self.before: dict[str, list[SlackCallError]] = {}
        self.after: dict[str, list[SlackCallError]] = {}
        self.meanwhile: Callable[[], Awaitable[None]] | None = None
        self.inside: set[str] | None = None
        self.channels: dict[str, str] = {}
        self.invited: list[str] = []
        self.profiles: dict[str, Profile] = {}
        self.homes: dict[str, Any] = {}
        self.answers: list[str] = []

    def count(self, method: str) -> int:
        return sum(call.method == method for call in self.calls)

    def texts(self) -> list[str]:
        return [text for _, text in self.messages.values()]

    async def _called(self, method: str, channel_id: str = "", text: str = "") -> None:
        self.calls.append(Call(method, self.time.at, channel_id, text))
        if self.meanwhile is not None:
            meanwhile, self.meanwhile = self.meanwhile, None
            await meanwhile()
        if self.before.get(method):
            raise self.before[method].pop(0)

    def _answered(self, method: str) -> None:
        if self.after.get(method):
            raise self.after[method].pop(0)

    async def post(self, channel_id: str, content: Content, key: str, thread_ts: str | None = None) -> Sent:
        await self._called("chat.postMessage", channel_id, content.text)
        sent = Sent(channel_id, f"{len(self.messages) + 1}.0")
        self.messages[sent] = (key, content.text)
        self.threads[sent.ts] = thread_ts
        self._answered("chat.postMessage")
        return sent

    async def update(self, sent: Sent, content: Content, key: str) -> None:
        await self._called("chat.update", sent.channel_id, content.text)
        self.messages[sent] = (key, content.text)
        self._answered("chat.update")

    async def find_posted(
        self, channel_id: str, key: str, since: datetime, thread_ts: str | None, bot_id: str
    ) -> Sent | None:
        await self._called("conversations.history", channel_id)
        assert bot_id == "B1"
        found = [sent for sent, (of, _) in self.messages.items() if of == key and sent.channel_id == channel_id]
        return next((sent for sent in found if self.threads[sent.ts] == thread_ts), None)

    async def answer(self, url: str, content: Content, *, replace_original: bool) -> None:
        await self._called("response_url", text=content.text)
        self.answers.append(content.text)
        self._answered("response_url")

    async def publish_home(self, user_id: str, view: Mapping[str, Any]) -> ViewRef:
        await self._called("views.publish")
        self.homes[user_id] = view
        return ViewRef("V1", "h")

    async def open_conversation(self, user_ids: Sequence[str]) -> str:
        await self._called("conversations.open")
        return "D" + "".join(user_ids)

    async def create_channel(self, name: str) -> str:
        await self._called("conversations.create")
        self.channels[name] = f"G{len(self.channels) + 1}"
        self._answered("conversations.create")
        return self.channels[name]

    async def own_channel(self, name: str, bot_user_id: str) -> str | None:
        await self._called("users.conversations")
        assert bot_user_id == "UBOT"
        return self.channels.get(name)

    async def invite(self, channel_id: str, user_ids: Sequence[str]) -> None:
        await self._called("conversations.invite", channel_id)
        self.invited += user_ids

    async def join(self, channel_id: str) -> None:
        await self._called("conversations.join", channel_id)

    async def user_info(self, user_id: str) -> Profile:
        await self._called("users.info")
        return self.profiles.get(user_id, Profile(user_id.lower(), None, is_admin=False, is_gone=False))
