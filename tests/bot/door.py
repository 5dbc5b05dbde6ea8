"""The bot's door on a real port, and somebody who knocks as Slack does, or not quite."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import aiohttp
from pydantic import SecretStr
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.bolt import build_bolt
from bot.health import Health, Phase
from bot.serving import Server, listen
from bot.slack_http import SlackEndpoint
from bot.web_app import build_web_app
from domain.model.ids import WorkspaceId
from domain.model.people import Actor, Workspace
from domain.ports import DatabaseUnavailable
from domain.vocabulary import Language
from infra.metrics import Metrics

SECRET = "open sesame"
TEAM = "T0SEOUL42"
FORM = "application/x-www-form-urlencoded"
LIMIT = 20_000


@dataclass
class Directory:
    """Knows one team."""

    away: bool = False

    async def workspace(self, team_id: str) -> Workspace | None:
        if self.away:
            raise DatabaseUnavailable
        if team_id != TEAM:
            return None
        zone = ZoneInfo("Asia/Seoul")
        return Workspace(WorkspaceId(1), TEAM, "https://x.example/", "U0PARTNER", "B0PARTNER", zone, Language.KO)

    async def actor(self, team_id: str, slack_id: str) -> Actor:
        raise NotImplementedError

    def forget(self, team_id: str, slack_id: str | None = None) -> None:
        raise NotImplementedError


@dataclass
class Door:
    """Where to knock, and what came through to the handlers."""

    url: str
    session: aiohttp.ClientSession
    health: Health
    metrics: Metrics
    directory: Directory
    came: list[Mapping[str, Any]] = field(default_factory=list)

    async def knock(
        self, body: str | bytes, headers: Mapping[str, str | None] | None = None, *, content_type: str = FORM
    ) -> int:
        """The status for a body, signed unless the headers say otherwise."""
        raw = body.encode() if isinstance(body, str) else body
        given = {"Content-Type": content_type, **signed(raw)}
        given |= {name: value for name, value in (headers or {}).items() if value is not None}
        for name in [name for name, value in (headers or {}).items() if value is None]:
            del given[name]
        async with self.session.post(self.url + "slack/events", data=raw, headers=given) as response:
            return response.status

    async def ask(self, path: str) -> tuple[int, str]:
        async with self.session.get(self.url + path) as response:
            return response.status, await response.text()


def signed(body: bytes, *, secret: str = SECRET, at: float | None = None) -> dict[str, str]:
    timestamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}


def command(text: str = "밥", team: str = TEAM) -> str:
    return urlencode(
        {"command": "/partner", "text": text, "team_id": team, "user_id": "U0MINJUN", "trigger_id": "1.2.3"}
    )


def click(**more: Any) -> str:
    user = {"id": "U0MINJUN", "team_id": TEAM}
    body = {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": user,
        "actions": [{"action_id": "a", "type": "button"}],
    }
    return urlencode({"payload": json.dumps(body | more)})


def _take_note(app: AsyncApp, opened: Door) -> None:
    async def take(body: Mapping[str, Any]) -> BoltResponse:
        opened.came.append(body)
        return BoltResponse(status=200)

    app.use(take)


@asynccontextmanager
async def door(behind: Callable[[AsyncApp, Door], None] = _take_note) -> AsyncIterator[Door]:
    """An open door; `behind` it everything is taken note of, or handled."""
    listener = listen("127.0.0.1", 0)
    health, metrics, directory = Health(), Metrics(), Directory()
    health.phase = Phase.READY
    client = AsyncWebClient(token="xoxb-" + "x", base_url="http://127.0.0.1:9/")
    app = build_bolt(client, directory, SecretStr("xoxb-" + "x"), SecretStr(SECRET))
    endpoint = SlackEndpoint(app, SecretStr(SECRET), metrics, health, LIMIT)
    server = Server(build_web_app(health, metrics, endpoint), listener)
    serving = asyncio.create_task(server.run_here())
    async with aiohttp.ClientSession() as session:
        opened = Door(f"http://127.0.0.1:{listener.getsockname()[1]}/", session, health, metrics, directory)
        behind(app, opened)
        yield opened
    server.stop()
    await serving
