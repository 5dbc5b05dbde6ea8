"""What a process says of itself, for whoever starts, watches and replaces it."""

from collections.abc import Awaitable, Callable
from enum import StrEnum

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from infra.metrics import CONTENT_TYPE, Metrics


class Phase(StrEnum):
    """Where a process is in its life."""

    STARTING = "starting"
    READY = "ready"
    DRAINING = "draining"


class Health:
    """Starting, ready, draining. A database that fails over doesn't change it: restarting would not help."""

    def __init__(self) -> None:
        self.phase = Phase.STARTING

    @property
    def is_ready(self) -> bool:
        """Whether work may be sent here."""
        return self.phase is Phase.READY


async def _nothing() -> None:
    """Where there is no database to look at."""


def health_routes(health: Health, metrics: Metrics, refresh: Callable[[], Awaitable[None]] = _nothing) -> list[Route]:
    """`/healthz`: the loop turns. `/readyz`: migrated, started, not draining. `/metrics`: what is counted.

    `refresh` brings the figures up to date that are read when they are asked for.
    """

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_: Request) -> Response:
        return PlainTextResponse(f"{health.phase}\n", 200 if health.is_ready else 503)

    async def measured(_: Request) -> Response:
        await refresh()
        return Response(metrics.render(), media_type=CONTENT_TYPE)

    return [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", measured)]
