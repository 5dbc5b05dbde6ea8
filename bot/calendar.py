"""`GET /calendar/{token}.ics`: one match's calendar entry, for whoever knows its token."""

import re
from http import HTTPStatus
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from domain.errors import if_found
from domain.ports import DatabaseUnavailable
from domain.use_cases.meetings import GroupData
from handlers.services import Services
from handlers.texts import common_texts
from handlers.views.calendar import calendar_file

_TOKEN: Final = re.compile(r"[0-9a-f]{32}")
_HEADERS: Final = {
    "Cache-Control": "private, no-store",
    "Content-Disposition": 'attachment; filename="42partner.ics"',
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def calendar_route(services: Services) -> Route:
    """A token that opens nothing is answered like any address that isn't there."""

    async def entry(request: Request) -> Response:
        try:
            group = await _found(services, request.path_params["token"])
        except DatabaseUnavailable:
            return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": "5"})
        if group is None:
            return PlainTextResponse("Not Found", HTTPStatus.NOT_FOUND)
        t = common_texts(group.workspace)
        content = calendar_file(t, group, services.site, services.clock.now())
        return Response(content, media_type="text/calendar; charset=utf-8", headers=_HEADERS)

    return Route("/calendar/{token}.ics", entry)


async def _found(services: Services, token: str) -> GroupData | None:
    """Garbled tokens don't reach the database."""
    return await if_found(services.meetings.calendar(token)) if _TOKEN.fullmatch(token) else None
