"""The HTTP side of a process."""

from starlette.applications import Starlette
from starlette.routing import Route

from bot.calendar import calendar_route
from bot.figures import DatabaseFigures
from bot.health import Health, health_routes
from bot.slack_http import SlackEndpoint
from handlers.services import Services
from infra.metrics import Metrics


def build_web_app(
    health: Health,
    metrics: Metrics,
    endpoint: SlackEndpoint | None = None,
    services: Services | None = None,
    figures: DatabaseFigures | None = None,
) -> Starlette:
    """Health and figures; with an endpoint Slack's requests too, which Socket Mode and workers do without.

    With services it also hands out calendar entries, which workers leave to others; `figures` are what waits in the
    database.
    """
    routes = health_routes(health, metrics, figures.refresh) if figures else health_routes(health, metrics)
    if endpoint is not None:
        routes.append(Route("/slack/events", endpoint.__call__, methods=["POST"]))
    if services is not None:
        routes.append(calendar_route(services))
    return Starlette(routes=routes)
