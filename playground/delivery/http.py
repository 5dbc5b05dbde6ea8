"""Requests to the bot's own web server, signed as Slack signs them."""

import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Final
from urllib.parse import urlencode

import aiohttp

from playground.delivery.envelope import Answer, Envelope, EnvelopeType, Outcome
from playground.machine import MachineClock
from playground.options import HttpTarget

_KEEP_ALIVE: Final = 1.0
"""Seconds; shorter than any server keeps a connection, or it would be closed just as a request is sent on it."""
_FORM: Final = "application/x-www-form-urlencoded"


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return ``v0=`` and the HMAC-SHA256 of ``v0:timestamp:body`` (Slack: "Verifying requests")."""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


class HttpTransport:
    """Posts each request to the target over one shared session."""

    name = "http"

    def __init__(self, target: HttpTarget, secret: str, machine: MachineClock, changed: Callable[[bool], None]) -> None:
        self._changed = changed
        self._target = target
        self._secret = secret
        self._machine = machine
        self._session: aiohttp.ClientSession | None = None
        self._reached = True

    @property
    def connected(self) -> bool:
        """Whether the bot's server took the last connection."""
        return self._reached

    async def close(self) -> None:
        """Close the session."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def send(self, envelope: Envelope) -> Answer:
        """Post and read the answer; a refused or broken connection is FAILED."""
        body, content_type = _encoded(envelope)
        headers = {"Content-Type": content_type, "User-Agent": "Slackbot 1.0", **self._proof(body), **_retry(envelope)}
        try:
            async with self._open().post(self._target.url, data=body, headers=headers) as response:
                self._note(reached=True)
                return _answer(response.status, response.headers.get("X-Slack-No-Retry"), await response.text())
        except (aiohttp.ClientError, OSError) as broken:
            self._note(reached=not isinstance(broken, aiohttp.ClientConnectorError))
            return Answer(Outcome.FAILED, reason="connection_failed")

    def _note(self, *, reached: bool) -> None:
        if reached is not self._reached:
            self._reached = reached
            self._changed(reached)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            # The three seconds are the courier's, counted on the machine clock; here nothing ends by itself.
            limits = aiohttp.ClientTimeout(total=None)
            self._session = aiohttp.ClientSession(
                timeout=limits, connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=_KEEP_ALIVE)
            )
        return self._session

    def _proof(self, body: bytes) -> dict[str, str]:
        timestamp = str(int(self._machine.now().timestamp()))
        return {
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._secret, timestamp, body),
        }


def _encoded(envelope: Envelope) -> tuple[bytes, str]:
    match envelope.type:
        case EnvelopeType.COMMAND:
            return urlencode(envelope.payload).encode(), _FORM
        case EnvelopeType.INTERACTIVE:
            return urlencode({"payload": json.dumps(envelope.payload, ensure_ascii=False)}).encode(), _FORM
        case EnvelopeType.EVENT:
            return json.dumps(envelope.payload, ensure_ascii=False).encode(), "application/json"


def _retry(envelope: Envelope) -> dict[str, str]:
    if envelope.retry is None:
        return {}
    return {"X-Slack-Retry-Num": str(envelope.retry.number), "X-Slack-Retry-Reason": envelope.retry.reason}


def _answer(status: int, no_retry: str | None, text: str) -> Answer:
    taken = 200 <= status < 300  # noqa: PLR2004 - HTTP's own range of success
    outcome = Outcome.ANSWERED if taken else Outcome.FAILED
    reason = "" if taken else "http_error"
    return Answer(outcome, status, body_of(text), reason=reason, no_retry=no_retry == "1")


def body_of(text: str) -> object:
    """Return an answer's body as JSON where it is, as text where it isn't, None where it is empty."""
    if not text.strip():
        return None
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text
