"""A real Bolt app on a real port, and a bot made by hand, for the playground to talk to."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from playground import HttpTarget, Playground, PlaygroundOptions
from playground.listening import LoopbackServer, bound


@asynccontextmanager
async def served(app: Starlette) -> AsyncIterator[str]:
    """Serve an app on a free loopback port."""
    listener = bound("127.0.0.1", 0)
    server = LoopbackServer(
        uvicorn.Config(app, lifespan="off", log_config=None, ws="none", timeout_graceful_shutdown=1)
    )
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/slack/events"
    finally:
        server.leave()
        await task


def web_app(endpoint: Callable[[Request], Awaitable[Response]]) -> Starlette:
    return Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])])


@asynccontextmanager
async def bolt_bot(register: Callable[[AsyncApp], None], **options: Any) -> AsyncIterator[tuple[Playground, AsyncApp]]:
    """A playground and a Bolt app that know each other, over HTTP, signatures verified."""
    handler: list[AsyncSlackRequestHandler] = []

    async def endpoint(request: Request) -> Response:
        return await handler[0].handle(request)

    async with served(web_app(endpoint)) as url:
        given = PlaygroundOptions(port=0, target=HttpTarget(url), **options)
        async with Playground(given) as playground:
            app = bolt_app(playground)
            register(app)
            handler.append(AsyncSlackRequestHandler(app))
            yield playground, app


def bolt_app(playground: Playground) -> AsyncApp:
    options = playground.options
    client = AsyncWebClient(token=options.bot_token, base_url=playground.api_url)
    return AsyncApp(client=client, signing_secret=options.signing_secret, raise_error_for_unhandled_request=True)


@dataclass
class HandmadeBot:
    """Answers what a test tells it to and keeps what it was sent."""

    answer: Response = field(default_factory=Response)
    silent: bool = False
    requests: list[Request] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, request: Request) -> Response:
        self.bodies.append(await request.body())
        self.requests.append(request)
        self.asked.set()
        if self.silent:
            await self.released.wait()
        return self.answer

    def says(self, body: Any) -> None:
        """From now on answer with this JSON."""
        self.answer = JSONResponse(body)


@asynccontextmanager
async def handmade_bot(**options: Any) -> AsyncIterator[tuple[Playground, HandmadeBot]]:
    """A playground and a bot made by hand."""
    bot = HandmadeBot()

    async def endpoint(request: Request) -> Response:
        return await bot(request)

    async with (
        served(web_app(endpoint)) as url,
        Playground(PlaygroundOptions(port=0, target=HttpTarget(url), **options)) as playground,
    ):
        yield playground, bot
        bot.released.set()
