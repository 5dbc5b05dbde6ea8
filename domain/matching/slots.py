"""How many groups of which size meet in which cell, as a programme that HiGHS solves.

A slot is a cell and a size. Once it is known how many groups each slot holds, giving people their slots is a
transportation problem, whose vertices are whole; so only the slots' counts, 27 at most, need to be integers, however
many wait: 0.04 s for 30 people, 0.15 s for 100, in the mean. Nothing is known here of who must be kept apart:
`domain.matching.forming` sees to that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

import highspy
import numpy as np
from highspy._core import _Highs

from domain.matching.crowd import Crowd, bits
from domain.matching.exact import wish
from domain.matching.pool import SIZES

NODES = 20
"""How many nodes the search for integers may take. Counted, not timed, so that it repeats."""

_PERSON = 1000
_CLOSE = 30
"""How near to the best in wishes is near enough: proving more takes ten times as long."""


class SlotsFailedError(Exception):
    """The solver gave no solution."""


class Slot(NamedTuple):
    """Where and in what number people meet."""

    cell: int
    size: int


Filled = dict[Slot, list[int]]
"""Who goes to which slot, a multiple of its size, by rising index."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """People who are the same to the programme: where they may go, and what each place gains."""

    members: list[int]
    slots: list[Slot]
    gains: list[int]


def assign(crowd: Crowd) -> Filled:
    """As many people as possible in slots, near the best for the wishes of size.

    Where somebody is left, nobody could be swapped for them who goes after them.
    """
    filled = _solve(_kinds(crowd, [0] * len(crowd)))
    count = sum(len(each) for each in filled.values())
    if count == len(crowd):
        return filled
    try:
        fair = _solve(_kinds(crowd, _turns(crowd)), count)
    except SlotsFailedError:
        return filled  # as many, though perhaps not who goes first: what follows sees to most of that
    return fair if sum(len(each) for each in fair.values()) == count else filled


def _turns(crowd: Crowd) -> list[int]:
    """What taking somebody gains for who goes first: more than all wishes of size for each place in the order."""
    places = {rank: at for at, rank in enumerate(sorted(set(crowd.rank), reverse=True))}
    return [places[rank] * 2 * (len(crowd) + _CLOSE) for rank in crowd.rank]


def _kinds(crowd: Crowd, turns: Sequence[int]) -> list[_Kind]:
    kinds: dict[tuple[int, int, int], _Kind] = {}
    for each, key in enumerate(zip(crowd.cells, crowd.sizes, turns, strict=True)):
        if key not in kinds:
            cells, sizes, turn = key
            slots = [Slot(cell, size) for cell in bits(cells) for size in SIZES if sizes >> size & 1]
            kinds[key] = _Kind([], slots, [turn + min(wish(sizes, slot.size), 2) for slot in slots])
        kinds[key].members.append(each)
    return list(kinds.values())


def _solve(kinds: Sequence[_Kind], people: int | None = None) -> Filled:
    highs = _Highs()  # the public class writes a banner to the standard output as soon as it is made
    for option, value in _OPTIONS.items():
        highs.setOptionValue(option, value)
    highs.passModel(_model(kinds, people))
    highs.run()
    if highs.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        raise SlotsFailedError(highs.modelStatusToString(highs.getModelStatus()))
    return _filled(kinds, np.rint(highs.getSolution().col_value).astype(np.int64).tolist())


_OPTIONS: Mapping[str, bool | int | float] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_max_nodes": NODES,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": float(_CLOSE),
    "mip_allow_restart": False,
    "mip_detect_symmetry": False,
    "mip_heuristic_run_rens": False,  # halves the longest times and finds as much
}


def _model(kinds: Sequence[_Kind], people: int | None) -> highspy.HighsLp:
    """Columns: how many of a kind go to a slot, kind by kind, and then how many groups each slot holds.

    Rows: nobody twice; a slot's people are its groups' seats; how many people in all, where that is known.
    """
    slots = sorted({slot for kind in kinds for slot in kind.slots})
    place = {slot: len(kinds) + at for at, slot in enumerate(slots)}
    moves = [(at, place[slot], gain) for at, kind in enumerate(kinds) for slot, gain in _moves(kind)]
    sizes = [float(len(kind.members)) for kind in kinds]
    base, total = _PERSON if people is None else 0, len(kinds) + len(slots)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(moves) + len(slots), total + 1
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = np.array([base + gain for _, _, gain in moves] + [0] * len(slots), dtype=np.float64)
    lp.col_lower_ = np.zeros(lp.num_col_)
    lp.col_upper_ = np.array([sizes[at] for at, _, _ in moves] + [sum(sizes) // slot.size for slot in slots])
    lp.row_lower_ = np.array([-np.inf] * len(kinds) + [0.0] * len(slots) + [float(people or 0)])
    lp.row_upper_ = np.array(sizes + [0.0] * len(slots) + [float(people or sum(sizes))])
    entries = [[(at, 1), (row, 1), (total, 1)] for at, row, _ in moves]
    _fill(lp, entries + [[(place[slot], -slot.size)] for slot in slots])
    number, integer = highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger
    lp.integrality_ = [number] * len(moves) + [integer] * len(slots)
    return lp


def _moves(kind: _Kind) -> Sequence[tuple[Slot, int]]:
    return list(zip(kind.slots, kind.gains, strict=True))


def _fill(lp: highspy.HighsLp, entries: Sequence[Sequence[tuple[int, int]]]) -> None:
    """The matrix, column by column."""
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.cumsum([0, *map(len, entries)])
    lp.a_matrix_.index_ = np.array([row for column in entries for row, _ in column])
    lp.a_matrix_.value_ = np.array([value for column in entries for _, value in column], dtype=np.float64)


def _filled(kinds: Sequence[_Kind], values: Sequence[int]) -> Filled:
    """Who goes where: of a kind, those who go first are taken first."""
    filled: Filled = {}
    counts = iter(values)
    for kind in kinds:
        taken = iter(kind.members)
        for slot in kind.slots:
            filled.setdefault(slot, []).extend(islice(taken, next(counts)))
    if any(len(people) % slot.size for slot, people in filled.items()):
        raise SlotsFailedError("a slot's people don't make whole groups")
    return {slot: sorted(people) for slot, people in filled.items() if people}
