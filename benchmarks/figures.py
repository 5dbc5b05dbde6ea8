"""A figure, its goal, and how they stand to each other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` in `unit`; met when it is at most (or, for `least`, at least) the goal. Without a goal it only tells."""

    name: str
    value: float
    unit: str = ""
    goal: float | None = None
    least: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the goal was met; None without one."""
        if self.goal is None:
            return None
        return self.value >= self.goal if self.least else self.value <= self.goal

    def row(self) -> tuple[str, str, str, str]:
        """The figure as cells: name, value, goal, verdict."""
        sign = "≥" if self.least else "≤"
        goal = "–" if self.goal is None else f"{sign} {_number(self.goal)} {self.unit}".rstrip()
        verdict = {None: "", True: "met", False: "MISSED"}[self.met]
        return self.name, f"{_number(self.value)} {self.unit}".rstrip(), goal, verdict


def _number(value: float) -> str:
    """Three digits; whole and large numbers in full."""
    return f"{value:,.0f}" if value == round(value) or abs(value) >= 1_000 else f"{value:,.3g}"


Benchmark = Callable[[], Iterable[Figure]]


def table(title: str, figures: Iterable[Figure]) -> str:
    """The figures as a Markdown table, missed ones first."""
    rows = [figure.row() for figure in sorted(figures, key=lambda figure: figure.met is not False)]
    lines = ["| figure | measured | goal | |", "| --- | ---: | ---: | --- |"]
    return "\n".join([f"## {title}", "", *lines, *(f"| {' | '.join(row)} |" for row in rows), ""])
