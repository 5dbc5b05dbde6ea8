"""What the doctor finds, and what to do about it."""

from pathlib import Path

import pytest

from bot.doctor import examine
from infra.settings import Settings, load_settings
from playground import Playground, PlaygroundOptions
from playground.driver import SlackDriver
from tests.bot.conftest import Configure
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
