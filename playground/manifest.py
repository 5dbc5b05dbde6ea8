"""What an app manifest says of the bot: scopes, commands, shortcuts, events, tabs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

DEFAULT_SCOPES: Final = frozenset(
    [
        "commands",
        "chat:write",
        "files:write",
        "channels:join",
        "channels:read",
        "groups:read",
        "im:write",
        "mpim:write",
        "groups:write",
        "users:read",
        "channels:history",
        "groups:history",
        "im:history",
        "mpim:history",
    ]
)
"""What a bot gets that brings no manifest."""

DEFAULT_EVENTS: Final = frozenset(
    ["app_home_opened", "member_joined_channel", "message.im", "user_change", "app_uninstalled", "tokens_revoked"]
)
"""The events sent to a bot that brings no manifest."""


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """A command as people find it by typing a slash; ``should_escape`` encodes the mentions in its text."""

    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True, slots=True)
class Shortcut:
    """An entry of the app's menu; only global ones are offered."""

    callback_id: str
    name: str
    type: str = "global"


@dataclass(frozen=True, slots=True)
class AppProfile:
    """What the workspace knows of the app that is installed in it."""

    name: str = "42Partner"
    scopes: frozenset[str] = DEFAULT_SCOPES
    commands: tuple[SlashCommand, ...] = (SlashCommand("/partner", "42Partner"),)
    shortcuts: tuple[Shortcut, ...] = ()
    events: frozenset[str] = DEFAULT_EVENTS
    home_tab: bool = True
    messages_tab: bool = True
    messages_tab_read_only: bool = False
    interactive: bool = True


def read_manifest(manifest: Mapping[str, Any]) -> AppProfile:
    """Read a manifest (2.0) the way Slack does when an app is created from it.

    What it leaves out, Slack leaves out: no scope, no command, no tab.
    """
    features = manifest.get("features", {})
    settings = manifest.get("settings", {})
    home = features.get("app_home", {})
    return AppProfile(
        name=features.get("bot_user", {}).get("display_name", "42Partner"),
        scopes=frozenset(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", ())),
        commands=tuple(_command(one) for one in features.get("slash_commands", ())),
        shortcuts=tuple(_shortcut(one) for one in features.get("shortcuts", ())),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
        home_tab=home.get("home_tab_enabled", False),
        messages_tab=home.get("messages_tab_enabled", True),
        messages_tab_read_only=home.get("messages_tab_read_only_enabled", False),
        interactive=settings.get("interactivity", {}).get("is_enabled", False),
    )


def _command(one: Mapping[str, Any]) -> SlashCommand:
    hint, escape = one.get("usage_hint", ""), one.get("should_escape", False)
    return SlashCommand(one["command"], one.get("description", ""), hint, escape)


def _shortcut(one: Mapping[str, str]) -> Shortcut:
    return Shortcut(one["callback_id"], one["name"], one.get("type", "global"))
