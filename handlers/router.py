"""Which handler takes what. Modules register their own; looking up is one dictionary access."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from handlers.calls import Call
from handlers.interaction import Interaction, Kind
from handlers.replies import Reply
from handlers.services import Services

UNKNOWN: Final = "unknown"
"""The name under which everything is counted that has no handler: there are more names than can be counted apart."""

Handler = Callable[[Call], Awaitable[Reply]]
EventHandler = Callable[[Interaction, Services], Awaitable[None]]


class Module(Protocol):
    """A module of handlers."""

    def register(self, router: "Router") -> None:
        """Adds its handlers."""


@dataclass(frozen=True, slots=True)
class Router:
    """Handlers by what they answer to: a command, an action id, a callback id, an event's type."""

    commands: dict[str, Handler] = field(default_factory=dict)
    actions: dict[str, Handler] = field(default_factory=dict)
    submissions: dict[str, Handler] = field(default_factory=dict)
    shortcuts: dict[str, Handler] = field(default_factory=dict)
    events: dict[str, EventHandler] = field(default_factory=dict)

    def handler(self, came: Interaction) -> Handler | None:
        """Who answers a command, click, submission or shortcut; None for ids that are not ours, or not yet."""
        tables: Mapping[Kind, Mapping[str, Handler]] = {
            Kind.COMMAND: self.commands,
            Kind.ACTION: self.actions,
            Kind.SUBMISSION: self.submissions,
            Kind.SHORTCUT: self.shortcuts,
        }
        return tables.get(came.kind, {}).get(came.name)

    def counted_as(self, came: Interaction) -> str:
        """The name under which it is counted: its own where something answers to that."""
        known = came.name in self.events if came.kind is Kind.EVENT else self.handler(came) is not None
        return came.name if known else UNKNOWN
