"""A small integer programme, put together column by column and solved by HiGHS."""

from dataclasses import dataclass, field
from math import floor
from typing import NamedTuple

import highspy
import numpy as np
from highspy._core import _Highs

LIKE_ZERO = 1e-6


class Optimum(NamedTuple):
    """The best value found, and the one proven not to be exceeded: the same where the search came to its end."""

    found: int
    bound: int


@dataclass(slots=True)
class Programme:
    """Whole numbers (columns) under constraints (rows), of the greatest worth."""

    worth: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    entries: list[list[tuple[int, float]]] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def row(self, low: float, high: float) -> int:
        """A new constraint: what is entered into it adds up to something between `low` and `high`."""
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1

    def column(self, worth: float, most: float = 1) -> int:
        """A new whole number between 0 and `most`."""
        self.worth.append(worth)
        self.most.append(most)
        self.entries.append([])
        return len(self.worth) - 1

    def enter(self, row: int, column: int, factor: float) -> None:
        """Lets a column count in a row, `factor` times."""
        self.entries[column].append((row, factor))

    def solve(self, nodes: int) -> Optimum:
        """The optimum, or after so many nodes of the search what is known of it."""
        if not self.worth:
            return Optimum(0, 0)
        highs = _Highs()  # the public class writes a banner to the standard output
        options = {"output_flag": False, "threads": 1, "random_seed": 0, "mip_max_nodes": nodes, "mip_rel_gap": 0.0}
        for option, value in options.items():
            highs.setOptionValue(option, value)
        highs.passModel(self._model())
        highs.run()
        info = highs.getInfo()
        return Optimum(round(info.objective_function_value), floor(info.mip_dual_bound + LIKE_ZERO))

    def _model(self) -> highspy.HighsLp:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.worth), len(self.low)
        model.sense_ = highspy.ObjSense.kMaximize
        model.col_cost_, model.col_lower_, model.col_upper_ = self.worth, np.zeros(len(self.worth)), self.most
        model.row_lower_, model.row_upper_ = self.low, self.high
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(self.worth)
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = np.cumsum([0, *map(len, self.entries)])
        model.a_matrix_.index_ = [row for column in self.entries for row, _ in column]
        model.a_matrix_.value_ = [factor for column in self.entries for _, factor in column]
        return model
