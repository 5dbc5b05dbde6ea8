"""What is known of a part of the day; which there are stands in `lexicon`."""

from dataclasses import dataclass

HOUR = 60
DAY = 24 * HOUR
NOON = 12


@dataclass(frozen=True)
class Part:
    """A part of the day. Times are minutes after local midnight; beyond 24 h they lie in the night that follows."""

    name: str
    start: int
    natural: int
    """When people meet who name the part and no time."""
    end: int
    hours: frozenset[int]
    """Hours that a clock time beside the part can mean: "저녁 7시" is 19, not 7."""
    bare: frozenset[int] = frozenset()
    """Numbers that are read as an hour right behind it even without 시: "저녁 7", but not "점심 4"."""
    meal: bool = False
    """It is a meal more than a part of the day: in a study phrase it names no time."""
