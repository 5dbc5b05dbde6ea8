"""How many groups of which size meet in which cell: a mixed-integer programme, by HiGHS.

A slot is a cell and a size. Once it is known how many groups each slot holds, giving people their slots is a
transportation problem, whose vertices are whole; so only the slots' counts, 27 at most, need to be integers, however
many wait. Nothing is known here of who must be kept apart: `domain.matching.forming` sees to that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import highspy
import numpy as np
from highspy._core import _Highs
from numpy.typing import NDArray

from domain.matching.crowd import Crowd, bits
from domain.matching.exact import wish
from domain.matching.pool import SIZES

NODES = 60
"""How many nodes the search may take: at most 0.3 s for 100 people. Counted, not timed, so that it repeats."""

_PERSON = 1000
_CLOSE = 8


class SlotsFailedError(Exception):
    """The solver gave no solution."""


class Slot(NamedTuple):
    """Where and in what number people meet."""

    cell: int
    size: int


@dataclass(frozen=True, slots=True)
class _Kind:
    """People who are the same to the programme."""

    members: list[int]
    slots: list[Slot]
    gains: list[int]


def assign(crowd: Crowd) -> dict[Slot, list[int]]:
    """As many people as possible in slots, a multiple of its size in each; near the best for the wishes of size.

    Where somebody is left, nobody could be swapped for them who goes after them.
    """
    filled = _solve(_kinds(crowd, [0] * len(crowd)), close=_CLOSE)
    count = sum(len(each) for each in filled.values())
    if count == len(crowd):
        return filled
    fair = _solve(_kinds(crowd, _turns(crowd)), close=_CLOSE, most=count)
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


def _solve(kinds: Sequence[_Kind], *, close: int, most: int | None = None) -> dict[Slot, list[int]]:
    slots = sorted({slot for kind in kinds for slot in kind.slots})
    highs = _Highs()  # the public class writes a banner to the standard output as soon as it is made
    for option, value in _options(close).items():
        highs.setOptionValue(option, value)
    highs.passModel(_model(kinds, slots, most))
    highs.run()
    if highs.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        raise SlotsFailedError(highs.modelStatusToString(highs.getModelStatus()))
    values = np.rint(highs.getSolution().col_value).astype(np.int64)
    return _filled(kinds, values)


def _options(close: int) -> Mapping[str, bool | int | float]:
    return {
        "output_flag": False,
        "threads": 1,
        "random_seed": 0,
        "mip_max_nodes": NODES,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": float(close),
    }


def _model(kinds: Sequence[_Kind], slots: Sequence[Slot], most: int | None) -> highspy.HighsLp:
    """Columns: how many of a kind go to a slot, kind by kind, and then how many groups each slot holds.

    Rows: nobody twice; a slot's people are its groups' seats; how many people in all, where that is known.
    """
    place = {slot: len(kinds) + at for at, slot in enumerate(slots)}
    moves = [(at, kind, place[slot], gain) for at, kind in enumerate(kinds) for slot, gain in _moves(kind)]
    people = sum(len(kind.members) for kind in kinds)
    total = len(kinds) + len(slots)
    base = 0 if most is not None else _PERSON * max(1, people // 100)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(moves) + len(slots), total + 1
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = np.array([base + gain for _, _, _, gain in moves] + [0] * len(slots), dtype=np.float64)
    lp.col_lower_ = np.zeros(lp.num_col_)
    lp.col_upper_ = np.array([len(kind.members) for _, kind, _, _ in moves] + [people // slot.size for slot in slots])
    lp.row_lower_ = np.array([-np.inf] * len(kinds) + [0.0] * len(slots) + [most or 0.0])
    lp.row_upper_ = np.array([len(kind.members) for kind in kinds] + [0.0] * len(slots) + [most or people])
    entries = [[(at, 1), (row, 1), (total, 1)] for at, _, row, _ in moves]
    entries += [[(place[slot], -slot.size)] for slot in slots]
    _fill(lp, entries)
    whole, any_number = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    lp.integrality_ = [any_number] * len(moves) + [whole] * len(slots)
    return lp


def _moves(kind: _Kind) -> Sequence[tuple[Slot, int]]:
    return list(zip(kind.slots, kind.gains, strict=True))


def _fill(lp: highspy.HighsLp, entries: Sequence[Sequence[tuple[int, int]]]) -> None:
    """The matrix, column by column."""
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.cumsum([0, *map(len, entries)])
    lp.a_matrix_.index_ = np.array([row for column in entries for row, _ in column])
    lp.a_matrix_.value_ = np.array([value for column in entries for _, value in column], dtype=np.float64)


def _filled(kinds: Sequence[_Kind], values: NDArray[np.int64]) -> dict[Slot, list[int]]:
    """Who goes where: of a kind, those who go first are taken first."""
    filled: dict[Slot, list[int]] = {}
    counts = iter(values.tolist())
    for kind in kinds:
        taken = iter(kind.members)
        for slot in kind.slots:
            filled.setdefault(slot, []).extend(who for _, who in zip(range(next(counts)), taken, strict=False))
    if any(len(people) % slot.size for slot, people in filled.items()):
        raise SlotsFailedError("a slot's people don't make whole groups")
    return {slot: sorted(people) for slot, people in filled.items() if people}
