"""A message that Slack holds up says of when it is, and says so no more when Slack has time again."""

from pathlib import Path

import pytest

from playground.driver import SlackDriver
from tests.e2e.house import running
from tests.e2e.people import Table

pytestmark = pytest.mark.whole

LATE = "기준이에요. 지금은 조금 늦게"


async def test_a_change_that_slack_held_up_says_of_when_it_is_until_it_is_made_again(tmp_path: Path) -> None:
    house_of_slack = running(tmp_path, partner_late_seconds=0.5)
    async with house_of_slack as house, SlackDriver(house.playground.url) as slack:
        table = Table(slack)
        card = await table.post(table.minjun, capacity="4")
        before = len(await slack.inspector())
        await slack.faults({"method": "chat.update", "kind": "rate_limited", "seconds": 1})
        await table.joins(table.seoyeon, card)

        async def changed_twice() -> bool:
            return len(await changes(slack, before)) == 2

        await table.eventually(changed_twice)
        late, in_time = await changes(slack, before)
        shown = await table.card_when(table.minjun, lambda one: "2/4" in one["text"])

    assert LATE in late
    assert "2/4" in late
    assert LATE not in in_time
    assert LATE not in str(shown["blocks"])


async def changes(slack: SlackDriver, after: int) -> list[str]:
    """What the messages were changed to."""
    entries = await slack.inspector(after)
    return [str(entry["request"]) for entry in entries if entry["name"] == "chat.update" and entry["response"]["ok"]]
