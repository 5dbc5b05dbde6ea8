"""All figures of matching, and the picture of the days."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.matching import comparison, determinism, optimality, school, sweeps
from benchmarks.matching.comparison import OPTIMUM, Results
from benchmarks.matching.plot import draw
from benchmarks.matching.policies import BASELINE, EAGER, ENGINE

PICTURE = Path("docs/matching/benchmarks.png")


def figures() -> Iterator[Figure]:
    """Optima, sweeps, days, and sameness. Draws the picture and prints a table of all days beside."""
    yield from sweeps.figures()
    yield from optimality.figures()
    days = comparison.results()
    yield from school.figures(days)
    yield Figure("fingerprints of two processes' groups that differ", determinism.different(), "", goal=0)
    draw(days, PICTURE)
    print(_table(days))


def _table(days: Results) -> str:
    """Every kind of day: matched, mean wait and repeats of each way."""
    ways = (BASELINE, EAGER, ENGINE)
    heads = ["day", *(f"matched, {way}" for way in (*ways, OPTIMUM))]
    heads += [f"{what}, {way}" for what in ("wait", "repeats") for way in ways]
    lines = [f"| {' | '.join(heads)} |", f"| --- |{' ---: |' * (len(heads) - 1)}"]
    for case, of_case in days.items():
        cells = [f"{case.volume}, {case.kind}, {100 * case.choosy:.0f} % choosy"]
        cells += [f"{of_case[way].matched_share:.1f} %" for way in (*ways, OPTIMUM)]
        cells += [f"{of_case[way].mean_wait:.1f} min" for way in ways]
        cells += [f"{of_case[way].repeat_share:.2f} %" for way in ways]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(["## Matching: simulated days", "", *lines, ""])
