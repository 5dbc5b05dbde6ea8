"""The bulk of a big pool: people who share a slot (a cell and a size) are grouped as they come, all at once by numpy.

Where thousands wait there is a group for nearly everybody, so only a rest needs thought: what is over in each slot, and
some who accept most, kept aside to make that rest easy. The rest is a small pool, for the joint search.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.matching.people import Column, Flags, Past, People, scatter
from domain.matching.pool import SIZES

ASIDE = 48
"""How many who accept most are kept for the rest."""

LOOSE = 7
"""How many groups of each size are taken back into the rest where somebody is left."""

ROUNDS = 12
"""How often groups whose members should not meet swap members with others."""

_WISHED = (3, 2, 4)


Slots = NDArray[np.int16]


class Bulk(NamedTuple):
    """Groups by size: a line of rows each, with its cell; and the rows of the rest, rising."""

    teams: dict[int, Column]
    cells: dict[int, Slots]
    rest: Column


def form(people: People, seed: int) -> Bulk:
    """Groups for most of the people; in each slot those who go first are grouped first."""
    slot = _slots(people, seed)
    slot[_most_open(people)] = -1
    order = np.argsort(slot, kind="stable")
    order = order[np.searchsorted(slot[order], 0) :]
    group = _groups(slot[order])
    seats = _Seats(order[group >= 0], group[group >= 0], slot)
    _separate(people, seats)
    return _by_size(seats, len(people))


def _slots(people: People, seed: int) -> Slots:
    """For each the slot that suits best: the wished size, and the first acceptable cell in an order by the seed.

    In 16 bits, which numpy sorts in linear time; up to 4,000 cells fit.
    """
    top = int(people.cells.max()).bit_length()
    cell = np.full(len(people), -1, dtype=np.int16)
    for place in np.argsort(scatter(np.arange(top), seed), kind="stable"):
        cell[(cell < 0) & (people.cells >> place & 1 == 1)] = place
    size = np.full(len(people), -1, dtype=np.int16)
    for wished in _WISHED:
        size[(size < 0) & (people.sizes >> wished & 1 == 1)] = wished
    return np.where((cell < 0) | (size < 0), -1, cell * 8 + size).astype(np.int16)


def _most_open(people: People) -> Column:
    """The rows of those who accept most, of whom those who go last."""
    worth = _ones(people.cells) * _ones(people.sizes) * len(people) + np.arange(len(people))
    aside = min(ASIDE, len(people))
    chosen: Column = np.argpartition(worth, len(people) - aside)[len(people) - aside :]
    return chosen


def _ones(masks: Column) -> Column:
    """How many bits each mask has."""
    return np.bitwise_count(masks).astype(np.int64)


def _groups(slot: Slots) -> Column:
    """A number for the group of each, from slots in rising order; −1 for what is over in a slot."""
    start = np.flatnonzero(np.diff(slot, prepend=-1))
    count = np.diff(start, append=len(slot))
    size = slot[start].astype(np.int64) % 8
    within = np.arange(len(slot)) - np.repeat(start, count)
    whole = count // size
    first = np.cumsum(whole) - whole
    number = np.repeat(first, count) + within // np.repeat(size, count)
    return np.where(within < np.repeat(whole * size, count), number, -1)


class _Seats:
    """Rows in seats, slot by slot and group by group; who sits where can be changed, within a slot."""

    def __init__(self, rows: Column, group: Column, slot: Slots) -> None:
        self.rows = rows
        self.group = group
        self.slot = slot
        self._of_seat = slot[rows]
        self.seat = np.full(len(slot), -1)
        self.seat[rows] = np.arange(len(rows))

    def group_of(self, rows: Column) -> Column:
        """The groups of rows that have seats."""
        numbers: Column = self.group[self.seat[rows]]
        return numbers

    def others(self, rows: Column, turn: int) -> Column:
        """Somebody of each one's slot, another one every turn."""
        start = np.searchsorted(self._of_seat, self.slot[rows])
        count = np.searchsorted(self._of_seat, self.slot[rows], side="right") - start
        chosen: Column = self.rows[start + scatter(rows, turn) % count]
        return chosen

    def swap(self, rows: Column, others: Column) -> None:
        """Each of the rows takes the other's seat."""
        self.seat[rows], self.seat[others] = self.seat[others], self.seat[rows]
        self.rows[self.seat[rows]], self.rows[self.seat[others]] = rows, others


def _separate(people: People, seats: _Seats) -> None:
    """Swaps members who should not meet with others of their slot; groups that stay awkward go to the rest."""
    past, slot = people.past, seats.slot
    seated = (seats.seat[past.one] >= 0) & (seats.seat[past.other] >= 0)
    past = past.where(seated & (slot[past.one] == slot[past.other]))
    for turn in range(ROUNDS):
        meeting = _meeting(past, seats)
        if not meeting.any():
            return
        _exchange(past, seats, np.unique(past.other[meeting]), turn)
    awkward = np.isin(seats.group, seats.group_of(past.one[_meeting(past, seats)]))
    seats.rows, seats.group = seats.rows[~awkward], seats.group[~awkward]


def _meeting(past: Past, seats: _Seats) -> Flags:
    """Which pairs of the past are together again."""
    again: Flags = seats.group_of(past.one) == seats.group_of(past.other)
    return again


def _exchange(past: Past, seats: _Seats, rows: Column, turn: int) -> None:
    """Swaps each of the rows with somebody of its slot, no group twice, and back again where that is no better."""
    others = seats.others(rows, turn)
    apart = _first_of_each(seats.group_of(rows), seats.group_of(others))
    rows, others = rows[apart], others[apart]
    seats.swap(rows, others)
    awkward = seats.group_of(past.one[_meeting(past, seats)])
    back = np.isin(seats.group_of(rows), awkward) | np.isin(seats.group_of(others), awkward)
    seats.swap(rows[back], others[back])


def _first_of_each(one: Column, other: Column) -> Column:
    """Which swaps to make so that each group takes part in one at most."""
    taken: set[int] = set()
    chosen = []
    for at, pair in enumerate(zip(one.tolist(), other.tolist(), strict=True)):
        if pair[0] != pair[1] and taken.isdisjoint(pair):
            taken.update(pair)
            chosen.append(at)
    return np.array(chosen, dtype=np.int64)


def _by_size(seats: _Seats, people: int) -> Bulk:
    slot = seats.slot[seats.rows].astype(np.int64)
    teams, cells = {}, {}
    for size in SIZES:
        teams[size] = seats.rows[slot % 8 == size].reshape(-1, size)
        cells[size] = seats.slot[teams[size][:, 0]] // 8
    over = np.ones(people, dtype=np.bool_)
    over[seats.rows] = False
    return Bulk(teams, cells, np.flatnonzero(over))


def loosened(people: People, bulk: Bulk, left: Column) -> tuple[Bulk, list[Column]]:
    """The bulk without some groups near those who are left, whose members accept most; and these groups' rows."""
    cells = np.bitwise_or.reduce(people.cells[left])
    openness = _ones(people.cells) * _ones(people.sizes) * (people.cells & cells != 0)
    teams, places, loose = {}, {}, []
    for size, rows in bulk.teams.items():
        order = np.argsort(openness[rows].mean(axis=1), kind="stable")
        taken, kept = order[::-1][:LOOSE], np.sort(order[::-1][LOOSE:])
        loose += list(rows[taken])
        teams[size], places[size] = rows[kept], bulk.cells[size][kept]
    return Bulk(teams, places, np.sort(np.concatenate((bulk.rest, *loose)))), loose


def groups_of(people: People, bulk: Bulk) -> Iterator[tuple[tuple[int, ...], int]]:
    """The members' numbers, the longest wait first, and the cell of each group."""
    for size, teams in bulk.teams.items():
        wait = np.argsort(people.applied_at[teams], axis=1, kind="stable")
        numbers = people.number[np.take_along_axis(teams, wait, axis=1)]
        members = zip(*(numbers[:, at].tolist() for at in range(size)), strict=True)
        yield from zip(members, bulk.cells[size].tolist(), strict=True)
