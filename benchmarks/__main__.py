"""`python -m benchmarks [name …]`: runs the benchmarks and prints their figures beside the goals."""

import sys
from collections.abc import Mapping

from benchmarks import phrases, processes, storm
from benchmarks.figures import Benchmark, table
from benchmarks.load import lines, rush
from benchmarks.load import report as load
from benchmarks.matching import report as matching
from benchmarks.scale import report as scale

BENCHMARKS: Mapping[str, tuple[str, Benchmark]] = {
    "processes": ("Processes: start and rest", processes.figures),
    "load": ("A web process under load", load.figures),
    "phrases": ("Reading what people type", phrases.figures),
    "matching": ("Matching: the engine beside the first product", matching.figures),
    "lines": ("Where a join's CPU goes", lines.figures),
    "rush": ("Five hundred joins at one moment", rush.figures),
    "scale": ("A thousand to a million recruitments stored", scale.figures),
    "storm": ("A hundred joins at one moment", storm.figures),
}


def main(wanted: list[str]) -> int:
    """Runs those named, or all."""
    unknown = set(wanted) - set(BENCHMARKS)
    if unknown:
        print(f"no such benchmark: {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}")
        return 2
    for name in wanted or BENCHMARKS:
        title, figures = BENCHMARKS[name]
        print(table(title, figures()), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
