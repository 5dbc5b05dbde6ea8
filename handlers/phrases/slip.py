"""The slip of paper a phrase is written on: each reader crosses out what it understood; the rest is the title."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from handlers.phrases.terms import Found, Terms

CLAIMED = "\x00"
KEPT = "\x01"

T = TypeVar("T")


@dataclass(frozen=True)
class Slip:
    """A normalised text, and the part of it that no reader has claimed yet."""

    text: str
    left: str
    """As long as `text`: claimed characters are `CLAIMED`, those that belong to the title alone are `KEPT`."""

    def claim(self, spans: Iterable[tuple[int, int]]) -> "Slip":
        """Cross out: neither a later reader nor the title sees these spans."""
        return self._mark(spans, CLAIMED)

    def keep(self, spans: Iterable[tuple[int, int]]) -> "Slip":
        """Hide from later readers, but leave for the title."""
        return self._mark(spans, KEPT)

    def take(self, pattern: re.Pattern[str]) -> tuple[list[re.Match[str]], "Slip"]:
        """Find and cross out every match of a pattern."""
        found = list(pattern.finditer(self.left))
        return found, self.claim(match.span() for match in found)

    def take_terms(self, terms: Terms[T]) -> tuple[list[Found[T]], "Slip"]:
        """Find and cross out every term of a table."""
        found = terms.find(self.left)
        return found, self.claim((term.start, term.end) for term in found)

    def pieces(self) -> Iterator[str]:
        """Yield the stretches of the text that nobody claimed."""
        for match in re.finditer(f"[^{CLAIMED}]+", self.left):
            yield self.text[match.start() : match.end()]

    def _mark(self, spans: Iterable[tuple[int, int]], mark: str) -> "Slip":
        left = list(self.left)
        for start, end in spans:
            left[start:end] = mark * (end - start)
        return Slip(self.text, "".join(left))
