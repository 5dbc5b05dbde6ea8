"""A town with everything in it that there can be, in a migrated database, behind the real door.

Requests go through the real endpoint, Bolt and handlers to real tables; only Slack itself, where modals are shown, is
played. One town is built; each test gets a copy.
"""

import json
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.types import ASGIApp, Message
from structlog.testing import capture_logs

from bot.bolt import build_bolt
from bot.health import Health, Phase
from bot.slack_http import SlackEndpoint
from bot.web_app import build_web_app
from domain.outbox import Delivery, PostedMessage
from domain.outgoing import HomeView, Outgoing
from domain.outgoing import Message as DeliveredMessage
from domain.use_cases.limits import Limits
from domain.vocabulary import Category, Language
from handlers.app import attach
from handlers.presenting import build_presenter
from handlers.services import Services
from infra.metrics import Metrics
from playground.blockkit import validate_message, validate_view
from storage.database import Database
from storage.directory import SqlDirectory
from storage.queue import SqlDeliveryQueue
from storage.unit_of_work import SqlUnitOfWork
from tests.bot.door import signed
from tests.domain.examples import NOW
from tests.fakes import Clock, Ids
from tests.handlers import slack
from tests.handlers.modals import Modals
from tests.handlers.wire import as_json

ANN, BEN, CAT, DAN = "U0ANN", "U0BEN", "U0CAT", "U0DAN"
EVE, GUS, HAL, IVY = "U0EVE", "U0GUS", "U0HAL", "U0IVY"
FAR, FARTEAM = "U0FAR", "T0FAR"
"""Somebody of another workspace that the bot serves too."""

UNKNOWN_TEAM = "T0NOWHERE"
SEOUL = ZoneInfo("Asia/Seoul")
CHANNELS = {Category.MEAL: slack.CHANNEL, Category.STUDY: "C0STUDY"}
BODY_LIMIT = 100_000
PATIENCE = timedelta(seconds=20)


NO_LIMITS = Limits(open_recruitments=10**6, posts_an_hour=10**6, comments_a_minute=10**6)
"""Who may do what is asked here, not how often: that would change with every question."""


@dataclass(frozen=True)
class Answer:
    """What Slack was answered, what was logged meanwhile and which modals were shown."""

    status: int
    body: bytes
    logged: tuple[Mapping[str, Any], ...]
    shown: tuple[Mapping[str, Any], ...]

    @property
    def refused(self) -> str | None:
        """The code of the refusal, wherever it was said."""
        said = {"refused", "turned_away", "event_refused"}
        return next((str(line["code"]) for line in self.logged if line["event"] in said), None)

    @property
    def json(self) -> Any:
        return json.loads(self.body) if self.body else None

    def has_logged(self, event: str) -> bool:
        return any(line["event"] == event for line in self.logged)


@dataclass
class Town:
    """`services` are the handlers', over the database at `url`; `door` is what Slack would call."""

    url: str
    database: Database
    services: Services
    door: ASGIApp
    clock: Clock
    modals: Modals = field(default_factory=Modals)

    async def send(self, body: Mapping[str, Any]) -> Answer:
        """What a signed request is answered."""
        return await self.knock(*wire(body))

    async def knock(self, raw: bytes, content_type: str, headers: Iterable[tuple[bytes, bytes]] = ()) -> Answer:
        """What raw bytes are answered, signed unless the headers say otherwise."""
        before = len(self.modals.shown)
        given = {b"content-type": content_type.encode("latin-1"), **_signature(raw)} | dict(headers)
        with capture_logs() as logged:
            status, answer = await _post(self.door, raw, [*given.items()])
        return Answer(status, answer, tuple(logged), tuple(one.view for one in self.modals.shown[before:]))

    async def told(self) -> list[tuple[Delivery, Outgoing]]:
        """Renders whatever is to be delivered by now, held against Slack's limits, and takes it for delivered."""
        queue, present = SqlDeliveryQueue(self.database, budget=PATIENCE), build_presenter(self.services)
        told = []
        while claims := await queue.claim(50, PATIENCE):
            for claim in claims:
                outgoing = await present(claim.delivery, claim.posted)
                told.append((claim.delivery, _sound(outgoing)))
                posted = PostedMessage(claim.delivery.key, slack.CHANNEL, "1.42")
                await queue.done(claim, posted if isinstance(outgoing, DeliveredMessage) else None)
        return told


def _sound(outgoing: Outgoing) -> Outgoing:
    if isinstance(outgoing, DeliveredMessage):
        assert validate_message(as_json(list(outgoing.content.blocks))) == []
    if isinstance(outgoing, HomeView):
        assert validate_view(as_json(outgoing.view)) == []
    return outgoing


def wire(body: Mapping[str, Any]) -> tuple[bytes, str]:
    """A body as Slack sends it: commands and clicks as a form, events as JSON."""
    if "command" in body:
        return urlencode(body, errors="surrogatepass").encode(), "application/x-www-form-urlencoded"
    if body.get("type") == "event_callback":
        return json.dumps(body).encode(), "application/json"
    return urlencode({"payload": json.dumps(body)}).encode(), "application/x-www-form-urlencoded"


@asynccontextmanager
async def opened(url: str, *, ids_from: int = 0, clock: Clock | None = None) -> AsyncIterator[Town]:
    """The town whose database is at `url`. New ids are counted from `ids_from` on."""
    database = Database(url)
    uow = SqlUnitOfWork(database, budget=PATIENCE)
    directory, modals, ticking = SqlDirectory(uow), Modals(), clock or Clock(NOW)
    services = Services.of(
        uow, ticking, Ids(ids_from), directory, modals, language=Language.KO, zone=SEOUL, admins=[EVE], limits=NO_LIMITS
    )
    app = build_bolt(AsyncWebClient(), directory, SecretStr("xoxb-of-the-town"), SecretStr(slack.SECRET))
    attach(app, services)
    try:
        yield Town(url, database, services, _door(app, services), ticking, modals)
    finally:
        await database.dispose()


def _door(app: AsyncApp, services: Services) -> ASGIApp:
    health, metrics = Health(), Metrics()
    health.phase = Phase.READY
    endpoint = SlackEndpoint(app, SecretStr(slack.SECRET), metrics, health, BODY_LIMIT)
    return build_web_app(health, metrics, endpoint, services)


def _signature(raw: bytes) -> dict[bytes, bytes]:
    return {name.lower().encode(): value.encode() for name, value in signed(raw, secret=slack.SECRET).items()}


async def _post(door: ASGIApp, raw: bytes, headers: list[tuple[bytes, bytes]]) -> tuple[int, bytes]:
    """One POST through ASGI, as a server would hand it over."""
    scope = {"type": "http", "method": "POST", "path": "/slack/events", "raw_path": b"/slack/events"}
    scope |= {"query_string": b"", "headers": headers, "http_version": "1.1", "scheme": "http", "root_path": ""}
    status, answered = 0, b""

    async def receive() -> Message:
        return {"type": "http.request", "body": raw, "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status, answered
        status = message.get("status", status)
        answered += message.get("body", b"")

    await door(scope, receive, send)
    return status, answered
