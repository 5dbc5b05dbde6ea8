"""A hundred cadets press 참여하기 at one moment: a real bot on SQLite, a real playground with Slack's own rates."""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure
from infra.settings import Settings
from playground import Playground, SystemMachineClock
from playground.driver import SlackDriver
from playground.model import Person
from tests.e2e.house import BRISK, PATIENT, running
from tests.e2e.people import MEAL_CHANNEL, Json, Table

CLICKS = 100
CAPACITY = 20


def figures() -> Iterator[Figure]:
    """How long they waited, what Slack was asked, and who got a seat."""
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(_storm(Path(folder)))


async def _storm(folder: Path) -> list[Figure]:
    as_usual = {name: Settings.model_fields[name].default for name in BRISK | PATIENT}
    house_of_slack = running(folder, rate_scale=1, machine=SystemMachineClock(), **as_usual)
    async with house_of_slack as house, SlackDriver(house.playground.url) as slack:
        crowd = _invite(house.playground)
        table = Table(slack)
        card = await table.post(table.minjun, capacity=str(CAPACITY), options=[])
        before = len(await slack.inspector())
        began = time.perf_counter()
        waits = await asyncio.gather(*(_join(slack, one, card) for one in crowd))
        answered = time.perf_counter() - began
        final = await table.card_when(table.minjun, _is_settled)
        settled = time.perf_counter() - began
        calls = [entry["name"] for entry in await slack.inspector(before)]
        return [
            Figure("slowest of 100 clicks at one moment", max(waits), "s", goal=2.5),
            Figure("all answered", answered, "s"),
            Figure("chat.update until the message was right", calls.count("chat.update"), "", goal=10),
            Figure("the message was right after", settled, "s"),
            Figure("seats taken", _seats(final), "", goal=CAPACITY),
            Figure("limits of Slack's broken", len(await slack.violations()), "", goal=0),
        ]


def _invite(playground: Playground) -> list[str]:
    """A hundred more people in the meal channel."""
    workspace = playground.backend.workspace
    people = [Person(f"U0CROWD{number:03}", f"crowd{number:03}", f"Crowd {number}") for number in range(CLICKS)]
    workspace.people.update({person.id: person for person in people})
    workspace.channels[MEAL_CHANNEL].members.extend(person.id for person in people)
    return [person.id for person in people]


async def _join(slack: SlackDriver, person: str, card: Json) -> float:
    began = time.perf_counter()
    await slack.click(person, card["channel"], card["ts"], "recruitment_join")
    return time.perf_counter() - began


def _is_settled(card: Json) -> bool:
    return f"{CAPACITY}/{CAPACITY}" in card["text"] and str(CLICKS - CAPACITY + 1) in card["text"]


def _seats(card: Json) -> int:
    seats = next(word for word in card["text"].replace("명", " ").split() if word.endswith(f"/{CAPACITY}"))
    return int(seats.strip("*").split("/")[0])
