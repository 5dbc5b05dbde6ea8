"""Files for whoever may see a conversation that they were shared in."""

from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from playground.acts.actor import actor, visible
from playground.acts.errors import ActError
from playground.backend import Backend
from playground.files import StoredFile
from playground.model import Person

_NOT_FOUND: Final = 404


def download(backend: Backend, request: Request) -> Response:
    """Return the bytes of ``file`` for ``user``, to be saved and never shown: what is in it is the app's."""
    try:
        person = actor(backend, request.query_params.get("user"))
        file = _seen(backend, person, request.query_params.get("file", ""))
    except ActError as failure:
        return JSONResponse(failure.answer(), _NOT_FOUND)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
        "Content-Security-Policy": "sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return Response(file.data, media_type=file.mimetype, headers=headers)


def _seen(backend: Backend, person: Person, file_id: str) -> StoredFile:
    file = backend.workspace.files.get(file_id)
    if file is None or not any(_may_see(backend, person, channel) for channel in file.channels):
        raise ActError("file_not_found")
    return file


def _may_see(backend: Backend, person: Person, channel: str) -> bool:
    try:
        visible(backend, person, channel)
    except ActError:
        return False
    return True
