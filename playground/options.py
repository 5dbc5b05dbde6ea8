"""How a playground is set up."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from playground.machine import MachineClock, SystemMachineClock
from playground.manifest import AppProfile, Shortcut, SlashCommand, read_manifest


@dataclass(frozen=True, slots=True)
class HttpTarget:
    """Where commands, interactivity and events are posted to: the bot's ``/slack/events``."""

    url: str


@dataclass(frozen=True, slots=True)
class PlaygroundOptions:
    """Everything that may differ between one playground and another.

    ``port`` 0 takes any free one. ``state_path`` None keeps the state in memory. ``target`` None means Socket
    Mode: requests go to whichever websocket the bot has connected. ``scopes``, ``commands``, ``shortcuts`` and
    ``subscribed_events`` given here win over those of the ``manifest``. ``rate_scale`` multiplies Slack's rates; 0
    lifts them. ``retry_delays`` are the pauses in seconds before each further try of an event, ``ack_seconds`` is
    Slack's limit for an answer: both are counted on ``machine``.
    """

    host: str = "127.0.0.1"
    port: int = 4242
    state_path: Path | None = None
    bot_token: str = "xoxb-playground"  # noqa: S105 - a made-up secret of a local workspace
    app_token: str = "xapp-playground"  # noqa: S105 - a made-up secret of a local workspace
    signing_secret: str = "playground-signing-secret"  # noqa: S105 - a made-up secret of a local workspace
    target: HttpTarget | None = None
    manifest: Mapping[str, Any] | None = None
    scopes: frozenset[str] | None = None
    commands: tuple[SlashCommand, ...] | None = None
    shortcuts: tuple[Shortcut, ...] | None = None
    subscribed_events: frozenset[str] | None = None
    rate_scale: float = 1.0
    retry_delays: tuple[float, ...] = (0, 60, 300)
    ack_seconds: float = 3.0
    machine: MachineClock = field(default_factory=SystemMachineClock)

    @property
    def profile(self) -> AppProfile:
        """The app as the manifest and these options together describe it."""
        profile = AppProfile() if self.manifest is None else read_manifest(self.manifest)
        given = {
            "scopes": self.scopes,
            "commands": self.commands,
            "shortcuts": self.shortcuts,
            "events": self.subscribed_events,
        }
        changes: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
        return replace(profile, **changes)


class PortTaken(OSError):  # noqa: N818 - it is a state of the machine that the caller words, not a fault of the code
    """The port is in use; ``variable`` is the setting that moves it."""

    def __init__(self, port: int, variable: str) -> None:
        super().__init__(f"port {port} is taken: set {variable} to another one")
        self.port = port
        self.variable = variable
