"""What is sent to the bot, and what came of it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from playground.model import Json


class EnvelopeType(StrEnum):
    """The three kinds of request, by their names in Socket Mode."""

    COMMAND = "slash_commands"
    INTERACTIVE = "interactive"
    EVENT = "events_api"


class Outcome(StrEnum):
    """What came of a request; all but ANSWERED are the codes that the person is shown."""

    ANSWERED = "answered"
    TIMED_OUT = "operation_timeout"
    FAILED = "dispatch_failed"


@dataclass(frozen=True, slots=True)
class Retry:
    """Which repetition of an event this is, and why it is repeated."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """One request to the bot; ``kind`` and ``name`` are for the inspector."""

    type: EnvelopeType
    payload: Json
    kind: str
    name: str
    user: str | None = None
    channel: str | None = None
    retry: Retry | None = None

    @property
    def takes_payload(self) -> bool:
        """Whether the answer may carry a message or a view."""
        return self.type is not EnvelopeType.EVENT


@dataclass(slots=True)
class Answer:
    """The bot's answer: a JSON object, a text, or nothing; ``reason`` says why there was none."""

    outcome: Outcome
    status: int = 0
    body: Any = None
    reason: str = ""
    no_retry: bool = False
    ms: float = 0.0
    violations: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether the bot answered in time and took the request."""
        return self.outcome is Outcome.ANSWERED


class Transport(Protocol):
    """One way of reaching the bot."""

    @property
    def name(self) -> str:
        """``http`` or ``socket``."""
        ...

    @property
    def connected(self) -> bool:
        """Whether there is somebody to send to, as far as is known."""
        ...

    async def send(self, envelope: Envelope) -> Answer:
        """Send and return the answer, however long that takes."""
        ...
