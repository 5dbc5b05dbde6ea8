"""`POST /slack/events`: verified, bounded, and never a 5xx for what is merely garbled."""

from http import HTTPStatus
from secrets import token_hex
from time import perf_counter
from typing import Any, Final
from urllib.parse import parse_qsl

import structlog
from pydantic import SecretStr
from slack_bolt.adapter.starlette.async_handler import to_starlette_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_internals import build_async_context
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from bot.health import Health, Phase
from infra.metrics import Metrics

_LONGEST_TIMESTAMP: Final = 12
_KINDS: Final = {
    "event_callback": "event",
    "block_actions": "action",
    "view_submission": "submission",
    "view_closed": "closed",
    "shortcut": "shortcut",
}


class SlackEndpoint:
    """What Slack calls."""

    def __init__(
        self, app: AsyncApp, signing_secret: SecretStr, metrics: Metrics, health: Health, body_limit: int
    ) -> None:
        self._app = app
        self._verifier = SignatureVerifier(signing_secret.get_secret_value())
        self._metrics = metrics
        self._health = health
        self._body_limit = body_limit

    async def __call__(self, request: Request) -> Response:
        """Answers one request of Slack's."""
        began = perf_counter()
        if self._health.phase is Phase.STARTING:
            return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            body = await _read(request, self._body_limit)
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        if body is None:
            return Response(status_code=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if not _has_proof(request):
            return Response(status_code=HTTPStatus.UNAUTHORIZED)
        kind, response = await self._dispatch(request, body)
        self._metrics.acknowledged(kind, response.status_code, perf_counter() - began)
        return response

    async def _dispatch(self, request: Request, body: bytes) -> tuple[str, Response]:
        came = _parse(request, body)
        if came is None:
            return "garbled", Response(status_code=self._status_of_garbled(request, body))
        # Every request is a task with a context of its own, which ends with it.
        structlog.contextvars.bind_contextvars(request=token_hex(6), team=came.context.team_id)
        return kind_of(came.body), to_starlette_response(await self._app.async_dispatch(came))

    def _status_of_garbled(self, request: Request, body: bytes) -> HTTPStatus:
        """Only who can sign learns that it was garbled."""
        try:
            signed = self._verifier.is_valid_request(body, dict(request.headers))
        except UnicodeDecodeError:
            signed = False
        return HTTPStatus.BAD_REQUEST if signed else HTTPStatus.UNAUTHORIZED


def kind_of(body: dict[str, Any]) -> str:
    """What somebody did, in one of a few words."""
    if "command" in body:
        return "command"
    return _KINDS.get(str(body.get("type")), "other")


def _has_proof(request: Request) -> bool:
    """Whether there is a timestamp and a signature that can be held against anything: Bolt trips over others."""
    timestamp = request.headers.get("x-slack-request-timestamp", "")
    signature = request.headers.get("x-slack-signature", "")
    return timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= _LONGEST_TIMESTAMP and signature.isascii()


async def _read(request: Request, limit: int) -> bytes | None:
    """The body; None when it is longer than allowed, of which no more is read than that."""
    stated = request.headers.get("content-length", "0")
    if not stated.isdigit() or int(stated) > limit:
        return None
    chunks, length = [], 0
    async for chunk in request.stream():
        length += len(chunk)
        if length > limit:
            return None
        chunks.append(chunk)
    return b"".join(chunks)


def _parse(request: Request, body: bytes) -> AsyncBoltRequest | None:
    """The request in Bolt's shape; None for what Slack would never send."""
    try:
        text = body.decode()
        came = AsyncBoltRequest(body=text, query=dict(request.query_params), headers=dict(request.headers))
        if not came.body and text:
            # Bolt takes a form in which "payload" stands anywhere, as in "/partner study payload", for a broken one.
            came.body = dict(parse_qsl(text, keep_blank_values=True))
            build_async_context(came.context, came.body)
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError):
        return None
    # Bolt takes for granted, everywhere, that an event is an object.
    return came if came.body and isinstance(came.body.get("event", {}), dict) else None
