"""The long fault run: `python -m tests.faults`. Prints a table, and ends with 1 where anything in it must not be."""

import argparse
import asyncio
import os
import secrets
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random
from time import monotonic

from storage import schema
from tests.faults.books import Account, books
from tests.faults.rig import REAL, rig
from tests.faults.soak import Aims, Day
from tests.faults.storm import Storm
from tests.mariadb import MariaDBMissing, MariaDBServer, running_mariadb


def main() -> None:
    """Reads the options, each of which has a variable too; runs; prints."""
    options = _options()
    print(f"seed {options.seed}: at least {options.minutes:g} minutes", flush=True)
    try:
        with running_mariadb(durable=True) as server, tempfile.TemporaryDirectory() as folder:
            accounts = asyncio.run(_run(options, server, Path(folder)))
    except MariaDBMissing as missing:
        sys.exit(str(missing))
    faults = [
        f"{run}: {name}: {line}"
        for run, account in accounts.items()
        for name, lines in account.faults.items()
        for line in lines
    ]
    sys.exit("\n".join(["", *faults]) if faults else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    for name, kind, usual, what in (
        ("minutes", float, "10", "how long everything fails, at least"),
        ("messages", int, "5000", "how many messages there must be, at least"),
        ("kills", int, "300", "how many processes are killed, at least"),
        ("storm-seconds", float, "60", "how long people click at Slack's real rates"),
        ("seed", int, str(secrets.randbelow(10**6)), "what chance is made of"),
    ):
        variable = f"SOAK_{name.upper().replace('-', '_')}"
        parser.add_argument(
            f"--{name}", type=kind, default=kind(os.environ.get(variable, usual)), help=f"{what} ({variable})"
        )
    return parser.parse_args()


async def _run(options: argparse.Namespace, server: MariaDBServer, folder: Path) -> dict[str, Account]:
    aims = Aims(options.minutes * 60, options.messages, options.kills)
    async with rig(folder, _database(server), rate_scale=100, PARTNER_REQUEST_SECONDS=3) as built, books(built) as kept:
        day = Day(built, kept, server, Random(options.seed), aims)
        began = monotonic()
        long_day = await day.run()
        _print_strain(f"everything fails, {monotonic() - began:.0f} s, {len(built.posted)} messages", day.strain)
    _print_table("everything fails", long_day)
    async with rig(folder, _database(server), rate_scale=1, settings=REAL) as built, books(built) as kept:
        storm = Storm(built, kept, Random(options.seed), options.storm_seconds)
        began = monotonic()
        at_real_rates = await storm.run()
        _print_strain(f"429 at Slack's real rates, {monotonic() - began:.0f} s", storm.strain)
    _print_table("429 at real rates", at_real_rates)
    return {"everything fails": long_day, "429 at real rates": at_real_rates}


def _database(server: MariaDBServer) -> str:
    url = server.create_database()
    schema.migrate(url)
    return url


def _print_strain(what: str, strain: Counter[str]) -> None:
    print(f"{what}: {', '.join(f'{count} {name}' for name, count in sorted(strain.items()))}", flush=True)


def _print_table(run: str, account: Account) -> None:
    """As soon as it is known: what comes after it may take long, or fail by itself."""
    names = [*account.counts, "longest delay"]
    cells = [*map(str, account.counts.values()), f"{account.longest_delay.total_seconds():.1f} s"]
    print(" | ".join(["run".ljust(18), *(name.rjust(13) for name in names)]))
    print(" | ".join([run.ljust(18), *(cell.rjust(13) for cell in cells)]), flush=True)


if __name__ == "__main__":
    main()
