"""Why somebody is left, and when the same people could be grouped differently. Light: no solver is needed to tell."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from domain.matching.apart import Apart
from domain.matching.company import Company
from domain.matching.pool import Group, Left, Pair, Pool, Reason, pair


class Explained(NamedTuple):
    """Everybody who is left, and the first moment that could bring something new to them."""

    left: list[Left]
    next_at: int | None


def explain(pool: Pool, groups: Sequence[Group], holds: Mapping[int, int] | None = None) -> Explained:
    """Those who are in no group, by number. `holds` says until when somebody is held back."""
    if sum(len(group.members) for group in groups) == len(pool):
        return Explained([], None)
    grouped = {number for group in groups for number in group.members}
    rows = [row for row, number in enumerate(pool.numbers) if number not in grouped]
    holds = holds or {}
    apart, everybody, among = Apart(pool), Company(pool, range(len(pool))), Company(pool, rows)
    left = []
    for row in sorted(rows, key=lambda each: pool.numbers[each]):
        held = bool(holds) and among.has_team_for(row)
        left.append(Left(pool.numbers[row], Reason.HELD if held else _reason(pool, everybody, apart, row)))
    return Explained(left, _next_at(pool, left, apart, holds))


def _reason(pool: Pool, everybody: Company, apart: Apart, row: int) -> Reason:
    """Why somebody is left whom no hold keeps. A block is not told from nobody being there."""
    if everybody.count == 1:
        return Reason.ALONE
    if everybody.has_team_for(row):
        return Reason.LEFT_OVER
    number = pool.numbers[row]
    near = [pool.numbers[other] for other in everybody.near(row)]
    possible = [other for other in near if not apart.blocked(number, other)]
    if not possible:
        return Reason.NOBODY_FITS
    return Reason.MET_RECENTLY if all(apart(number, other) for other in possible) else Reason.NO_SIZE


def _next_at(pool: Pool, left: Sequence[Left], apart: Apart, holds: Mapping[int, int]) -> int | None:
    held = {each.number for each in left if each.reason is Reason.HELD}
    moments = [*_separations(pool, [each.number for each in left], apart)]
    moments += [holds[number] for number in held if number in holds]
    if held:
        pause = pool.next_sweep - pool.now
        waiting = {each.number for each in left}
        ends = zip(pool.numbers, pool.expires_at, strict=True)
        moments += [at - pause + 1 for number, at in ends if number in waiting]
    return min((moment for moment in moments if moment > pool.now), default=None)


def _separations(pool: Pool, numbers: Sequence[int], apart: Apart) -> Iterator[int]:
    """When pairs of those who are left, that are kept apart for having met, may be grouped."""
    for one, other in _met_pairs(pool, numbers):
        until = apart.separated_until(one, other)
        if until is not None and not apart.blocked(one, other):
            yield until


def _met_pairs(pool: Pool, numbers: Sequence[int]) -> Iterable[Pair]:
    if len(numbers) ** 2 < len(pool.met):
        return [pair(*each) for each in combinations(numbers, 2) if pair(*each) in pool.met]
    waiting = set(numbers)
    return [each for each in pool.met if waiting.issuperset(each)]
