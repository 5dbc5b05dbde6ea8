"""Server-sent events for one window."""

import json
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from playground.backend import Backend
from playground.feed import FeedEvent


def events(backend: Backend, request: Request) -> Response:
    """Stream what a person hears from after ``Last-Event-ID`` or ``after`` on.

    Whoever has missed more than is kept gets one ``reset`` and should reload the state.
    """
    user = request.query_params.get("user", "")
    asked = request.headers.get("last-event-id") or request.query_params.get("after") or str(backend.feed.seq)
    after = int(asked) if asked.isdigit() else -1
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_lines(backend, user, after), media_type="text/event-stream", headers=headers)


async def _lines(backend: Backend, user: str, after: int) -> AsyncIterator[str]:
    yield ": connected\n\n"
    async for event in backend.feed.listen(user, after):
        yield _line(event)


def _line(event: FeedEvent) -> str:
    data = json.dumps({"type": event.type, "seq": event.seq, **event.data}, ensure_ascii=False)
    return f"id: {event.seq}\ndata: {data}\n\n"
