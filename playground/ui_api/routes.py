"""The table of the UI API, and how each of its requests is answered."""

import json
from collections.abc import Awaitable, Callable
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from playground.acts import actions, commands, gathering, speaking, submissions
from playground.acts.errors import ActError
from playground.backend import Backend
from playground.model import Json
from playground.ui_api import files, reading, steering, stream

Act = Callable[[Backend, Json], Awaitable[Json]]
Look = Callable[[Backend, Request], Json]

_ACTS: Final[dict[str, Act]] = {
    "command": commands.run_command,
    "shortcut": commands.run_shortcut,
    "action": actions.act,
    "submit": submissions.submit,
    "close": submissions.close,
    "message": speaking.say,
    "read": speaking.read,
    "dismiss": speaking.dismiss,
    "delete": speaking.unsay,
    "home": speaking.open_home,
    "messages_tab": speaking.open_messages_tab,
    "open_dm": gathering.open_dm,
    "join": gathering.join,
    "leave": gathering.leave,
    "invite": gathering.invite,
    "remove_bot": gathering.remove_bot,
    "archive": gathering.archive,
    "person": gathering.change_person,
    "uninstall": gathering.uninstall,
    "revoke": gathering.revoke,
    "install": gathering.install,
    "clock": steering.move_clock,
    "faults": steering.set_faults,
    "rates": steering.set_rates,
    "redeliver": steering.redeliver,
    "reset": steering.reset,
    "reconnect": steering.reconnect,
}
_LOOKS: Final[dict[str, Look]] = {
    "state": reading.state,
    "messages": reading.messages,
    "thread": reading.thread,
    "inspector": reading.inspector,
    "faults": lambda backend, _: {"rules": backend.faults.as_json()},
    "rates": lambda backend, _: {"scale": backend.pacing.scale},
}
_UNSUPPORTED: Final = 415


def ui_routes(backend: Backend) -> list[BaseRoute]:
    """Return the routes below ``/ui``."""
    looks = [Route(f"/ui/{name}", _looking(backend, look), methods=["GET"]) for name, look in _LOOKS.items()]
    acts = [Route(f"/ui/{name}", _acting(backend, name, act), methods=["POST"]) for name, act in _ACTS.items()]

    async def events(request: Request) -> Response:
        return stream.events(backend, request)

    async def file(request: Request) -> Response:
        return files.download(backend, request)

    others = [Route("/ui/events", events, methods=["GET"]), Route("/ui/file", file, methods=["GET"])]
    return [*looks, *acts, *others]


def _looking(backend: Backend, look: Look) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            return _answer({"ok": True, **look(backend, request)})
        except ActError as failure:
            return _answer(failure.answer())

    return endpoint


def _acting(backend: Backend, name: str, act: Act) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
            return JSONResponse({"ok": False, "error": "json_required"}, _UNSUPPORTED)
        try:
            return _answer({"ok": True, **await _done(backend, name, act, await _body(request))})
        except ActError as failure:
            return _answer(failure.answer())
        finally:
            backend.touch()

    return endpoint


async def _done(backend: Backend, name: str, act: Act, given: Json) -> Json:
    """Carry the act out and wait until the bot has answered the events it caused, or three seconds have passed."""
    with backend.events.collecting() as batch:
        result = await act(backend, given)
    for first_try in batch:
        answer = await first_try
        if not answer.ok:
            result.setdefault("events", []).append(str(answer.outcome))
    return result | (speaking.shown_home(backend, given) if name == "home" else {})


async def _body(request: Request) -> Json:
    try:
        given: Any = json.loads(await request.body() or b"{}")
    except (json.JSONDecodeError, UnicodeDecodeError) as broken:
        raise ActError("invalid_json") from broken
    if not isinstance(given, dict):
        raise ActError("invalid_json")
    return given


def _answer(body: Json) -> Response:
    return JSONResponse(body, headers={"Cache-Control": "no-store"})
