"""Socket Mode: Slack's requests over a websocket that we open, for whoever has no public address."""

import asyncio
from time import perf_counter, time
from typing import Any

import structlog
from pydantic import SecretStr
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack_http import kind_of
from infra.metrics import Metrics

_log = structlog.get_logger(__name__)


class SocketMode(AsyncSocketModeHandler):
    """Hands what comes over the websocket to Bolt; knows what is in hand, so that stopping can wait for it."""

    def __init__(self, app: AsyncApp, app_token: SecretStr, client: AsyncWebClient, metrics: Metrics) -> None:
        super().__init__(app, app_token.get_secret_value(), web_client=client, proxy=client.proxy)
        self.client.proxy = client.proxy  # as for HTTP: what is on this machine is not reached through a proxy
        self._metrics = metrics
        self._in_hand = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Answers one request."""
        self._in_hand += 1
        self._idle.clear()
        try:
            await self._answer(client, req)
        finally:
            self._in_hand -= 1
            if not self._in_hand:
                self._idle.set()

    async def connect(self) -> None:
        """Opens the websocket; it is opened again by itself whenever it breaks.

        Raises slack_sdk's error when Slack gives no address for it: slack_sdk's own connecting would go on for ever.
        """
        self.client.wss_uri = await self.client.issue_new_wss_url()
        await self.connect_async()  # type: ignore[no-untyped-call] # Bolt leaves it without types

    async def drain(self, seconds: float) -> None:
        """Returns when all that came in is answered, or the time is up; then closes the websocket."""
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            _log.warning("socket_not_drained", in_hand=self._in_hand)
        await self.close_async()  # type: ignore[no-untyped-call] # Bolt leaves it without types

    async def _answer(self, client: SocketModeClient, req: SocketModeRequest) -> None:
        began = perf_counter()
        kind = kind_of(req.payload)
        try:
            with structlog.contextvars.bound_contextvars(request=req.envelope_id[:12], team=_team_of(req.payload)):
                response = await run_async_bolt_app(self.app, req)
        except (ValueError, TypeError, AttributeError, KeyError, IndexError):
            _log.warning("garbled")
            return
        await send_async_response(client, req, response, time())
        self._metrics.acknowledged(kind, response.status, perf_counter() - began)


def _team_of(payload: dict[str, Any]) -> str | None:
    """Whose it is, for the log; whether they are served is for Bolt to say."""
    team = payload.get("team")
    found = payload.get("team_id") or (team.get("id") if isinstance(team, dict) else None)
    return str(found) if found else None
