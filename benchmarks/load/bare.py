"""A Bolt app that answers one button with nothing, served as ours is: what a request costs before we touch it.

`python -m benchmarks.load.bare PORT`
"""

import asyncio
import sys
from typing import Any

import uvloop
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.process import stopping_on_signals
from bot.serving import Server, listen
from handlers.ids import Action
from tests.handlers.slack import SECRET, TEAM


def app() -> Starlette:
    """Bolt inside Starlette, answering once the listener has run, with an authorization that asks nobody."""
    bolt = AsyncApp(signing_secret=SECRET, process_before_response=True, authorize=_authorize)
    handler = AsyncSlackRequestHandler(bolt)

    @bolt.action(Action.MATCH_CALENDAR)
    async def nothing(ack: Any) -> None:
        await ack()

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    async def ready(_: Request) -> Response:
        return PlainTextResponse("ready\n")

    return Starlette(routes=[Route("/slack/events", events, methods=["POST"]), Route("/readyz", ready)])


async def _authorize(**_: Any) -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=None, team_id=TEAM, bot_id="B0BOT", bot_user_id="U0BOT", bot_token="xoxb-benchmark"
    )


async def _serve(port: int) -> None:
    with listen("127.0.0.1", port) as listener:
        server = Server(app(), listener)
        with stopping_on_signals(server.stop):
            await server.run_here()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(int(sys.argv[1])))
