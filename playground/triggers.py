"""Trigger ids: each opens one view, within three seconds (Slack: "Handling user interaction")."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from playground.machine import MachineClock

LIFETIME: Final = timedelta(seconds=3)
_REMEMBERED: Final = 5000


class TriggerError(Exception):
    """The trigger can't be exchanged; ``code`` is Slack's error."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class Trigger:
    """What made an app able to open a view: who acted, when, and in which modal if in one."""

    id: str
    user: str
    issued: datetime
    view_id: str | None = None
    used: bool = False


class TriggerBook:
    """Issues trigger ids and takes each back once."""

    def __init__(self, machine: MachineClock) -> None:
        self._machine = machine
        self._triggers: dict[str, Trigger] = {}

    def issue(self, user: str, view_id: str | None = None) -> str:
        """Return a new id, of the form "13345224609.738474920.8088930838d88f008e0"."""
        millis = int(self._machine.now().timestamp() * 1000)
        trigger = Trigger(f"{millis}.{len(self._triggers)}.{secrets.token_hex(16)}", user, self._machine.now(), view_id)
        self._triggers[trigger.id] = trigger
        if len(self._triggers) > _REMEMBERED:
            del self._triggers[next(iter(self._triggers))]
        return trigger.id

    def exchange(self, trigger_id: str) -> Trigger:
        """Use a trigger up.

        Raises TriggerError: ``invalid_trigger_id`` (never issued), ``exchanged_trigger_id`` (used before),
        ``expired_trigger_id`` (older than 3 s of machine time).
        """
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise TriggerError("invalid_trigger_id")
        if trigger.used:
            raise TriggerError("exchanged_trigger_id")
        if self._machine.now() - trigger.issued > LIFETIME:
            raise TriggerError("expired_trigger_id")
        trigger.used = True
        return trigger
