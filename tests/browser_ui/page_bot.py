"""A bot that does what a test tells it to, and keeps what it was sent."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from playground import HttpTarget, Playground, PlaygroundOptions, Shortcut, SlashCommand
from tests.playground.bot import served, web_app

Json = dict[str, Any]
Deed = Callable[[Json], Awaitable[Json | None]]

COMMAND = SlashCommand("/partner", "밥·공부 파트너를 찾아요", "[밥|공부|도움말]")
SHORTCUT = Shortcut("new_recruitment", "새 모집 올리기")


@dataclass
class PageBot:
    """Answers by name: a command's text, an action's id, a view's callback id, an event's type."""

    deeds: dict[str, Deed] = field(default_factory=dict)
    sent: list[tuple[str, Json]] = field(default_factory=list)
    status: int = 200

    def on(self, name: str, deed: Deed) -> None:
        """From now on do this when that comes."""
        self.deeds[name] = deed

    def answers(self, name: str, body: Json | None) -> None:
        """From now on answer that with this JSON."""

        async def deed(_: Json) -> Json | None:
            return body

        self.on(name, deed)

    def last(self, name: str) -> Json:
        """The latest payload of that name."""
        return next(payload for known, payload in reversed(self.sent) if known == name)

    def names(self) -> list[str]:
        """The names of all that was sent, in order."""
        return [name for name, _ in self.sent]

    async def __call__(self, request: Request) -> Response:
        name, payload = _read(request.headers["content-type"], await request.body())
        self.sent.append((name, payload))
        if self.status != 200:
            return Response(status_code=self.status)
        deed = self.deeds.get(name)
        body = await deed(payload) if deed else None
        return Response() if body is None else JSONResponse(body)


def _read(content_type: str, body: bytes) -> tuple[str, Json]:
    if content_type.startswith("application/json"):
        event = json.loads(body)
        return event["event"]["type"], event["event"]
    form = dict(parse_qsl(body.decode(), keep_blank_values=True))
    if "command" in form:
        return f"{form['command']} {form['text']}".strip(), form
    payload = json.loads(form["payload"])
    if payload["type"] == "block_actions":
        return payload["actions"][0]["action_id"], payload
    return payload.get("callback_id") or payload["view"]["callback_id"], payload


@dataclass
class Workspace:
    """A playground with its bot, and the Web API as the bot has it."""

    playground: Playground
    bot: PageBot
    api: AsyncWebClient


@asynccontextmanager
async def running_workspace(**options: Any) -> AsyncIterator[Workspace]:
    """Run a workspace in memory with a bot on HTTP."""
    bot = PageBot()

    async def endpoint(request: Request) -> Response:
        return await bot(request)

    async with served(web_app(endpoint)) as url:
        given = {"port": 0, "commands": (COMMAND,), "shortcuts": (SHORTCUT,), "rate_scale": 0, **options}
        async with Playground(PlaygroundOptions(target=HttpTarget(url), **given)) as playground:
            api = AsyncWebClient(token=playground.options.bot_token, base_url=playground.api_url)
            yield Workspace(playground, bot, api)
