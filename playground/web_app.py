"""The routes of the playground as one ASGI application."""

from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from playground.backend import Backend
from playground.cutting import Connections
from playground.guard import LoopbackOnly
from playground.response_api import ResponseApi
from playground.ui_api import ui_routes
from playground.upload_api import UploadApi
from playground.web_api import WebApi

UI: Final = Path(__file__).parent / "ui"
_POLICY: Final = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"


def build_app(backend: Backend, connections: Connections) -> Starlette:
    """Return the application: Web API, uploads, Socket Mode, response urls, the page and its API."""
    response = ResponseApi(backend)
    return Starlette(
        routes=[
            Route("/api/{method}", WebApi(backend, connections), methods=["GET", "POST"]),
            Route("/upload/v1/{ticket}", UploadApi(backend, connections), methods=["POST"]),
            Route("/response/{id}", response.__call__, methods=["POST"]),
            WebSocketRoute("/socket/{ticket}", backend.sockets.serve),
            *ui_routes(backend),
            Mount("/static", StaticFiles(directory=UI, check_dir=False)),
            Route("/archives/{path:path}", _page, methods=["GET"]),
            Route("/", _page, methods=["GET"]),
        ],
        middleware=[Middleware(LoopbackOnly)],
    )


async def _page(_: Request) -> Response:
    index = UI / "index.html"
    if not index.exists():
        return PlainTextResponse("the playground's page is not installed\n", 404)
    return FileResponse(index, headers={"Content-Security-Policy": _POLICY, "Cache-Control": "no-cache"})
