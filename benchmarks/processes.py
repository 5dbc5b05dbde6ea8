"""Start and idling of `partner42 run`, as an operator meets them: a real process, a real port, an empty folder."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from benchmarks.figures import Figure

STARTS = 3
IDLE_SECONDS = 30.0
SETTLING_SECONDS = 5.0
GIVE_UP_SECONDS = 60.0
POLL_SECONDS = 0.01


def figures() -> Iterator[Figure]:
    """Start to ready (the best of three: a warm disk cache), then memory and CPU of the last one at rest."""
    starts: list[float] = []
    for _ in range(STARTS - 1):
        with running() as (_, seconds):
            starts.append(seconds)
    with running() as (process, seconds):
        starts.append(seconds)
        yield Figure("start to ready, playground included", min(starts), "s", goal=2.5)
        yield from _idle(process)


@contextmanager
def running(extra: dict[str, str] | None = None) -> Iterator[tuple[psutil.Process, float]]:
    """`partner42 run` in an empty folder, and how many seconds it took until `/readyz` said so."""
    folder = Path(tempfile.mkdtemp(prefix="partner42-bench-"))
    port, playground = free_port(), free_port()
    environment = {**os.environ, "PORT": str(port), "PLAYGROUND_PORT": str(playground), **(extra or {})}
    began = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 our own program
        [str(Path(sys.executable).with_name("partner42")), "run"],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until_ready(f"http://127.0.0.1:{port}/readyz", process)
        yield psutil.Process(process.pid), time.perf_counter() - began
    finally:
        process.terminate()
        process.wait(timeout=30)
        shutil.rmtree(folder)


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_ready(url: str, process: subprocess.Popen[bytes]) -> None:
    """Returns once the address answers 200. Raises `RuntimeError` when the process ends before, or takes too long."""
    give_up = time.perf_counter() + GIVE_UP_SECONDS
    while time.perf_counter() < give_up:
        if process.poll() is not None:
            raise RuntimeError(f"the bot ended with exit code {process.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=1) as answer:  # noqa: S310 our own address
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        time.sleep(POLL_SECONDS)
    raise RuntimeError("the bot did not become ready")


def _idle(process: psutil.Process) -> Iterator[Figure]:
    time.sleep(SETTLING_SECONDS)
    before = process.cpu_times()
    began = time.perf_counter()
    time.sleep(IDLE_SECONDS)
    after = process.cpu_times()
    spent = (after.user + after.system) - (before.user + before.system)
    share = 100 * spent / (time.perf_counter() - began)
    yield Figure("idle CPU of web + worker + playground", share, "% of a core", goal=0.5)
    yield Figure("idle memory of web + worker + playground (RSS)", process.memory_info().rss / 1e6, "MB", goal=130)
