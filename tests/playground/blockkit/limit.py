from collections.abc import Callable
from dataclasses import dataclass

from tests.playground.blockkit.samples import Json


@dataclass(frozen=True)
class Limit:
    """A block that can be built with more and more of something, and how much of it Slack takes."""

    name: str
    most: int
    build: Callable[[int], Json]
    pointer: str
    unit: str = "characters"

    @property
    def message(self) -> str:
        if self.unit == "items":
            return f"no more than {self.most} items allowed [json-pointer:{self.pointer}]"
        unit = " characters" if self.unit == "characters" else ""
        return f"must be less than {self.most + 1}{unit} [json-pointer:{self.pointer}]"
