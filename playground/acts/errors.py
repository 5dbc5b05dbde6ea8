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


def mapping(given: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a field that is a JSON object; empty when it wasn't given."""
    value = given.get(name) or {}
    if not isinstance(value, dict):
        raise ActError("invalid_arguments", message=f"{name} must be an object")
    return value


def names(given: dict[str, Any], name: str) -> list[str]:
    """Return a field that is a list of ids; empty when it wasn't given."""
    value = given.get(name) or []
    if not isinstance(value, list):
        raise ActError("invalid_arguments", message=f"{name} must be a list")
    return [str(one) for one in value]


def values_of(given: dict[str, Any]) -> dict[str, Any]:
    """Return ``values``: by block and action an element's state."""
    values = mapping(given, "values")
    for block_id in values:
        actions = mapping(values, block_id)
        for action_id in actions:
            mapping(actions, action_id)
    return values
