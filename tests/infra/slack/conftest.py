from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from infra.metrics import Metrics
from infra.slack.calls import SlackCalls
from infra.slack.gateway import SlackGateway
from infra.slack.marks import Marks
from playground import Playground, PlaygroundOptions
from playground.driver import SlackDriver

Answering = Callable[[web.Request], Awaitable[web.StreamResponse]]


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as open_session:
        yield open_session


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


def gateway_at(
    url: str, token: str, session: aiohttp.ClientSession, metrics: Metrics, seconds: float = 5, **more: Any
) -> SlackGateway:
    calls = SlackCalls(token, url, session, metrics, direct=True)
    return SlackGateway(calls, Marks("made up"), seconds=seconds, view_seconds=seconds, **more)


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    async with Playground(PlaygroundOptions(port=0, rate_scale=0)) as running:
        yield running


@pytest.fixture
async def slack(playground: Playground) -> AsyncIterator[SlackDriver]:
    async with SlackDriver(playground.url) as driver:
        yield driver


@pytest.fixture
def gateway(playground: Playground, session: aiohttp.ClientSession, metrics: Metrics) -> SlackGateway:
    """The real gateway, at a local Slack."""
    return gateway_at(playground.api_url, playground.options.bot_token, session, metrics)


@asynccontextmanager
async def odd_server(answering: Answering) -> AsyncIterator[str]:
    """A server that answers everything as told; its base address."""
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", answering)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"http://{host}:{port}/"
    finally:
        await runner.cleanup()
