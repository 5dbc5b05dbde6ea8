"""``/response/<id>``: where an app answers an act later."""

import json
from time import perf_counter
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from playground.backend import Backend
from playground.responding import respond
from playground.response_urls import ResponseUrl, ResponseUrlError
from playground.web_api.errors import ApiError

_BAD_REQUEST = 400
_NOT_FOUND = 404


class ResponseApi:
    """The endpoint behind every ``response_url``."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    async def __call__(self, request: Request) -> Response:
        """Take one message; the fifth is the last, and none is taken after thirty minutes."""
        started = perf_counter()
        raw = await request.body()
        url: ResponseUrl | None = None
        try:
            url = self._backend.response_urls.use(str(request.path_params["id"]))
            respond(self._backend, url, _parsed(raw))
        except ResponseUrlError as broken:
            status, answer, violations = _NOT_FOUND, {"ok": False, "error": broken.code}, [broken.code]
        except ApiError as refusal:
            status, answer, violations = _BAD_REQUEST, refusal.answer(), _sentences(refusal)
        else:
            status, answer, violations = 200, {"ok": True}, []
        self._backend.inspector.record(
            "from_bot",
            "response_url",
            "response_url",
            user=url.user if url else None,
            channel=url.channel if url else None,
            status=status,
            ms=(perf_counter() - started) * 1000,
            request=_shown(raw),
            response=answer,
            violations=violations,
        )
        return PlainTextResponse("ok") if answer["ok"] else JSONResponse(answer, status)


def _parsed(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except (json.JSONDecodeError, UnicodeDecodeError) as broken:
        raise ApiError("invalid_payload") from broken


def _shown(raw: bytes) -> Any:
    try:
        return _parsed(raw)
    except ApiError:
        return raw.decode(errors="replace")


def _sentences(refusal: ApiError) -> list[str]:
    return [f"{refusal.code}: {one}" for one in refusal.extra.get("errors", [])] or [refusal.code]
