"""What came of simulated days, counted so that days and seeds add up."""

from collections import Counter
from dataclasses import dataclass, field, fields
from typing import Self

from domain.matching.pool import MINUTE


@dataclass(slots=True)
class Tally:
    """Counts. `waited` is the wait of all who were matched, in milliseconds; `wanted` and `got` are by sizes."""

    applicants: int = 0
    matched: int = 0
    waited: int = 0
    groups: int = 0
    groups_with_repeats: int = 0
    pairs: int = 0
    repeats: int = 0
    blocked: int = 0
    faults: int = 0
    sweeps: int = 0
    fell_back: int = 0
    wanted: Counter[int] = field(default_factory=Counter)
    got: Counter[int] = field(default_factory=Counter)

    def __add__(self, other: Self) -> Self:
        added = {each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(self)}
        return type(self)(**added)

    @property
    def matched_share(self) -> float:
        """Of all applicants, in per cent."""
        return 100 * self.matched / max(1, self.applicants)

    @property
    def mean_wait(self) -> float:
        """Of those who were matched, in minutes."""
        return self.waited / MINUTE / max(1, self.matched)

    @property
    def repeat_share(self) -> float:
        """Pairs brought together again within the history, of all pairs brought together, in per cent."""
        return 100 * self.repeats / max(1, self.pairs)

    def matched_share_of(self, sizes: int) -> float:
        """Of those who accept just these sizes, in per cent."""
        return 100 * self.got[sizes] / max(1, self.wanted[sizes])
