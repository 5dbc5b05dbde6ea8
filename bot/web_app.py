"""The HTTP side of a process."""

from starlette.applications import Starlette
from starlette.routing import Route

from bot.health import Health, health_routes
from bot.slack_http import SlackEndpoint
from infra.metrics import Metrics


def build_web_app(health: Health, metrics: Metrics, endpoint: SlackEndpoint | None = None) -> Starlette:
    """Health and figures; with an endpoint Slack's requests too, which Socket Mode and workers do without."""
    routes = health_routes(health, metrics)
    if endpoint is not None:
        routes.append(Route("/slack/events", endpoint.__call__, methods=["POST"]))
    return Starlette(routes=routes)
