"""The Slack app manifest: what the app is called, may do, and listens to. Its words are in `manifest.json`."""

import json
from importlib.resources import files
from typing import Any, Final

PATH: Final = "/slack/events"
"""Where Slack's requests go, below the public address."""


def build_manifest(url: str | None) -> dict[str, Any]:
    """The manifest for requests over HTTP at a public address; None for Socket Mode, which needs no address."""
    manifest: dict[str, Any] = json.loads(files("bot").joinpath("manifest.json").read_text(encoding="utf-8"))
    if url is None:
        manifest["settings"]["socket_mode_enabled"] = True
        return manifest
    address = url.rstrip("/") + PATH
    for command in manifest["features"]["slash_commands"]:
        command["url"] = address
    manifest["settings"]["event_subscriptions"]["request_url"] = address
    manifest["settings"]["interactivity"]["request_url"] = address
    return manifest


def needed_scopes() -> frozenset[str]:
    """What the bot's token must be allowed to do."""
    return frozenset(build_manifest(None)["oauth_config"]["scopes"]["bot"])
