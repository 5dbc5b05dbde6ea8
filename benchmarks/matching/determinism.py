"""The same pools in two processes that hash differently: the same groups, to the last member."""

import os
import subprocess
import sys
from hashlib import sha256

from benchmarks.matching.pools import Recipe, pool
from domain.matching.engine import solve

COUNTS = (5, 16, 40, 100, 300, 1_000, 10_000)
SEEDS = (5, 7, 11)


def fingerprint() -> str:
    """SHA-256 over the sorted groups of these pools."""
    digest = sha256()
    for count in COUNTS:
        for seed in SEEDS:
            digest.update(repr(sorted(map(tuple, solve(pool(Recipe(count), seed)).groups))).encode())
    return digest.hexdigest()


def different() -> int:
    """How many fingerprints two processes make beyond one."""
    return len({_elsewhere(hash_seed) for hash_seed in ("1", "4242")}) - 1


def _elsewhere(hash_seed: str) -> str:
    command = [sys.executable, "-m", "benchmarks.matching.determinism"]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout  # noqa: S603 our own


if __name__ == "__main__":
    print(fingerprint())
