"""Who must not be grouped at a moment, by number. Light: for whatever has to do without the solvers."""

from collections.abc import Iterable
from functools import cached_property

from domain.matching.pool import Pool, pair


class Apart:
    """The pairs of a pool that are kept apart for now: blocked, or met recently while neither has waited long."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def blocked(self, one: int, other: int) -> bool:
        """Whether they are never grouped."""
        return pair(one, other) in self._pool.blocked

    def separated_until(self, one: int, other: int) -> int | None:
        """The moment from which a pair that met may be grouped again; None where they may be by now."""
        met = self._pool.met.get(pair(one, other))
        if met is None:
            return None
        rules = self._pool.rules
        first = min(self._applied_at[one], self._applied_at[other])
        until = min(met + rules.repeat_window, first + rules.repeat_after)
        return until if until > self._pool.now else None

    @cached_property
    def _applied_at(self) -> dict[int, int]:
        return dict(zip(self._pool.numbers, self._pool.applied_at, strict=True))

    def __call__(self, one: int, other: int) -> bool:
        """Whether they must not be grouped now."""
        return self.blocked(one, other) or self.separated_until(one, other) is not None

    def any_of(self, one: int, others: Iterable[int]) -> bool:
        """Whether one must not be grouped now with some of the others."""
        return any(self(one, other) for other in others)
