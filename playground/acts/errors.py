"""Why an act failed, as the code of what Slack would show."""

from typing import Any


class ActError(Exception):
    """An act that didn't happen or didn't reach the app; ``extra`` goes into the answer."""

    def __init__(self, code: str, **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.extra = extra

    def answer(self) -> dict[str, Any]:
        """Return the JSON of the failure."""
        return {"ok": False, "error": self.code, "message": self.extra.pop("message", self.code), **self.extra}
