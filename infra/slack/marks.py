"""The mark that every posted message carries, so that it can be found again when its answer was lost.

The whole workspace can read a message's metadata, and a delivery's key names members: so the mark is a keyed hash.
"""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any, Final

EVENT_TYPE: Final = "partner42_delivery"

_PURPOSE: Final = b"partner42 delivery marks"


class Marks:
    """Marks under one secret, the same in every process of an installation."""

    def __init__(self, secret: str) -> None:
        self._secret = hmac.digest(secret.encode(), _PURPOSE, hashlib.sha256)

    def of(self, key: str) -> str:
        """The opaque mark of a delivery's key."""
        return hmac.new(self._secret, key.encode(), hashlib.sha256).hexdigest()[:32]

    def metadata(self, key: str) -> dict[str, Any]:
        """The metadata of the key's message."""
        return {"event_type": EVENT_TYPE, "event_payload": {"key": self.of(key)}}

    def on(self, message: Mapping[str, Any], key: str) -> bool:
        """Whether a message of Slack's carries the key's mark."""
        metadata = message.get("metadata") or {}
        if metadata.get("event_type") != EVENT_TYPE:
            return False
        found = (metadata.get("event_payload") or {}).get("key")
        return isinstance(found, str) and hmac.compare_digest(found, self.of(key))
