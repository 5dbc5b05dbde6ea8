"""Keeps the state in one JSON file that is only ever replaced as a whole."""

import asyncio
import contextlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from playground.machine import MachineClock

PAUSE: Final = 0.5
"""Seconds in which changes are gathered before they are written."""
_VERSION: Final = 1


class StateFile:
    """Writes a snapshot soon after a change; a crash leaves the last whole one."""

    def __init__(self, path: Path, snapshot: Callable[[], dict[str, Any]], machine: MachineClock) -> None:
        self._path = path
        self._snapshot = snapshot
        self._machine = machine
        self._dirty = asyncio.Event()
        self._clean = asyncio.Event()
        self._clean.set()

    def load(self) -> dict[str, Any] | None:
        """Return the last snapshot; None when there is none, or it is of another version.

        A file that can't be read is put aside as ``….broken``, so that the next start isn't stopped by it.
        """
        if not self._path.exists():
            return None
        try:
            stored = json.loads(self._path.read_text(encoding="utf-8"))
        except ValueError:
            self._path.replace(self._path.with_name(self._path.name + ".broken"))
            return None
        state: dict[str, Any] | None = stored["state"] if stored["version"] == _VERSION else None
        return state

    def touch(self) -> None:
        """Note that something changed."""
        self._dirty.set()
        self._clean.clear()

    async def written(self) -> None:
        """Return once nothing is left to be written."""
        await self._clean.wait()

    async def keep(self) -> None:
        """Write whenever something changed, at most about twice a second, until cancelled; then a last time."""
        try:
            while True:
                await self._dirty.wait()
                await self._machine.sleep(PAUSE)
                self._dirty.clear()
                await asyncio.to_thread(self._write, self._text())
                if not self._dirty.is_set():
                    self._clean.set()
        finally:
            self.flush()

    def flush(self) -> None:
        """Write now."""
        self._write(self._text())
        self._dirty.clear()
        self._clean.set()

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
