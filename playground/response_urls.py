"""``response_url``s: five uses within thirty minutes (Slack: "Handling user interaction")."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from playground.machine import MachineClock

LIFETIME: Final = timedelta(minutes=30)
USES: Final = 5
_REMEMBERED: Final = 50_000


class ResponseUrlError(Exception):
    """The address takes no message; ``code`` is what Slack answers."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class ResponseUrl:
    """Where an app may answer a person: the conversation, and the message they acted on if there was one."""

    id: str
    user: str
    channel: str
    issued: datetime
    source_ts: str | None = None
    thread_ts: str | None = None
    uses: int = 0


class ResponseUrls:
    """Issues addresses and counts their uses on machine time."""

    def __init__(self, machine: MachineClock) -> None:
        self._machine = machine
        self._urls: dict[str, ResponseUrl] = {}

    def issue(self, user: str, channel: str, source_ts: str | None = None, thread_ts: str | None = None) -> str:
        """Return the id of a new address."""
        url = ResponseUrl(secrets.token_urlsafe(24), user, channel, self._machine.now(), source_ts, thread_ts)
        self._urls[url.id] = url
        if len(self._urls) > _REMEMBERED:
            del self._urls[next(iter(self._urls))]
        return url.id

    def use(self, id_: str) -> ResponseUrl:
        """Count a use.

        Raises ResponseUrlError: ``invalid_url``, ``expired_url`` (after 30 minutes), ``used_url`` (a sixth use).
        """
        url = self._urls.get(id_)
        if url is None:
            raise ResponseUrlError("invalid_url")
        if self._machine.now() - url.issued > LIFETIME:
            raise ResponseUrlError("expired_url")
        if url.uses >= USES:
            raise ResponseUrlError("used_url")
        url.uses += 1
        return url
