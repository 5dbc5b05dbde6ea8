"""Reading what people type: a usual line, and the most hostile ones that Slack would let through."""

from collections.abc import Iterator
from time import process_time

from benchmarks.figures import Figure
from handlers.phrases import read_command
from tests.handlers.phrases.asking import NOW, SEOUL
from tests.handlers.phrases.hostile import SCRAPS, hostile

USUAL = "밥 개포 12:30 치킨 4명 배달"
ROUNDS = 200


def figures() -> Iterator[Figure]:
    """CPU of one reading."""
    _seconds(USUAL)
    usual = [_seconds(USUAL) for _ in range(ROUNDS)]
    yield Figure("a usual line", 1e3 * sorted(usual)[ROUNDS // 2], "ms", goal=5)
    yield Figure(
        "3,000 hostile characters, the slowest kind", 1e3 * max(_hostile(each) for each in SCRAPS), "ms", goal=250
    )


def _hostile(scrap: str) -> float:
    return min(_seconds(hostile(scrap)) for _ in range(3))


def _seconds(text: str) -> float:
    began = process_time()
    read_command(text, NOW, SEOUL)
    return process_time() - began
