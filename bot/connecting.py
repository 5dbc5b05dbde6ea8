"""Opening the websocket of Socket Mode, for as long as it takes."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import structlog
from slack_bolt.async_app import AsyncApp

from bot.composition import Parts
from bot.errors import StartError
from bot.introduction import WRONG_TOKEN
from bot.socket_mode import SocketMode
from infra.slack.errors import Refused, classify

_log = structlog.get_logger(__name__)

_PAUSE: Final = 2.0
_METHOD: Final = "apps.connections.open"
_NO_SOCKET_MODE: Final = frozenset({"not_allowed_token_type", "missing_scope", "forbidden_team"})


async def connected(
    app: AsyncApp, parts: Parts, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> SocketMode:
    """The open websocket. Raises `StartError` when Slack doesn't take the app's token."""
    token = parts.settings.slack_app_token
    if token is None:
        raise ValueError("Socket Mode needs SLACK_APP_TOKEN")
    socket = SocketMode(app, token, parts.calls.client, parts.metrics)
    while True:
        try:
            await socket.connect()
        except Exception as error:
            meaning = classify(_METHOD, error)
            if isinstance(meaning, Refused) or meaning.code in WRONG_TOKEN | _NO_SOCKET_MODE:
                await socket.drain(0)
                raise StartError(f"SLACK_APP_TOKEN: Slack does not take it ({meaning.code})") from error
            _log.warning("socket_not_connected", code=meaning.code)
            await sleep(_PAUSE)
        else:
            return socket
