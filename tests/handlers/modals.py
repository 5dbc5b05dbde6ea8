"""Slack as the handlers call it while somebody waits: it remembers what modals it was asked to show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from handlers.ports import ModalNotShownError
from playground.blockkit import validate_view
from tests.handlers.wire import as_json


@dataclass
class Shown:
    """A modal that was shown, and how."""

    how: str
    trigger_or_id: str
    view: Mapping[str, Any]
    view_hash: str | None = None


@dataclass
class Modals:
    """Remembers what was shown; `refusing` is the code that Slack refuses everything with."""

    shown: list[Shown] = field(default_factory=list)
    refusing: str | None = None

    async def open(self, trigger_id: str, view: Mapping[str, Any], /) -> None:
        self._show(Shown("open", trigger_id, view))

    async def push(self, trigger_id: str, view: Mapping[str, Any], /) -> None:
        self._show(Shown("push", trigger_id, view))

    async def update(self, view_id: str, view: Mapping[str, Any], view_hash: str | None, /) -> None:
        self._show(Shown("update", view_id, view, view_hash))

    def _show(self, shown: Shown) -> None:
        if self.refusing is not None:
            raise ModalNotShownError(self.refusing)
        assert validate_view(as_json(shown.view)) == []
        self.shown.append(shown)
