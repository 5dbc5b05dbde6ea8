"""Thousands of requests that make little sense, or too much: none breaks anything, and what is refused changes nothing.

Each example is a town of its own and a handful of inputs, so that one meets what others left behind.
"""

import os
from collections import Counter
from collections.abc import Callable
from http import HTTPStatus
from typing import ClassVar, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from playground.blockkit import validate_message, validate_view
from tests.abuse.conftest import Copied
from tests.abuse.mangling import Knock, knocks
from tests.abuse.rules import BROKEN_RULES, broken
from tests.abuse.settling import Things
from tests.abuse.snapshot import Changes, looking_at, taken
from tests.abuse.town import Answer, Town

pytestmark = pytest.mark.whole

INPUTS: Final = {"quick": 300, "thorough": 10_000}[os.environ.get("HYPOTHESIS_PROFILE", "quick")]
TOGETHER: Final = 10
"""Inputs of one example."""

REFUSALS: Final = {"unknown_id", "unknown_kind", "unknown_event", "event_again", "garbled", "foreign_team"}
"""What is logged where nothing was asked for that we know."""


class TestTheFuzzer:
    """The count comes last, and what became of them all."""

    tried: ClassVar[Counter[str]] = Counter()

    @settings(max_examples=INPUTS // TOGETHER, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    async def test_nothing_breaks_it(self, copied: Copied, things: Things, data: st.DataObject) -> None:
        async with copied() as town:
            with looking_at(town.url) as connection:
                for _ in range(TOGETHER):
                    await self.try_one(town, connection, data.draw(knocks(things)))
            await town.told()

    async def try_one(self, town: Town, connection: Connection, knock: Knock) -> None:
        before = taken(connection)
        answer = await town.knock(knock.raw, knock.content_type, knock.headers)
        changes = Changes.between(before, taken(connection))
        self.tried[kind_of(answer, changes)] += 1

        assert answer.status < HTTPStatus.INTERNAL_SERVER_ERROR
        assert not answer.has_logged("surprise")
        assert_slack_takes(answer)
        assert not (answer.status >= 400 and changes)
        if answer.refused or any(line["event"] in REFUSALS for line in answer.logged):
            assert not changes.but_for_newcomers().but_for_answers()
        assert broken(connection) == []

    def test_as_many_inputs_were_tried_as_promised(self, record_property: Callable[[str, object], None]) -> None:
        record_property("inputs of the fuzzer", f"{self.tried.total()}, {dict(self.tried)}")
        assert self.tried.total() >= INPUTS
        assert min(self.tried[each] for each in ("done", "shown", "refused", "no request")) > 0


def kind_of(answer: Answer, changes: Changes) -> str:
    if answer.status != HTTPStatus.OK:
        return "no request"
    if answer.refused:
        return "refused"
    return "done" if changes.tables - {"inbox", "outbox"} else "shown"


def assert_slack_takes(answer: Answer) -> None:
    """Nothing, or what Slack can read and show."""
    if answer.status != HTTPStatus.OK or answer.json is None:
        return
    said = answer.json
    assert isinstance(said, dict)
    assert "view" not in said or validate_view(said["view"]) == []
    assert "blocks" not in said or validate_message(said["blocks"]) == []
    assert all(isinstance(each, str) and each for each in said.get("errors", {"": "-"}).values())


PLANTED = {
    "over capacity": "UPDATE recruitment SET capacity = 1",
    "an open one without its author": "UPDATE recruitment SET author_id = 7",
    "somebody of another workspace": "UPDATE member SET workspace_id = 2",
    "a comment under somebody's name": "UPDATE recruitment SET anonymous = 0",
    "a wait of somebody who is gone": "UPDATE member SET status = 'GONE'",
    "two waits for the same": "UPDATE application SET member_id = 1",
    "a group of one": "UPDATE match_member SET attendance = 'GONE' WHERE position > 0",
}


async def test_nothing_is_broken_at_first(town: Town) -> None:
    with looking_at(town.url) as connection:
        assert broken(connection) == []


@pytest.mark.parametrize("rule", BROKEN_RULES)
async def test_a_broken_rule_is_found(copied: Copied, rule: str) -> None:
    async with copied() as town:
        with looking_at(town.url) as connection:
            connection.exec_driver_sql(PLANTED[rule])
            connection.commit()
            assert rule in broken(connection)
