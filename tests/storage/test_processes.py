"""Several processes write to one database, and nothing is lost."""

import subprocess
import sys
from dataclasses import replace

import pytest

from domain.model.ids import RecruitmentId
from domain.model.recruitment import Recruitment
from tests.storage.conftest import Store
from tests.storage.people import LUNCH, cadets, lunch, posted, stored

pytestmark = pytest.mark.whole

PROCESSES = 4


def run_writers(store: Store, recruitment_id: RecruitmentId, firsts: list[int], count: int) -> None:
    program = [sys.executable, "-m", "tests.storage.writers", store.url, str(recruitment_id)]
    started = [subprocess.Popen([*program, str(first), str(count)]) for first in firsts]  # noqa: S603 our own program
    assert [process.wait() for process in started] == [0] * len(firsts)


async def new_recruitment(store: Store, people: int) -> tuple[Recruitment, list[int]]:
    found = await cadets(store.open(), people)
    recruitment = lunch(found, details=replace(LUNCH, capacity=20))
    await posted(store.unit_of_work(), recruitment)
    return recruitment, [int(number) for number in found.ids]


async def test_four_processes_that_count_up_lose_no_update(store: Store) -> None:
    recruitment, _ = await new_recruitment(store, 1)
    run_writers(store, recruitment.id, [0] * PROCESSES, 50)
    assert (await stored(store.unit_of_work(), recruitment.id)).version == recruitment.version + PROCESSES * 50


async def test_a_storm_of_joins_on_four_processes_fills_the_seats_and_then_the_waitlist(store: Store) -> None:
    recruitment, numbers = await new_recruitment(store, 1 + PROCESSES * 10)
    run_writers(store, recruitment.id, numbers[1::10], 10)
    after = await stored(store.unit_of_work(), recruitment.id)
    assert (len(after.participants), len(after.waitlist)) == (20, 21)
    assert len({seat.member for seat in (*after.participants, *after.waitlist)}) == len(numbers)
