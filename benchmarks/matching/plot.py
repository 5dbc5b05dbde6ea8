"""The picture of simulated days: the first product, the engine and hindsight side by side."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.matching.comparison import ALL_SIZES, DAYS, OPTIMUM, PAIRS_ONLY, Case, Results
from benchmarks.matching.policies import BASELINE, ENGINE
from benchmarks.matching.tally import Tally

NAMES = {BASELINE: "first product", ENGINE: "engine", OPTIMUM: "optimum in hindsight"}
COLOURS = {BASELINE: "#9aa5b1", ENGINE: "#0072b2", OPTIMUM: "#e69f00"}
"""Grey, blue and orange, told apart by everybody and in grey print (Okabe and Ito 2008)."""

INK, FAINT, PAPER = "#1f2933", "#616e7c", "#ffffff"
KINDS = {
    PAIRS_ONLY: "Everybody wants a pair",
    ALL_SIZES: "Everybody has a wish of size: 2, 3, 4 or any (the first product serves those who accept 2)",
}
WIDTH = 0.84


class Measure(NamedTuple):
    """One column of the picture."""

    title: str
    value: Callable[[Tally], float]
    ways: Sequence[str]
    label: str
    top: float


MEASURES = (
    Measure("Matched, % of applicants", lambda tally: tally.matched_share, (BASELINE, ENGINE, OPTIMUM), "{:.1f}", 100),
    Measure("Mean wait of the matched, minutes", lambda tally: tally.mean_wait, (BASELINE, ENGINE), "{:.1f}", 8),
    Measure(
        "Repeats within 14 days, % of pairs",
        lambda tally: tally.repeat_share,
        (BASELINE, ENGINE),
        "{:.1f}",
        9,
    ),
)


def draw(results: Results, path: Path) -> None:
    """Writes the picture of the days on which nobody is choosy."""
    figure = Figure(figsize=(11, 6.6), dpi=160, facecolor=PAPER)
    grid = figure.subplots(len(KINDS), len(MEASURES), squeeze=False, width_ratios=[1.5, 1, 1])
    figure.subplots_adjust(left=0.035, right=0.985, top=0.83, bottom=0.085, hspace=0.62, wspace=0.12)
    for row, kind in zip(grid, KINDS, strict=True):
        cases = {volume: results[Case(volume, 0.0, kind)] for volume in DAYS}
        for axes, measure in zip(row, MEASURES, strict=True):
            _bars(axes, measure, cases)
        place = row[0].get_position()
        figure.text(place.x0, place.y1 + 0.058, KINDS[kind], fontsize=12, fontweight="bold", color=INK)
    figure.legend(
        *grid[0][0].get_legend_handles_labels(), loc="upper right", ncols=3, frameon=False, fontsize=11, labelcolor=INK
    )
    figure.text(0.035, 0.955, "A day of random matching", fontsize=15, fontweight="bold", color=INK)
    figure.text(0.5, 0.015, "applicants a day", ha="center", fontsize=10, color=FAINT)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Software": None})


def _bars(axes: Axes, measure: Measure, cases: Mapping[int, Mapping[str, Tally]]) -> None:
    width = WIDTH / len(measure.ways)
    for at, way in enumerate(measure.ways):
        places = [group + width * (at - (len(measure.ways) - 1) / 2) for group in range(len(cases))]
        heights = [measure.value(of_case[way]) for of_case in cases.values()]
        bars = axes.bar(places, heights, 0.92 * width, color=COLOURS[way], label=NAMES[way])
        axes.bar_label(bars, [measure.label.format(each) for each in heights], padding=2, fontsize=9.5, color=INK)
    axes.set_title(measure.title, loc="left", fontsize=10, color=FAINT, pad=8)
    axes.set_xticks(range(len(cases)), [str(volume) for volume in cases], fontsize=10, color=INK)
    axes.set_ylim(0, 1.08 * max(measure.top, axes.get_ylim()[1] / 1.05))
    axes.set_yticks([])
    axes.tick_params(length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color("#cbd2d9")
