"""What a sweep makes of a pool."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.matching.pool import Group, Left


@dataclass(frozen=True, slots=True)
class Solution:
    """Groups to form now, and everybody who is left with a reason.

    `next_at` is the first moment, in milliseconds, at which the same people could be grouped differently: somebody's
    hold or a recent pair's separation ends, a held person's last chance comes. It is None while only a change of the
    pool can bring something new. `step` names the step that found the groups, `fell_back` those before it that failed
    or spent their budget.
    """

    groups: Sequence[Group]
    left: Sequence[Left]
    next_at: int | None = None
    step: str = ""
    fell_back: tuple[str, ...] = ()

    @property
    def matched(self) -> int:
        """How many people the groups have in all."""
        return sum(len(group.members) for group in self.groups)
