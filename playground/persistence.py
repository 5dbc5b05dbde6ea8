"""Keeps the state in one JSON file that is only ever replaced as a whole."""

import asyncio
import contextlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

_PAUSE: Final = 0.5
_VERSION: Final = 1


class StateFile:
    """Writes a snapshot soon after a change; a crash leaves the last whole one."""

    def __init__(self, path: Path, snapshot: Callable[[], dict[str, Any]]) -> None:
        self._path = path
        self._snapshot = snapshot
        self._dirty = asyncio.Event()

    def load(self) -> dict[str, Any] | None:
        """Return the last snapshot; None when there is none, or it is of another version."""
        if not self._path.exists():
            return None
        stored: dict[str, Any] = json.loads(self._path.read_text(encoding="utf-8"))
        return stored["state"] if stored["version"] == _VERSION else None

    def touch(self) -> None:
        """Note that something changed."""
        self._dirty.set()

    async def keep(self) -> None:
        """Write whenever something changed, at most about twice a second, until cancelled; then a last time."""
        try:
            while True:
                await self._dirty.wait()
                await asyncio.sleep(_PAUSE)
                self._dirty.clear()
                await asyncio.to_thread(self._write, self._text())
        finally:
            self.flush()

    def flush(self) -> None:
        """Write now."""
        self._dirty.clear()
        self._write(self._text())

    def _text(self) -> str:
        return json.dumps({"version": _VERSION, "state": self._snapshot()}, default=vars, ensure_ascii=False)

    def _write(self, text: str) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_suffix(f".{os.getpid()}.tmp")
        try:
            with draft.open("w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._path)
        finally:
            with contextlib.suppress(FileNotFoundError):
                draft.unlink()
