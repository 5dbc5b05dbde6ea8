"""What a sweep of the random pool is given: numbers and times, no names."""

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple, Self

Pair = tuple[int, int]
"""Two applicants' numbers, the smaller first."""

MINUTE = 60_000
"""Milliseconds. All times of the engine are whole milliseconds since the epoch."""

SIZES = (2, 3, 4)
"""How many people a group may have."""


def pair(one: int, other: int) -> Pair:
    """The pair of two numbers, whichever comes first."""
    return (one, other) if one < other else (other, one)


def size_mask(sizes: Iterable[int]) -> int:
    """Group sizes as bits: bit `n` stands for a group of `n`."""
    return sum(1 << size for size in set(sizes))


class Applicant(NamedTuple):
    """One waiting application.

    `number` is unique in the pool. `cells` has a bit for each acceptable cell (place × way of eating or study type),
    `sizes` one for each acceptable size of the group, as `size_mask` has it. `credit` counts how often the member was
    left over or ended unmatched since they were last matched.
    """

    number: int
    cells: int
    sizes: int
    applied_at: int
    expires_at: int
    credit: int = 0


@dataclass(frozen=True, slots=True)
class Rules:
    """Spans in milliseconds, as the domain's rules have them.

    A pair that met within `repeat_window` is kept apart until one of the two has waited `repeat_after`. Whoever accepts
    several sizes may be held back for up to `hold` where that completes a larger group that somebody waits for. Who
    applied within the same `same_wait` has waited equally long: credit goes before the seconds between them, or it
    would never decide anything.
    """

    repeat_window: int = 14 * 24 * 60 * MINUTE
    repeat_after: int = 10 * MINUTE
    hold: int = 5 * MINUTE
    same_wait: int = MINUTE


def _column(values: Iterable[int] = ()) -> "array[int]":
    return array("q", values)


@dataclass(frozen=True, slots=True)
class Pool:
    """Everybody who waits in one category of one workspace, a column a field, row by row the same applicant.

    `blocked` are pairs that are never grouped; `met` says when a pair was last matched. Whoever expires before
    `next_sweep` has no other chance. Same pool, same solution: `seed` decides among equals.
    """

    numbers: "array[int]" = field(default_factory=_column)
    cells: "array[int]" = field(default_factory=_column)
    sizes: "array[int]" = field(default_factory=_column)
    applied_at: "array[int]" = field(default_factory=_column)
    expires_at: "array[int]" = field(default_factory=_column)
    credit: "array[int]" = field(default_factory=_column)
    blocked: frozenset[Pair] = frozenset()
    met: Mapping[Pair, int] = field(default_factory=dict)
    now: int = 0
    next_sweep: int = 0
    seed: int = 0
    rules: Rules = Rules()

    @classmethod
    def of(
        cls,
        applicants: Iterable[Applicant],
        *,
        now: int,
        next_sweep: int,
        seed: int,
        blocked: Iterable[Pair] = (),
        met: Mapping[Pair, int] | None = None,
        rules: Rules | None = None,
    ) -> Self:
        """The pool of these applicants."""
        rows = tuple(applicants)
        return cls(
            numbers=_column(each.number for each in rows),
            cells=_column(each.cells for each in rows),
            sizes=_column(each.sizes for each in rows),
            applied_at=_column(each.applied_at for each in rows),
            expires_at=_column(each.expires_at for each in rows),
            credit=_column(each.credit for each in rows),
            blocked=frozenset(pair(*each) for each in blocked),
            met=dict(met or {}),
            now=now,
            next_sweep=next_sweep,
            seed=seed,
            rules=rules or Rules(),
        )

    def __len__(self) -> int:
        return len(self.numbers)


class Group(NamedTuple):
    """People who are brought together, the longest wait first, and the one `cell` (a bit's place) they agree on."""

    members: tuple[int, ...]
    cell: int


class Reason(IntEnum):
    """Why somebody is left. Each can be told to a person, and none tells of a block."""

    ALONE = 1
    """Nobody else waits."""
    NOBODY_FITS = 2
    """Nobody who waits shares a place and a way (or study type), or may be met."""
    NO_SIZE = 3
    """Some would fit, but no group of an acceptable size comes together."""
    MET_RECENTLY = 4
    """Only people met within the last days fit, for now."""
    HELD = 5
    """Held back for a larger group that somebody waits for."""
    LEFT_OVER = 6
    """Those who fit were matched with others: whoever this is goes first among equals next time."""


class Left(NamedTuple):
    """Somebody who goes on waiting, and why."""

    number: int
    reason: Reason
