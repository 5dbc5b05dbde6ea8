"""What the handlers need of Slack while somebody waits for the answer: modals, and nothing else."""

from collections.abc import Mapping
from typing import Any, Protocol

View = Mapping[str, Any]


class ModalNotShownError(Exception):
    """Slack did not show it: an old trigger, a view that changed meanwhile, no answer in time. `code` says which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Modals(Protocol):
    """Shows modals. One second at most and no retry; every method may raise `ModalNotShownError`."""

    async def open(self, trigger_id: str, view: View, /) -> None:
        """A new modal."""

    async def push(self, trigger_id: str, view: View, /) -> None:
        """A modal on top of the one clicked in."""

    async def update(self, view_id: str, view: View, view_hash: str | None, /) -> None:
        """The content of an open modal; with a hash only if nobody changed it since."""
