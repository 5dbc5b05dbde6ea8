"""The engine in a process of its own: it solves, and whatever becomes of it, people are matched."""

import asyncio
import sys
from asyncio.subprocess import Process
from collections.abc import Sequence
from datetime import timedelta

import pytest

from domain.matching.greedy import greedy
from domain.matching.pool import Applicant, Pool, size_mask
from infra.metrics import Metrics
from infra.solving.solver import COMMAND, ProcessSolver, begin

HALF_AN_HOUR = 30 * 60_000
NEVER = timedelta(days=1)
SOON = timedelta(milliseconds=50)

pytestmark = pytest.mark.whole


def pool(people: int = 5, seed: int = 7) -> Pool:
    """As many people as asked for, each of whom would meet any other, in twos."""
    applicants = (Applicant(number, 1, size_mask({2}), number, HALF_AN_HOUR) for number in range(people))
    return Pool.of(applicants, now=1000, next_sweep=6000, seed=seed)


class Children:
    """Remembers the processes that were begun. `commands` are what they run, the last one for all that follow."""

    def __init__(self, *commands: Sequence[str]) -> None:
        self.commands = list(commands) or [COMMAND]
        self.begun: list[Process] = []

    async def __call__(self) -> Process:
        command = self.commands.pop(0) if len(self.commands) > 1 else self.commands[0]
        self.begun.append(await begin(command))
        return self.begun[-1]


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


def solver(
    metrics: Metrics, children: Children, *, patience: timedelta = NEVER, idle: timedelta = NEVER
) -> ProcessSolver:
    return ProcessSolver(metrics, patience=patience, idle=idle, begin=children)


def fallbacks(metrics: Metrics) -> float | None:
    return metrics.registry.get_sample_value("partner42_solver_fallbacks_total", {"step": "engine"})


async def test_it_solves_in_one_process_that_is_kept(metrics: Metrics) -> None:
    children = Children()
    asked = solver(metrics, children)
    first, second = await asked.solve(pool()), await asked.solve(pool(4))
    assert (first.solution.matched, second.solution.matched) == (4, 4)
    assert first.solution.fell_back == ()
    assert len(children.begun) == 1
    await asked.close()
    assert children.begun[0].returncode is not None


async def test_it_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "PARTNER_DATABASE_URL"):
        monkeypatch.setenv(name, "secret")
    process = await begin((sys.executable, "-c", "import os; print(*os.environ)"))
    told, _ = await process.communicate()
    assert b"PATH" in told.split()
    assert not [name for name in told.split() if name.startswith((b"SLACK", b"PARTNER"))]


async def test_several_who_ask_at_once_have_their_turns(metrics: Metrics) -> None:
    asked = solver(metrics, Children())
    answers = await asyncio.gather(*(asked.solve(pool(people)) for people in range(2, 8)))
    assert [answer.solution.matched for answer in answers] == [2, 2, 4, 4, 6, 6]
    await asked.close()


async def test_one_that_dies_is_replaced_by_a_plainer_step_and_then_by_another_process(metrics: Metrics) -> None:
    children = Children((sys.executable, "-c", "raise SystemExit(1)"), COMMAND)
    asked = solver(metrics, children)
    plain = (await asked.solve(pool())).solution
    assert (plain.groups, plain.fell_back) == (greedy(pool()).groups, ("engine",))
    assert fallbacks(metrics) == 1
    assert (await asked.solve(pool())).solution.fell_back == ()
    assert len(children.begun) == 2
    await asked.close()


async def test_one_that_is_killed_while_it_rests_is_too(metrics: Metrics) -> None:
    children = Children()
    asked = solver(metrics, children)
    await asked.solve(pool())
    children.begun[0].kill()
    await children.begun[0].wait()
    assert (await asked.solve(pool())).solution.matched == 4
    await asked.close()


async def test_one_that_hangs_is_ended(metrics: Metrics) -> None:
    children = Children((sys.executable, "-c", "import sys; sys.stdin.buffer.read()"))
    asked = solver(metrics, children, patience=SOON)
    assert (await asked.solve(pool())).solution.fell_back == ("engine",)
    assert children.begun[0].returncode is not None


async def test_one_that_talks_nonsense_is_ended(metrics: Metrics) -> None:
    nonsense = (
        "import sys; sys.stdout.buffer.write(bytes(7) + bytes([3]) + b'abc'); sys.stdout.flush(); sys.stdin.read()"
    )
    asked = solver(metrics, Children((sys.executable, "-c", nonsense)))
    assert (await asked.solve(pool())).solution.fell_back == ("engine",)


async def test_one_of_another_version_is_ended(metrics: Metrics) -> None:
    stranger = (
        "import pickle, struct, sys; said = pickle.dumps('a solution of tomorrow'); out = sys.stdout.buffer;"
        "out.write(struct.pack('>Q', len(said)) + said); out.flush(); input()"
    )
    children = Children((sys.executable, "-c", stranger), COMMAND)
    asked = solver(metrics, children)
    assert (await asked.solve(pool())).solution.fell_back == ("engine",)
    assert (await asked.solve(pool())).solution.fell_back == ()
    await asked.close()


async def test_where_none_can_be_begun_people_are_matched_all_the_same(metrics: Metrics) -> None:
    asked = solver(metrics, Children(("/nonexistent",)))
    assert (await asked.solve(pool())).solution.matched == 4
    assert fallbacks(metrics) == 1


async def test_one_with_nothing_to_do_is_ended(metrics: Metrics) -> None:
    children = Children()
    asked = solver(metrics, children, idle=timedelta(0))
    await asked.solve(pool())
    async with asyncio.timeout(10):
        await children.begun[0].wait()
    assert (await asked.solve(pool())).solution.matched == 4
    assert len(children.begun) == 2
    await asked.close()
