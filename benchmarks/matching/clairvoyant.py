"""What could have been matched on a day by somebody who knew the whole day in advance.

Two people can meet when a sweep falls into both lives, they share a cell, and neither blocks the other. History is left
out, as it would depend on the days before; after ten minutes of waiting it keeps nobody apart anyway.

Where everybody wants exactly two, the optimum is the size of a maximum matching. With sizes, an integer programme
chooses groups, each made when its last member comes. Both are exact; were a day too hard for `NODES` nodes of the
search, what it has proven by then would count, a bound from above.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, groupby

from benchmarks.matching.crowd import CELLS, DAY
from benchmarks.matching.days import sweep_at
from benchmarks.matching.judges import first_independent
from benchmarks.matching.programme import Optimum, Programme
from benchmarks.matching.streams import Arrival, Stream
from domain.matching.pool import SIZES, Pair, pair

NODES = 500


def days(stream: Stream, warm_up: int) -> Iterator[list[Arrival]]:
    """The arrivals of each day after the warm-up."""
    for day, arrivals in groupby(stream.arrivals, key=lambda each: each.at // DAY):
        if day >= warm_up:
            yield list(arrivals)


def may_meet(one: Arrival, other: Arrival, blocked: frozenset[Pair]) -> bool:
    """Whether a sweep sees both of them, and they may be brought together."""
    if sweep_at(max(one.at, other.at)) > min(one.until, other.until):
        return False
    return pair(one.member, other.member) not in blocked


def most_in_pairs(day: Sequence[Arrival], blocked: frozenset[Pair]) -> int:
    """How many a maximum matching of the day holds."""
    edges = [
        (row, column)
        for (row, one), (column, other) in combinations(enumerate(day), 2)
        if one.cells & other.cells and may_meet(one, other, blocked)
    ]
    return len(first_independent(len(day), edges, seed=0))


def most_in_groups(day: Sequence[Arrival], blocked: frozenset[Pair], only: int | None = None) -> Optimum:
    """How many can be matched; where sizes are named in `only`, how many of those who accept just these."""
    return Hindsight(day, blocked, only).solve()


@dataclass(slots=True)
class Hindsight:
    """The programme of a day: who is in the group that somebody's coming completes, in which cell and size."""

    day: Sequence[Arrival]
    blocked: frozenset[Pair]
    only: int | None
    programme: Programme = field(default_factory=Programme)

    def solve(self) -> Optimum:
        """The most that can be matched."""
        once = [self.programme.row(0, 1) for _ in self.day]
        for last, completing in enumerate(self.day):
            earlier = [row for row in range(last) if may_meet(self.day[row], completing, self.blocked)]
            for cell, size in _slots(completing):
                fitting = [row for row in earlier if (cell, size) in set(_slots(self.day[row]))]
                if len(fitting) >= size - 1:
                    self._add_group(once, last, fitting, size)
        return self.programme.solve(NODES)

    def _add_group(self, once: Sequence[int], last: int, fitting: Sequence[int], size: int) -> None:
        full = self.programme.row(0, 0)
        formed = self._place(last, once, full, 1 - size)
        placed = {row: self._place(row, once, full, 1) for row in fitting}
        for column in placed.values():
            self._at_most(formed, column)
        for one, other in combinations(fitting, 2):
            if pair(self.day[one].member, self.day[other].member) in self.blocked:
                self._at_most(formed, placed[one], placed[other])

    def _place(self, person: int, once: Sequence[int], full: int, factor: int) -> int:
        worth = self.only is None or self.day[person].sizes == self.only
        column = self.programme.column(float(worth))
        self.programme.enter(once[person], column, 1)
        self.programme.enter(full, column, factor)
        return column

    def _at_most(self, formed: int, *columns: int) -> None:
        """Of these people one at most, and only if the group is formed."""
        row = self.programme.row(-1, 0)
        self.programme.enter(row, formed, -1)
        for column in columns:
            self.programme.enter(row, column, 1)


def _slots(one: Arrival) -> Iterator[tuple[int, int]]:
    """The cells and sizes that somebody accepts."""
    return ((cell, size) for cell in range(CELLS) for size in SIZES if one.cells >> cell & 1 and one.sizes >> size & 1)
