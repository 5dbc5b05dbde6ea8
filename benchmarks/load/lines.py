"""Where a join's CPU goes, by lines of ours: sampled every millisecond, libraries counted to who calls them."""

import asyncio
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from benchmarks.figures import Figure
from benchmarks.hall import hall, prepared
from benchmarks.load.knocks import joins
from benchmarks.load.statements import recorded
from tests.mariadb import MariaDBMissing, running_mariadb

RECRUITMENTS = 60
SHOWN = 10
SAMPLE_SECONDS = 0.001

_ROOT = Path(__file__).parents[2]
_OURS = tuple(f"{_ROOT / package}/" for package in ("bot", "handlers", "domain", "storage", "infra"))


def figures() -> Iterator[Figure]:
    """The most expensive lines of a join on MariaDB, where its server is installed."""
    try:
        with running_mariadb() as server:
            samples = asyncio.run(_sampled(prepared(server.create_database())))
    except MariaDBMissing as missing:
        print(f"Lines were not measured: {missing}")
        return
    for line, count in samples.most_common(SHOWN):
        yield Figure(line, 100 * count / samples.total(), "%")


async def _sampled(url: str) -> Counter[str]:
    async with hall(url, RECRUITMENTS) as found:
        knocks = joins(found.guests)
        with _sampling() as samples:
            await recorded(found, knocks)
    return samples


@contextmanager
def _sampling() -> Iterator[Counter[str]]:
    """Counts, for every sample, the innermost line of ours."""
    samples: Counter[str] = Counter()

    def sample(_signal: int, frame: FrameType | None) -> None:
        samples[_line_of_ours(frame)] += 1

    before = signal.signal(signal.SIGPROF, sample)
    signal.setitimer(signal.ITIMER_PROF, SAMPLE_SECONDS, SAMPLE_SECONDS)
    try:
        yield samples
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _line_of_ours(frame: FrameType | None) -> str:
    while frame is not None:
        code = frame.f_code
        if code.co_filename.startswith(_OURS):
            return f"{Path(code.co_filename).relative_to(_ROOT)}:{frame.f_lineno} {code.co_name}"
        frame = frame.f_back
    return "Bolt, drivers and the loop by themselves"
