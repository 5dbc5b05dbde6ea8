"""What a handler wants its person to see. The wrapper knows how Slack is told."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.outgoing import Content
from handlers.ports import View


@dataclass(frozen=True, slots=True)
class Nothing:
    """All is said elsewhere, or needs no words. A submitted modal closes."""


@dataclass(frozen=True, slots=True)
class Say:
    """Words for whoever asked: the answer to a command, a small modal after a click in a view."""

    content: Content


@dataclass(frozen=True, slots=True)
class OpenModal:
    """A modal: on its own, or on top of the one clicked in."""

    view: View


@dataclass(frozen=True, slots=True)
class UpdateModal:
    """New content for the modal clicked in, unless it changed meanwhile.

    Slack keeps what an input had as long as its ids stay: the block `anew` is taken away first, so that it begins with
    what the view says.
    """

    view: View
    anew: str | None = None


@dataclass(frozen=True, slots=True)
class ReplaceView:
    """New content for the modal that was submitted."""

    view: View


@dataclass(frozen=True, slots=True)
class FieldErrors:
    """Sentences below the inputs of the modal that was submitted, by field."""

    errors: Mapping[str, str]


Reply = Nothing | Say | OpenModal | UpdateModal | ReplaceView | FieldErrors
