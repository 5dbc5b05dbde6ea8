"""Faults on demand: what can go wrong between a bot and Slack, at the call and as often as a test wants."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final, Self


class FaultKind(StrEnum):
    """What goes wrong; ``*_before`` happens instead of the call, ``*_after`` once it was carried out."""

    DROP_BEFORE = "drop_before"
    DROP_AFTER = "drop_after"
    DELAY = "delay"
    DELAY_BEFORE = "delay_before"
    HTTP_500_BEFORE = "http_500_before"
    HTTP_500_AFTER = "http_500_after"
    RATE_LIMITED = "rate_limited"
    ERROR = "error"


_INSTEAD: Final = frozenset({FaultKind.DROP_BEFORE, FaultKind.HTTP_500_BEFORE, FaultKind.RATE_LIMITED, FaultKind.ERROR})


class BadRule(ValueError):  # noqa: N818 - worded as what was asked for
    """A fault rule that makes no sense; its text says why."""


@dataclass(slots=True)
class FaultRule:
    """Hits the next ``times`` calls of a method after letting ``skip`` pass; ``*`` is any method.

    ``seconds`` is the length of a delay or the ``Retry-After`` of ``rate_limited``, ``error`` the code that
    ``error`` answers, ``channel`` narrows the rule to calls that name it.
    """

    method: str
    kind: FaultKind
    times: int = 1
    skip: int = 0
    seconds: float = 1.0
    error: str = "internal_error"
    channel: str | None = None

    @classmethod
    def read(cls, given: Any) -> Self:
        """Read a rule from JSON.

        Raises BadRule naming what is wrong.
        """
        try:
            return cls(**{**given, "kind": FaultKind(given["kind"])})
        except (TypeError, KeyError, ValueError) as broken:
            raise BadRule(str(broken)) from broken

    @property
    def prevents(self) -> bool:
        """Whether it happens instead of the call."""
        return self.kind in _INSTEAD

    @property
    def cuts(self) -> bool:
        """Whether the connection is reset without an answer."""
        return self.kind in (FaultKind.DROP_BEFORE, FaultKind.DROP_AFTER)

    @property
    def breaks(self) -> bool:
        """Whether the answer is a 500."""
        return self.kind in (FaultKind.HTTP_500_BEFORE, FaultKind.HTTP_500_AFTER)

    def concerns(self, method: str, channel: str | None) -> bool:
        """Whether the rule is about such a call."""
        return self.times > 0 and self.method in ("*", method) and self.channel in (None, channel)


class Faults:
    """The rules in force, in order; the first that concerns a call is spent on it."""

    def __init__(self) -> None:
        self._rules: list[FaultRule] = []

    def replace(self, rules: list[FaultRule]) -> None:
        """Put these rules in force instead of all others."""
        self._rules = rules

    def as_json(self) -> list[dict[str, Any]]:
        """Return the rules with what is left of them."""
        return [asdict(rule) for rule in self._rules]

    def hit(self, method: str, channel: str | None) -> FaultRule | None:
        """Return the rule that hits this call, counting it."""
        rule = next((rule for rule in self._rules if rule.concerns(method, channel)), None)
        if rule is None:
            return None
        if rule.skip > 0:
            rule.skip -= 1
            return None
        rule.times -= 1
        return rule
