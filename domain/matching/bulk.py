"""The bulk of a big pool: people who share a slot (a cell and a size) are grouped as they come, all at once by numpy.

Where thousands wait there is a group for nearly everybody, so only a rest needs thought: what is over in each slot, and
some who accept most, kept aside to make that rest easy. The rest is a small pool, for the joint search.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from domain.matching.people import Column, Flags, Past, People, scatter
from domain.matching.pool import SIZES

ASIDE = 48
"""How many who accept most are kept for the rest."""

ROUNDS = 12
"""How often groups whose members should not meet swap members with others."""

_WISHED = (3, 2, 4)


class Bulk(NamedTuple):
    """Groups by size: a line of rows each, with its cell; and the rows of the rest, rising."""

    teams: dict[int, Column]
    cells: dict[int, Column]
    rest: Column


def form(people: People, seed: int) -> Bulk:
    """Groups for most of the people; in each slot those who go first are grouped first."""
    slot = _slots(people, seed)
    slot[_most_open(people)] = -1
    order = np.argsort(slot, kind="stable")
    order = order[np.searchsorted(slot[order], 0) :]
    group = _groups(slot[order])
    order, group = order[group >= 0], group[group >= 0]
    group_of = np.full(len(people), -1)
    group_of[order] = group
    _separate(people, slot, group_of)
    return _by_size(slot, group_of)


def _slots(people: People, seed: int) -> Column:
    """For each the slot that suits best: the wished size, and the first acceptable cell in an order by the seed."""
    top = int(people.cells.max()).bit_length()
    cell = np.full(len(people), -1)
    for place in np.argsort(scatter(np.arange(top), seed), kind="stable"):
        cell[(cell < 0) & (people.cells >> place & 1 == 1)] = place
    size = np.full(len(people), -1)
    for wished in _WISHED:
        size[(size < 0) & (people.sizes >> wished & 1 == 1)] = wished
    return np.where((cell < 0) | (size < 0), -1, cell * 8 + size)


def _most_open(people: People) -> Column:
    """The rows of those who accept most, of whom those who go last."""
    worth = _ones(people.cells) * _ones(people.sizes) * len(people) + np.arange(len(people))
    aside = min(ASIDE, len(people))
    chosen: Column = np.argpartition(worth, len(people) - aside)[len(people) - aside :]
    return chosen


def _ones(masks: Column) -> Column:
    """How many bits each mask has."""
    return np.bitwise_count(masks).astype(np.int64)


def _groups(slot: Column) -> Column:
    """A number for the group of each, from slots in rising order; −1 for what is over in a slot."""
    _, start, count = np.unique(slot, return_index=True, return_counts=True)
    size = slot[start] % 8
    within = np.arange(len(slot)) - np.repeat(start, count)
    whole = count // size
    first = np.concatenate(([0], np.cumsum(whole)[:-1]))
    number = np.repeat(first, count) + within // np.repeat(size, count)
    return np.where(within < np.repeat(whole * size, count), number, -1)


def _separate(people: People, slot: Column, group_of: Column) -> None:
    """Swaps members who should not meet with others of their slot; groups that are still awkward go to the rest."""
    past = people.past.where((slot[people.past.one] == slot[people.past.other]) & (slot[people.past.one] >= 0))
    if not len(past.one):
        return
    in_slot = _InSlot(slot, group_of)
    for turn in range(ROUNDS):
        meeting = _meeting(past, group_of)
        if not meeting.any():
            return
        _swap(past, group_of, in_slot, past.other[meeting], turn)
    awkward = np.unique(group_of[past.one[_meeting(past, group_of)]])
    group_of[np.isin(group_of, awkward)] = -1


def _meeting(past: Past, group_of: Column) -> Flags:
    """Which pairs of the past are together again."""
    again: Flags = (group_of[past.one] == group_of[past.other]) & (group_of[past.one] >= 0)
    return again


class _InSlot:
    """The rows that are grouped, slot by slot, to find somebody of the same slot."""

    def __init__(self, slot: Column, group_of: Column) -> None:
        rows = np.flatnonzero(group_of >= 0)
        self._rows = rows[np.argsort(slot[rows], kind="stable")]
        self._slot = slot
        self._sorted = slot[self._rows]

    def others(self, rows: Column, turn: int) -> Column:
        """Somebody of each one's slot, another one every turn."""
        start = np.searchsorted(self._sorted, self._slot[rows])
        count = np.searchsorted(self._sorted, self._slot[rows], side="right") - start
        chosen: Column = self._rows[start + scatter(rows, turn) % count]
        return chosen


def _swap(past: Past, group_of: Column, in_slot: _InSlot, rows: Column, turn: int) -> None:
    """Swaps each of the rows with somebody of its slot, no group twice, and back again where that is no better."""
    rows = np.unique(rows)
    others = in_slot.others(rows, turn)
    apart = _first_of_each(group_of[rows], group_of[others])
    rows, others = rows[apart], others[apart]
    group_of[rows], group_of[others] = group_of[others], group_of[rows]
    awkward = group_of[past.one[_meeting(past, group_of)]]
    back = np.isin(group_of[rows], awkward) | np.isin(group_of[others], awkward)
    rows, others = rows[back], others[back]
    group_of[rows], group_of[others] = group_of[others], group_of[rows]


def _first_of_each(one: Column, other: Column) -> Column:
    """Which swaps to make so that each group takes part in one at most."""
    taken: set[int] = set()
    chosen = []
    for at, pair in enumerate(zip(one.tolist(), other.tolist(), strict=True)):
        if pair[0] != pair[1] and taken.isdisjoint(pair):
            taken.update(pair)
            chosen.append(at)
    return np.array(chosen, dtype=np.int64)


def _by_size(slot: Column, group_of: Column) -> Bulk:
    rows = np.flatnonzero(group_of >= 0)
    rows = rows[np.argsort(group_of[rows], kind="stable")]
    size = slot[rows] % 8
    teams, cells = {}, {}
    for each in SIZES:
        teams[each] = rows[size == each].reshape(-1, each)
        cells[each] = slot[teams[each][:, 0]] // 8
    return Bulk(teams, cells, np.flatnonzero(group_of < 0))


def groups_of(people: People, bulk: Bulk) -> Iterator[tuple[tuple[int, ...], int]]:
    """The members' numbers, the longest wait first, and the cell of each group."""
    for size, teams in bulk.teams.items():
        wait = np.argsort(people.applied_at[teams], axis=1, kind="stable")
        numbers = people.number[np.take_along_axis(teams, wait, axis=1)]
        members = zip(*(numbers[:, at].tolist() for at in range(size)), strict=True)
        yield from zip(members, bulk.cells[size].tolist(), strict=True)
