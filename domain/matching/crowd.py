"""A few people close to one another: who may be grouped with whom, ready for a search."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from domain.matching.people import AGES, Column, People
from domain.matching.pool import SIZES, Pair

Team = tuple[int, ...]
"""People who are grouped, by their index in the crowd, in rising order."""

REPEAT = 1 << 10
"""What a repeat costs beside its recency: fewer repeats count before older ones, for up to 33 in a crowd."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """People by index, who goes first at the front; equals have the same `rank`.

    `rows` are their rows among all people. `friends` has a bit for everybody whom one may be grouped with: a cell and a
    size in common and nothing that keeps them apart. `repeats` are costs of pairs that met recently.
    """

    rows: tuple[int, ...]
    cells: tuple[int, ...]
    sizes: tuple[int, ...]
    rank: tuple[int, ...]
    salt: tuple[int, ...]
    friends: tuple[int, ...]
    repeats: Mapping[Pair, int]

    def __len__(self) -> int:
        return len(self.rows)

    def shared_cells(self, team: Iterable[int]) -> int:
        """The cells that all of them accept."""
        shared = -1
        for each in team:
            shared &= self.cells[each]
        return shared

    def accepts(self, team: Sequence[int]) -> bool:
        """Whether these may be a group."""
        if len(team) not in SIZES or not self.shared_cells(team):
            return False
        everybody = sum(1 << each for each in team)
        size = 1 << len(team)
        return all(self.sizes[i] & size and not everybody & ~self.friends[i] & ~(1 << i) for i in team)

    def cost(self, team: Sequence[int]) -> int:
        """What the repeats in a group cost."""
        if not self.repeats:
            return 0
        return sum(self.repeats.get((i, j), 0) for at, j in enumerate(team) for i in team[:at])

    def narrowed(self, chosen: Sequence[int]) -> "Crowd":
        """Only those chosen, by rising index."""
        place = {each: at for at, each in enumerate(chosen)}
        rows, cells, sizes, rank, salt = (
            tuple(of[each] for each in chosen) for of in (self.rows, self.cells, self.sizes, self.rank, self.salt)
        )
        friends = tuple(_moved(self.friends[each], chosen) for each in chosen)
        return Crowd(rows, cells, sizes, rank, salt, friends, self._repeats_of(place))

    def _repeats_of(self, place: Mapping[int, int]) -> Mapping[Pair, int]:
        if not self.repeats:
            return {}
        return {(place[i], place[j]): cost for (i, j), cost in self.repeats.items() if i in place and j in place}


def bits(mask: int) -> Iterator[int]:
    """The places of the bits that are set, rising."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def gather(people: People, rows: Column) -> Crowd:
    """The crowd of these rows, which must be rising."""
    cells, sizes = people.cells[rows].tolist(), people.sizes[rows].tolist()
    apart, repeats = _past_of(people, rows)
    return Crowd(
        rows=tuple(rows.tolist()),
        cells=tuple(cells),
        sizes=tuple(sizes),
        rank=tuple(people.rank[rows].tolist()),
        salt=tuple(people.salt[rows].tolist()),
        friends=tuple(_friends(cells, sizes, apart)),
        repeats=repeats,
    )


def components(crowd: Crowd) -> list[list[int]]:
    """Those who are friends of friends, each list rising; whoever has no friend is in none."""
    unseen = sum(1 << each for each, friends in enumerate(crowd.friends) if friends)
    found = []
    while unseen:
        reached, frontier = 0, unseen & -unseen
        while frontier:
            reached |= frontier
            nearby = 0
            for each in bits(frontier):
                nearby |= crowd.friends[each]
            frontier = nearby & ~reached
        found.append(list(bits(reached)))
        unseen &= ~reached
    return found


def _moved(mask: int, chosen: Sequence[int]) -> int:
    return sum(1 << at for at, each in enumerate(chosen) if mask >> each & 1)


def _friends(cells: Sequence[int], sizes: Sequence[int], apart: Mapping[int, int]) -> Iterator[int]:
    in_cell, in_size = _takers(cells), _takers(sizes)
    for each, (mask, size) in enumerate(zip(cells, sizes, strict=True)):
        placed = sized = 0
        for cell in bits(mask):
            placed |= in_cell[cell]
        for count in bits(size):
            sized |= in_size[count]
        yield placed & sized & ~apart.get(each, 0) & ~(1 << each)


def _takers(masks: Sequence[int]) -> dict[int, int]:
    takers: dict[int, int] = {}
    for each, mask in enumerate(masks):
        for place in bits(mask):
            takers[place] = takers.get(place, 0) | 1 << each
    return takers


def _past_of(people: People, rows: Column) -> tuple[dict[int, int], dict[Pair, int]]:
    """Who is kept apart, as masks, and what the repeats cost. A pair that is kept apart has no cost."""
    place = np.full(len(people), -1)
    place[rows] = np.arange(len(rows))
    past = people.past
    past = past.where((place[past.one] >= 0) & (place[past.other] >= 0))
    apart: dict[int, int] = {}
    repeats: dict[Pair, int] = {}
    ends = zip(place[past.one].tolist(), place[past.other].tolist(), strict=True)
    for (i, j), kept, recency in zip(ends, past.apart.tolist(), past.recency.tolist(), strict=True):
        if kept:
            apart[i] = apart.get(i, 0) | 1 << j
            apart[j] = apart.get(j, 0) | 1 << i
        else:
            repeats[i, j] = REPEAT + min(recency, AGES - 1)
    return apart, repeats
