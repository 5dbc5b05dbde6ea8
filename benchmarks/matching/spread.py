"""Work that no clock looks at, on all cores."""

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")


def spread(work: Callable[[Job], Result], jobs: Sequence[Job], chunk: int = 1) -> list[Result]:
    """What the work makes of each job, in their order. The work is a function of a module, as pickle wants it."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as processes:
        return list(processes.map(work, jobs, chunksize=chunk))
