"""``/upload/v1/<ticket>``: where an app sends the bytes of a file it has announced."""

from time import perf_counter
from typing import Final

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from playground.backend import Backend
from playground.cutting import Connections
from playground.faults import FaultKind, FaultRule
from playground.files import MOST_BYTES, UploadError

UPLOAD: Final = "upload"
"""How faults and the inspector name the address: it is no method."""
_FORM_BYTES: Final = 16_000
"""What a multipart form may add to the file itself."""
_BROKEN: Final = PlainTextResponse("internal error\n", 500)


class UploadApi:
    """The ASGI endpoint of all uploads; needs no token, for the address is the secret (as Slack's)."""

    def __init__(self, backend: Backend, connections: Connections) -> None:
        self._backend = backend
        self._connections = connections

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one file; a fault rule for ``upload`` may delay it, falsify the answer or cut the connection."""
        started = perf_counter()
        rule = self._backend.faults.hit(UPLOAD, None)
        await self._delay(rule, FaultKind.DELAY_BEFORE)
        response = _instead(rule) if rule and rule.prevents else await self._taken(Request(scope, receive))
        await self._delay(rule, FaultKind.DELAY)
        response = _BROKEN if rule and rule.breaks else response
        self._log(response, (perf_counter() - started) * 1000, rule)
        if rule and rule.cuts:
            await self._connections.cut(scope, receive)
        else:
            await response(scope, receive, send)

    async def _taken(self, request: Request) -> PlainTextResponse:
        try:
            upload = self._backend.uploads.take(request.path_params["ticket"], await _content(request))
        except UploadError as refusal:
            return PlainTextResponse(f"{refusal}\n", refusal.status)
        return PlainTextResponse(f"OK - {upload.length}")

    async def _delay(self, rule: FaultRule | None, kind: FaultKind) -> None:
        if rule is not None and rule.kind is kind:
            await self._backend.machine.sleep(rule.seconds)

    def _log(self, response: PlainTextResponse, ms: float, rule: FaultRule | None) -> None:
        said = bytes(response.body).decode().strip()
        shown = {"text": said} if rule is None else {"text": said, "fault": str(rule.kind)}
        refused = rule is None and response.status_code != 200  # noqa: PLR2004 - all the success there is
        self._backend.inspector.record(
            "from_bot",
            "api",
            UPLOAD,
            status=response.status_code,
            ms=ms,
            response=shown,
            violations=[said] if refused else [],
        )


def _instead(rule: FaultRule) -> PlainTextResponse:
    if rule.kind is FaultKind.RATE_LIMITED:
        return PlainTextResponse("rate limited\n", 429, {"Retry-After": str(int(rule.seconds))})
    return PlainTextResponse(f"{rule.error}\n", 500)


async def _content(request: Request) -> bytes:
    """Return the file, which comes as raw bytes or as the file of a multipart form, whatever its field is called."""
    body = await _bounded(request)
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return body

    async def replay() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    try:
        async with Request(request.scope, replay).form() as form:
            for file in form.values():
                if isinstance(file, UploadFile):
                    return await file.read()
    except HTTPException as broken:
        raise UploadError(400, "not a multipart form") from broken
    raise UploadError(400, "a form without a file")


async def _bounded(request: Request) -> bytes:
    """Return the body; one that is too large is read to its end, for its sender to hear so, but not kept."""
    body, size = bytearray(), 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= MOST_BYTES + _FORM_BYTES:
            body += chunk
    if size > len(body):
        raise UploadError(413, "too large")
    return bytes(body)
