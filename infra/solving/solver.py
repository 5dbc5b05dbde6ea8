"""Asks the engine's process, which is begun when it is needed and ended when it is not; without it, solves plainly."""

import asyncio
import os
import pickle
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from time import perf_counter
from typing import Final

import structlog

from domain.matching.greedy import greedy
from domain.matching.pool import Pool
from domain.matching.solution import Solution
from domain.pool import Solved
from infra.metrics import Metrics
from infra.solving.child import LENGTH, packed

_log = structlog.get_logger(__name__)

COMMAND: Final = (sys.executable, "-m", "infra.solving.child")
ENGINE: Final = "engine"
"""The step that fell back where the whole process failed."""

_PASSED_ON: Final = ("PATH", "HOME", "LANG", "LC_", "LD_", "TMP", "PYTHON")
"""How the names begin of what an interpreter needs: the engine is told no token and no database."""

_ONE_CORE: Final = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

Begin = Callable[[], Awaitable[Process]]


async def begin(command: Sequence[str] = COMMAND) -> Process:
    """Begins the engine's process."""
    # In a session of its own: what stops the bot by its process group would kill it in the middle of a sweep.
    passed_on = {name: value for name, value in os.environ.items() if name.startswith(_PASSED_ON)}
    return await asyncio.create_subprocess_exec(
        *command, stdin=PIPE, stdout=PIPE, env={**passed_on, **_ONE_CORE}, start_new_session=True
    )


class ProcessSolver:
    """Solves pools, one at a time. Never fails: what the engine can't do is done greedily, counted and logged.

    The engine's own bounds are deterministic. `patience` is for a process that hangs: it is killed then. One that had
    nothing to do for `idle` is ended, so that its memory is not kept for nothing.
    """

    def __init__(self, metrics: Metrics, *, patience: timedelta, idle: timedelta, begin: Begin = begin) -> None:
        self._metrics = metrics
        self._patience = patience.total_seconds()
        self._idle = idle.total_seconds()
        self._begin = begin
        self._child: Process | None = None
        self._turn = asyncio.Lock()
        self._resting: asyncio.TimerHandle | None = None
        self._closing: asyncio.Task[None] | None = None

    async def solve(self, pool: Pool) -> Solved:
        """Groups the pool."""
        began = perf_counter()
        async with self._turn:
            solution = await self._solution(pool)
        seconds = perf_counter() - began
        self._metrics.solve_seconds.labels(solution.step).observe(seconds)
        for step in solution.fell_back:
            self._metrics.solver_fallbacks.labels(step).inc()
            _log.warning("solver_fell_back", step=step, waiting=len(pool), seed=pool.seed)
        return Solved(solution, round(seconds * 1000))

    async def close(self) -> None:
        """Ends the process, if there is one."""
        async with self._turn:
            await self._end()

    async def _solution(self, pool: Pool) -> Solution:
        self._rest_no_more()
        try:
            async with asyncio.timeout(self._patience):
                return await self._ask(pool)
        except Exception as error:  # noqa: BLE001 - whatever it was, people are matched
            _log.error("engine_failed", error=type(error).__name__, waiting=len(pool), seed=pool.seed)
            await self._end()
            solution = greedy(pool)
            return replace(solution, fell_back=(ENGINE, *solution.fell_back))
        finally:
            self._rest()

    async def _ask(self, pool: Pool) -> Solution:
        if self._child is None:
            self._child = await self._begin()
        came, goes = self._child.stdout, self._child.stdin
        if came is None or goes is None:
            raise EOFError
        goes.write(packed(pool))
        await goes.drain()
        (length,) = LENGTH.unpack(await came.readexactly(LENGTH.size))
        solution = pickle.loads(await came.readexactly(length))  # nosec B301 # noqa: S301 our own child wrote it
        if not isinstance(solution, Solution):
            raise TypeError(type(solution).__name__)
        return solution

    async def _end(self) -> None:
        self._rest_no_more()
        child, self._child = self._child, None
        if child is None:
            return
        if child.returncode is None:
            child.kill()
        await child.wait()

    def _rest(self) -> None:
        if self._child is not None:
            loop = asyncio.get_running_loop()
            self._resting = loop.call_later(self._idle, self._close_later)

    def _close_later(self) -> None:
        self._closing = asyncio.create_task(self.close())

    def _rest_no_more(self) -> None:
        if self._resting is not None:
            self._resting.cancel()
            self._resting = None
