"""What the doctor finds, and what to do about it."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.doctor import examine
from bot.examinations import of_slacks_clock
from domain.outbox import Delivery, DeliveryKind
from domain.queue import GivenUp
from infra.settings import Settings, load_settings
from infra.slack.gateway import Identity
from playground import Playground, PlaygroundOptions
from playground.driver import SlackDriver
from storage.condition import condition_of
from storage.database import Database
from storage.queue import SqlDeliveryQueue
from storage.schema import migrate
from storage.unit_of_work import SqlUnitOfWork
from tests.bot.conftest import Configure
from tests.mariadb import MariaDBServer
from tests.storage.people import cadets
from tests.storage.versions import NEXT, expand, name_revision


async def findings_of(settings: Settings) -> tuple[bool, str]:
    said: list[str] = []
    healthy = await examine(settings, said.append)
    return healthy, "\n".join(said)


async def test_all_is_well(configure: Configure) -> None:
    healthy, said = await findings_of(configure(partner_meal_channel="C0MEAL"))

    assert healthy
    assert "✗" not in said
    assert "#밥트너" in said


async def test_without_a_token_the_playground_is_all_there_is() -> None:
    healthy, said = await findings_of(load_settings(_env_file=None))

    assert healthy
    assert "playground" in said


async def test_a_wrong_token_and_where_the_right_one_is(configure: Configure) -> None:
    healthy, said = await findings_of(configure(slack_bot_token="xoxb-" + "wrong"))

    assert not healthy
    assert "invalid_auth" in said
    assert "OAuth & Permissions" in said


async def test_no_way_to_slack(configure: Configure) -> None:
    healthy, said = await findings_of(configure(slack_api_url="http://127.0.0.1:9/api/"))

    assert not healthy
    assert "SLACK_API_URL" in said


async def test_an_old_schema_and_how_to_bring_it_up(configure: Configure, tmp_path: Path) -> None:
    healthy, said = await findings_of(configure(database_url=f"sqlite+aiosqlite:///{tmp_path}/empty.db"))

    assert not healthy
    assert "partner42 migrate" in said


async def test_a_schema_that_a_newer_version_has_expanded_is_well(configure: Configure, database_url: str) -> None:
    expand(database_url)
    healthy, said = await findings_of(configure())

    assert healthy
    assert "✓ The database has the schema of a newer version" in said


@pytest.mark.parametrize(
    ("revision", "remedy"),
    [(f"{NEXT}-needs-{NEXT}", "start the version that migrated it"), ("deadbeef", "a database of 42Partner's own")],
)
async def test_a_schema_that_does_not_serve_and_what_to_do(
    configure: Configure, database_url: str, revision: str, remedy: str
) -> None:
    name_revision(database_url, revision)
    healthy, said = await findings_of(configure())

    assert not healthy
    assert f"✗ The database's revision {revision}" in said
    assert remedy in said


async def test_a_database_that_does_not_answer(configure: Configure) -> None:
    healthy, said = await findings_of(configure(database_url="mysql+aiomysql://u:hunter2@127.0.0.1:9/db"))

    assert not healthy
    assert "DATABASE_URL" in said
    assert "hunter2" not in said


async def test_missing_scopes_by_name(configure: Configure) -> None:
    options = PlaygroundOptions(port=0, scopes=frozenset({"commands", "chat:write"}))
    async with Playground(options) as poor:
        healthy, said = await findings_of(configure(slack_api_url=poor.api_url))

    assert not healthy
    assert "channels:history" in said
    assert "chat:write" not in said


async def test_channels_that_cannot_be_used(configure: Configure) -> None:
    healthy, said = await findings_of(configure(partner_meal_channel="C0NOWHERE", partner_study_channel="C0OLD"))

    assert not healthy
    assert "PARTNER_MEAL_CHANNEL: channel_not_found" in said
    assert "PARTNER_STUDY_CHANNEL: #2021-모집 is archived" in said


async def test_a_public_channel_that_the_bot_is_not_in_is_no_fault(configure: Configure) -> None:
    healthy, said = await findings_of(configure(partner_meal_channel="C0RANDOM42"))

    assert healthy
    assert "will enter" in said


async def test_a_private_channel_that_the_bot_is_in_is_no_fault(configure: Configure, slack: SlackDriver) -> None:
    await slack.invite("U0MINJUN", "C0SECRET", "U0PARTNER")

    healthy, _ = await findings_of(configure(partner_meal_channel="C0SECRET"))

    assert healthy


def test_a_machine_of_its_own_time_is_told_to_set_its_clock() -> None:
    six_minutes_ago = datetime.now(UTC) - timedelta(minutes=6)
    identity = Identity("T1", "", "https://x.example/", "U1", "B1", frozenset(), six_minutes_ago)

    finding = of_slacks_clock(identity)

    assert "differ by 360 s" in finding.what
    assert "NTP" in str(finding)


async def test_an_app_level_token_that_slack_takes_and_one_that_it_does_not(configure: Configure) -> None:
    healthy, said = await findings_of(configure(slack_app_token=PlaygroundOptions(port=0).app_token))
    unhealthy, complaint = await findings_of(configure(slack_app_token="xapp-" + "wrong"))

    assert healthy
    assert "Socket Mode can be used" in said
    assert not unhealthy
    assert "SLACK_APP_TOKEN: Slack does not take it (invalid_auth)" in complaint
    assert "connections:write" in complaint


async def test_admins_whom_slack_does_not_know(configure: Configure) -> None:
    healthy, said = await findings_of(configure(partner_admins="U0MINJUN,U0NOBODY"))

    assert not healthy
    assert "✓ PARTNER_ADMINS: Slack knows U0MINJUN" in said
    assert "✗ PARTNER_ADMINS: nobody here is U0NOBODY" in said


async def test_deliveries_that_lie_waiting_or_were_given_up(configure: Configure, database_url: str) -> None:
    database = Database(database_url, machine_shift=lambda: timedelta(minutes=-5))
    team = (await cadets(database)).workspace_id
    queue = SqlDeliveryQueue(database, budget=timedelta(seconds=20))
    cards = [Delivery(f"card:{number}", DeliveryKind.CARD, team, str(number)) for number in range(3)]
    await SqlUnitOfWork(database, budget=timedelta(seconds=20)).write(lambda tx: tx.outbox.enqueue(*cards))
    [dead] = await queue.claim(1, timedelta(minutes=1))
    await queue.give_up(dead, GivenUp.DEAD, "timed_out")
    await database.dispose()

    healthy, said = await findings_of(configure())

    assert not healthy
    assert "The oldest delivery that could go has waited 30" in said
    assert "✗ 1 deliveries were given up" in said
    assert "partner42 revive" in said


async def test_a_folder_without_a_database_file_in_it(configure: Configure, tmp_path: Path) -> None:
    healthy, said = await findings_of(configure(database_url=f"sqlite+aiosqlite:///{tmp_path}/nowhere/bot.db"))

    assert not healthy
    assert "DATABASE_URL" in said


@pytest.mark.mariadb
async def test_a_server_that_takes_no_changes_or_not_every_character(mariadb: MariaDBServer) -> None:
    url = mariadb.create_database()
    await asyncio.to_thread(migrate, url)
    mariadb.administer("SET GLOBAL read_only = 1", f"ALTER DATABASE {make_url(url).database} CHARACTER SET latin1")
    database = Database(url)
    try:
        condition = await condition_of(database)
    finally:
        await database.dispose()
        mariadb.administer("SET GLOBAL read_only = 0")

    assert condition.refuses is not None
    assert "read-only" in condition.refuses
    assert condition.charset == "latin1"
    assert abs(condition.ahead) < timedelta(seconds=5)
    assert not condition.logs_statements
