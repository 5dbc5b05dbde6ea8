"""The bot's settings beside a playground: what Slack would give it comes from there."""

import pytest

from bot.local import local_settings
from infra.settings import PLAYGROUND_DATABASE, load_settings
from playground import Playground

pytestmark = pytest.mark.whole


def test_the_local_workspace_gives_tokens_channels_and_a_database(playground: Playground) -> None:
    local = local_settings(load_settings(_env_file=None), playground)
    assert local.has_token
    assert (local.slack_api_url, local.database_url) == (playground.api_url, PLAYGROUND_DATABASE)
    assert (local.partner_meal_channel, local.partner_study_channel) == ("C0MEAL", "C0STUDY")


def test_calendar_links_lead_to_the_bot_itself_unless_told_otherwise(playground: Playground) -> None:
    own = local_settings(load_settings(_env_file=None, port=3456), playground)
    assert own.partner_public_url == "http://127.0.0.1:3456"
    told = local_settings(load_settings(_env_file=None, partner_public_url="https://partner.example/"), playground)
    assert told.partner_public_url == "https://partner.example"
