"""The best grouping of a few people, of all there are, by dynamic programming over every subset of them.

`best[s]` is the worth of the best grouping of the people in `s`. Adding people one by one, whoever is added is either
left or in a group with some before them, so `best[s]` is a maximum over the groups they may be in. With n people it
takes 2ⁿ⁻ᵍ steps for each group of g, which numpy does at once. 16 people of everyday wishes take 2–4 ms, 16 who accept
everything 60 ms.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.matching.crowd import Crowd, Team, bits
from domain.matching.pool import SIZES

LIMIT = 22
"""How many people at most: the worth of their groups fits in 63 bits, as laid out below."""

_CHANCES = 11
_TIES = 1 << 7
_WISHES = 1 << 10
_PAST = 1 << 15
_SEVERAL = {1 << size for size in SIZES}


class Option(NamedTuple):
    """A group that could be, as a mask of indices, and its worth."""

    mask: int
    worth: int


def best_teams(crowd: Crowd, budget: int) -> list[Team] | None:
    """The groups of the best grouping, or None where finding it takes more steps than the budget."""
    if len(crowd) > LIMIT:
        return None
    weights = weights_of(crowd.rank)
    options = [_options(crowd, last, weights) for last in range(len(crowd))]
    if _steps(options) > budget:
        return None
    best = np.zeros(1 << len(crowd), dtype=np.int64)
    for last, groups in enumerate(options):
        _add(best, last, groups)
    return [tuple(bits(mask)) for mask in _taken(best, options)]


def worth_of(crowd: Crowd, teams: Iterable[Team], weights: Sequence[int]) -> int:
    """What the groups are worth but for the seed's choice, to compare two groupings of one crowd."""
    return sum(_worth(crowd, team, weights) for team in teams)


def wish(sizes: int, size: int) -> int:
    """How well a size suits somebody: for those who accept several, three before two before four."""
    if sizes in _SEVERAL:
        return 0
    return {3: 32, 2: 1}.get(size, 0)


def teams_with(crowd: Crowd, last: int, others: int) -> Iterator[Team]:
    """Every group of `last` with some of the `others` (a mask)."""
    return _larger(crowd, (last,), crowd.cells[last], crowd.sizes[last], crowd.friends[last] & others)


def _larger(crowd: Crowd, team: Team, cells: int, sizes: int, near: int) -> Iterator[Team]:
    """The groups that come of a team by adding some of those near, where all in it share the cells and sizes."""
    for each in bits(near):
        shared, fitting = cells & crowd.cells[each], sizes & crowd.sizes[each]
        if not shared:
            continue
        larger = (each, *team)
        if fitting >> len(larger) & 1:
            yield larger
        if fitting >> len(larger) + 1:
            yield from _larger(crowd, larger, shared, fitting, near & crowd.friends[each] & ((1 << each) - 1))


def _options(crowd: Crowd, last: int, weights: Sequence[int]) -> list[Option]:
    """The groups of `last` with some before them."""
    return [
        Option(sum(1 << each for each in team), _worth(crowd, team, weights) + _chance(crowd, team))
        for team in teams_with(crowd, last, (1 << last) - 1)
    ]


def _worth(crowd: Crowd, team: Team, weights: Sequence[int]) -> int:
    people = sum(weights[each] for each in team)
    suits = sum(wish(crowd.sizes[each], len(team)) for each in team)
    return ((people * _PAST - crowd.cost(team)) * _WISHES + suits) * _TIES


def _steps(options: Sequence[Sequence[Option]]) -> int:
    """How many sums are to be compared, the price of a numpy call counted as 2,000 of them."""
    return sum(
        (2 << last) // (1 << mask.bit_count()) + 2000 for last, groups in enumerate(options) for mask, _ in groups
    )


def _chance(crowd: Crowd, team: Team) -> int:
    """The seed's choice among equals."""
    mixed = sum(crowd.salt[each] * (2 * at + 1) for at, each in enumerate(team))
    return (mixed ^ mixed >> 11) % _CHANCES


def weights_of(rank: Sequence[int]) -> list[int]:
    """A weight for each, so that more people weigh more, and among as many those who go first.

    One of a better rank outweighs all those of worse ranks together.
    """
    weights, below, weight = [0] * len(rank), 0, 1
    for each in range(len(rank) - 1, -1, -1):
        if each + 1 < len(rank) and rank[each] != rank[each + 1]:
            weight = below + 1
        weights[each] = weight
        below += weight
    return [below + 1 + weight for weight in weights]


def _add(best: NDArray[np.int64], last: int, options: Sequence[Option]) -> None:
    """Fills in the subsets whose highest member is `last`."""
    before, here = best[: 1 << last], best[1 << last : 2 << last]
    here[:] = before
    for mask, worth in options:
        shape, with_them, without_them = _strides(mask ^ 1 << last, last)
        seen = here.reshape(shape)[with_them]
        np.maximum(seen, before.reshape(shape)[without_them] + worth, out=seen)


def _strides(others: int, last: int) -> tuple[tuple[int, ...], tuple[Any, ...], tuple[Any, ...]]:
    """How to see 2 ** `last` subsets so that those with all the others, and those with none, are one slice each."""
    shape, top = [], last
    for place in sorted(bits(others), reverse=True):
        shape += [1 << (top - place - 1), 2]
        top = place
    shape.append(1 << top)
    free = slice(None)
    sides = [tuple(free if at % 2 == 0 else side for at in range(len(shape))) for side in (1, 0)]
    return tuple(shape), sides[0], sides[1]


def _taken(best: NDArray[np.int64], options: Sequence[Sequence[Option]]) -> Iterator[int]:
    """The groups of the best grouping of everybody, as masks."""
    rest = len(best) - 1
    while rest:
        last = rest.bit_length() - 1
        without = rest ^ 1 << last
        if best[rest] != best[without]:
            chosen = next(
                mask for mask, worth in options[last] if mask & ~rest == 0 and best[rest ^ mask] + worth == best[rest]
            )
            yield chosen
            without = rest ^ chosen
        rest = without
