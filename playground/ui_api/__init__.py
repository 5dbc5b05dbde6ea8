"""``/ui/…``: what the playground's windows and whole-flow tests speak."""

from playground.ui_api.routes import ui_routes

__all__ = ["ui_routes"]
