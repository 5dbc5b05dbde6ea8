"""Drives a playground the way people do, so that whole-flow tests read as sentences.

Every method is the very HTTP request that a window makes. What Slack would refuse raises ``Refused``.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final, Self, TypeVar

import aiohttp

from playground.driver_values import option_state, state_values
from playground.elements import find_element
from playground.feed import OBSERVER
from playground.model import Json

Seen = TypeVar("Seen")
DEADLINE: Final = 10.0
"""Seconds of real time after which ``wait_for`` gives up."""


class Refused(AssertionError):  # noqa: N818 - reads as what happened
    """The playground refused an act; ``error`` is the code, ``answer`` the whole JSON."""

    def __init__(self, answer: Json) -> None:
        super().__init__(f"{answer.get('error')}: {answer}")
        self.error: str = answer.get("error", "")
        self.answer = answer


class SlackDriver:
    """The people of one playground; use it as ``async with SlackDriver(playground.url) as slack``."""

    def __init__(self, base_url: str) -> None:
        self._base = base_url.rstrip("/")
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30))
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session is not None:
            await self._session.close()

    def person(self, user: str) -> "Person":
        """Return one person's hands."""
        return Person(self, user)

    async def command(self, user: str, channel: str, text: str) -> Json:
        """Type a slash command into a conversation and wait for the bot's answer to it."""
        return await self.post("command", user=user, channel=channel, text=text)

    async def say(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> Json:
        """Write a message and return it."""
        message: Json = (await self.post("message", user=user, channel=channel, text=text, thread_ts=thread_ts))[
            "message"
        ]
        return message

    async def click(self, user: str, channel: str, ts: str, action_id: str, value: str | None = None) -> Json:
        """Click a button in a message; ``value`` picks among buttons of the same ``action_id``."""
        source = {"type": "message", "channel": channel, "ts": ts}
        message = await self.message(user, channel, ts)
        return await self._click(user, source, message["blocks"] or [], action_id, value)

    async def click_in_view(self, user: str, view: Json, action_id: str, value: str | None = None) -> Json:
        """Click a button in a modal or in the App Home."""
        return await self._click(user, {"type": "view", "view_id": view["id"]}, view["blocks"], action_id, value)

    async def select_overflow(self, user: str, channel: str, ts: str, action_id: str, value: str) -> Json:
        """Choose the entry of that value in a message's overflow menu."""
        return await self.choose(user, channel, ts, action_id, value)

    async def choose(self, user: str, channel: str, ts: str, action_id: str, value: Any) -> Json:
        """Choose in a menu, a picker or boxes of a message."""
        message = await self.message(user, channel, ts)
        source = {"type": "message", "channel": channel, "ts": ts}
        return await self._choose(user, source, message["blocks"] or [], action_id, value)

    async def choose_in_view(
        self, user: str, view: Json, action_id: str, value: Any, values: Mapping[str, Any] | None = None
    ) -> Json:
        """Choose in an input of a view that tells the bot at once; ``values`` are what else was filled in."""
        source = {"type": "view", "view_id": view["id"]}
        typed = state_values(view, values or {})
        return await self._choose(user, source, view["blocks"], action_id, value, typed)

    async def submit(self, user: str, view: Json, values: Mapping[str, Any] | None = None) -> Json:
        """Submit a modal, filled in by field name; the rest keeps its initial values."""
        return await self.post("submit", user=user, view_id=view["id"], values=state_values(view, values or {}))

    async def close(self, user: str, view: Json, *, clear: bool = False) -> Json:
        """Close a modal; with ``clear`` all that are open."""
        return await self.post("close", user=user, view_id=view["id"], clear=clear)

    async def shortcut(self, user: str, callback_id: str) -> Json:
        """Choose a global shortcut."""
        return await self.post("shortcut", user=user, callback_id=callback_id)

    async def home(self, user: str) -> Json | None:
        """Open the App Home and return its view once the bot has heard of it."""
        view: Json | None = (await self.post("home", user=user))["view"]
        return view

    async def open_dm(self, user: str, *others: str) -> str:
        """Open a direct message with others and return its channel id; with the bot's user id it is the bot's."""
        return str((await self.post("open_dm", user=user, users=list(others)))["channel"]["id"])

    async def invite(self, user: str, channel: str, *others: str) -> Json:
        """Invite people, or the bot, to a channel."""
        return await self.post("invite", user=user, channel=channel, users=list(others))

    async def deactivate(self, user: str) -> Json:
        """Deactivate somebody."""
        return await self.post("person", id=user, deleted=True)

    async def advance(self, seconds: float) -> Json:
        """Move the workspace's clock on."""
        return await self.post("clock", advance_seconds=seconds)

    async def faults(self, *rules: Json) -> Json:
        """Put rules of faults in force instead of all others."""
        return await self.post("faults", rules=list(rules))

    async def messages(self, user: str, channel: str, limit: int = 200) -> list[Json]:
        """Return a conversation as this person sees it, ephemeral messages included, oldest first."""
        found: list[Json] = (await self.get("messages", user=user, channel=channel, limit=limit))["messages"]
        return found

    async def thread(self, user: str, channel: str, ts: str) -> list[Json]:
        """Return the replies of a thread, oldest first."""
        replies: list[Json] = (await self.get("thread", user=user, channel=channel, ts=ts))["replies"]
        return replies

    async def message(self, user: str, channel: str, ts: str) -> Json:
        """Return one message as it is now, replies included; Refused when it is gone."""
        for message in await self.messages(user, channel, 500):
            if message["ts"] == ts:
                return message
        found = await self.get("thread", user=user, channel=channel, ts=ts)
        return next(one for one in [found["root"], *found["replies"]] if one["ts"] == ts)

    async def file(self, user: str, file_id: str) -> bytes:
        """Return the content of a file in a message (``message["files"]``); Refused to whoever may not see it."""
        url = f"{self._base}/ui/file"
        async with self._open().get(url, params={"user": user, "file": file_id}) as response:
            if not response.ok:
                raise Refused(await response.json())
            return await response.read()

    async def state(self, user: str) -> Json:
        """Return everything this person's window starts from."""
        return await self.get("state", user=user)

    async def channels(self, user: str) -> list[Json]:
        """Return the conversations this person's sidebar lists."""
        found: list[Json] = (await self.state(user))["channels"]
        return found

    async def views(self, user: str) -> list[Json]:
        """Return the person's open modals, root first."""
        found: list[Json] = (await self.state(user))["views"]
        return found

    async def top_view(self, user: str) -> Json:
        """Return the modal on top once one is open."""
        return (await self.wait_for(lambda: self.views(user)))[-1]

    async def inspector(self, after: int = 0) -> list[Json]:
        """Return what went over the wire."""
        entries: list[Json] = (await self.get("inspector", after=after))["entries"]
        return entries

    async def violations(self) -> list[str]:
        """Return every limit that the bot broke, each headed by the request's name."""
        return [f"{entry['name']}: {text}" for entry in await self.inspector() for text in entry["violations"]]

    async def wait_for(self, predicate: Callable[[], Awaitable[Seen]], seconds: float = DEADLINE) -> Seen:
        """Return the first truthy result of ``predicate``, asked again after everything that happens.

        Raises TimeoutError after so many seconds of real time.
        """
        async with asyncio.timeout(seconds), self.events() as events:
            while True:
                seen = await predicate()
                if seen:
                    return seen
                await anext(events)

    @asynccontextmanager
    async def events(self, user: str = OBSERVER) -> AsyncIterator[AsyncIterator[Json]]:
        """Listen to a person's windows, or to everybody's, from now on."""
        async with self._open().get(f"{self._base}/ui/events", params={"user": user}) as response:
            yield _events(response)

    async def post(self, act: str, **given: Any) -> Json:
        """Make any request of the UI API; Refused unless it answers ok."""
        async with self._open().post(f"{self._base}/ui/{act}", json=given) as response:
            return _accepted(await response.json())

    async def get(self, look: str, **query: Any) -> Json:
        """Ask the UI API for anything."""
        async with self._open().get(f"{self._base}/ui/{look}", params=query) as response:
            return _accepted(await response.json())

    async def _click(self, user: str, source: Json, blocks: list[Json], action_id: str, value: str | None) -> Json:
        placed = find_element(blocks, action_id, value=value)
        given = {"block_id": placed.block["block_id"], "element": placed.element} if placed else {}
        return await self.post("action", user=user, source=source, action_id=action_id, **given)

    async def _choose(
        self, user: str, source: Json, blocks: list[Json], action_id: str, value: Any, typed: Json | None = None
    ) -> Json:
        placed = find_element(blocks, action_id)
        given = {"block_id": placed.block["block_id"], "element": option_state(placed.element, value)} if placed else {}
        return await self.post("action", user=user, source=source, action_id=action_id, values=typed, **given)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("use the driver as an async context manager")
        return self._session


class Person:
    """One person of the workspace: every method of the driver, with this person acting."""

    def __init__(self, slack: SlackDriver, user: str) -> None:
        self.slack = slack
        self.id = user

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        """Return the driver's method of that name with the person filled in."""
        method = getattr(self.slack, name)
        return lambda *args, **kwargs: method(self.id, *args, **kwargs)


async def _events(response: aiohttp.ClientResponse) -> AsyncIterator[Json]:
    async for line in response.content:
        if line.startswith(b"data:"):
            yield json.loads(line.removeprefix(b"data:"))


def _accepted(answer: Json) -> Json:
    if not answer["ok"]:
        raise Refused(answer)
    return answer
