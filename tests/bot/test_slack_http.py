"""What comes to `/slack/events` that Slack never sent, or sent otherwise."""

import json
import time
from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.health import Phase
from handlers.app import attach
from tests.bot.door import LIMIT, TEAM, Door, click, command, door, signed
from tests.handlers.world import World

JSON = "application/json"


@pytest.fixture(scope="module")
async def opened() -> AsyncIterator[Door]:
    async with door() as one_for_all:
        yield one_for_all


@pytest.fixture
def at(opened: Door) -> Door:
    """The door as it is at first, with nobody through it yet."""
    opened.came.clear()
    opened.directory.away = False
    opened.health.phase = Phase.READY
    return opened


async def test_what_slack_signed_comes_through(at: Door) -> None:
    assert await at.knock(command("밥 개포")) == 200
    assert await at.knock(click()) == 200
    assert [body.get("text") or body.get("type") for body in at.came] == ["밥 개포", "block_actions"]


async def test_a_command_may_contain_any_word(at: Door) -> None:
    assert await at.knock(command("study payload")) == 200
    assert at.came[0]["text"] == "study payload"


async def test_url_verification_is_answered(at: Door) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "c"})

    assert await at.knock(body, content_type=JSON) == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Slack-Signature": None},
        {"X-Slack-Request-Timestamp": None},
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": "v0=é"},
        {"X-Slack-Signature": ""},
        {"X-Slack-Request-Timestamp": "now"},
        {"X-Slack-Request-Timestamp": "-1"},
        {"X-Slack-Request-Timestamp": "9" * 400},
        {"X-Slack-Request-Timestamp": "²"},
    ],
)
async def test_the_unsigned_and_the_forged_are_turned_away(at: Door, headers: dict[str, str | None]) -> None:
    assert await at.knock(command(), headers) == 401
    assert at.came == []


@pytest.mark.parametrize("age", [-301, 301, 86_400])
async def test_the_stale_is_turned_away(at: Door, age: int) -> None:
    body = command()

    assert await at.knock(body, signed(body.encode(), at=time.time() - age)) == 401
    assert at.came == []


async def test_another_apps_signature_is_turned_away(at: Door) -> None:
    body = command()

    assert await at.knock(body, signed(body.encode(), secret="another")) == 401


@pytest.mark.parametrize("body", [command(team="T0FOREIGN"), click(team={"id": "T0FOREIGN"})])
async def test_a_foreign_team_is_turned_away(at: Door, body: str) -> None:
    assert await at.knock(body) == 401
    assert at.came == []


async def test_while_the_database_is_away_slack_is_asked_to_come_again(at: Door) -> None:
    at.directory.away = True

    assert await at.knock(command()) == 503


async def test_before_the_start_is_over_slack_is_asked_to_come_again(at: Door) -> None:
    at.health.phase = Phase.STARTING

    assert await at.knock(command()) == 503


async def test_while_draining_what_still_comes_is_served(at: Door) -> None:
    at.health.phase = Phase.DRAINING

    assert await at.knock(command()) == 200


GARBLED = [
    "",
    "{",
    "[]",
    "null",
    "payload={",
    "payload=[]",
    "payload=1",
    "payload=%FF",
    '{"type": "event_callback", "authorizations": 5}',
    '{"team": 5}',
    '{"type": "event_callback", "event": 0.5}',
    "a",
    "[" * 5000,
]


@pytest.mark.parametrize("body", GARBLED)
@pytest.mark.parametrize("content_type", [JSON, "application/x-www-form-urlencoded", "text/plain"])
async def test_the_garbled_is_the_senders_fault(at: Door, body: str, content_type: str) -> None:
    assert 400 <= await at.knock(body, content_type=content_type) < 500
    assert at.came == []


async def test_bytes_that_are_no_text_are_the_senders_fault(at: Door) -> None:
    assert 400 <= await at.knock(b"\xff\xfe{") < 500


@pytest.mark.parametrize("body", GARBLED)
async def test_who_cannot_sign_does_not_learn_that_it_was_garbled(at: Door, body: str) -> None:
    assert await at.knock(body, {"X-Slack-Signature": "v0=" + "0" * 64}) == 401


async def test_too_long_a_body_is_not_read(at: Door) -> None:
    assert await at.knock("a" * (LIMIT + 1)) == 413


async def test_too_long_a_body_of_unstated_length_is_not_read_either(at: Door) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(LIMIT):
            yield b"a" * 100

    async with at.session.post(at.url + "slack/events", data=endless()) as response:
        assert response.status == 413


async def test_other_methods_and_paths_are_not_there(at: Door) -> None:
    assert (await at.ask("slack/events"))[0] == 405
    assert (await at.ask("nowhere"))[0] == 404


async def test_answers_are_timed_by_kind(at: Door) -> None:
    await at.knock(command())
    await at.knock(click())

    _, text = await at.ask("metrics")
    assert 'partner42_ack_seconds_count{kind="command"}' in text
    assert 'partner42_requests_total{kind="action",status="200"}' in text
    assert TEAM not in text


async def test_alive_and_ready_are_two_things(at: Door) -> None:
    at.health.phase = Phase.DRAINING

    assert (await at.ask("healthz"))[0] == 200
    assert await at.ask("readyz") == (503, "draining\n")


WORDS = st.sampled_from(["type", "team", "team_id", "user", "view", "event", "actions", "authorizations", "channel"])
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.sampled_from(["event_callback", "block_actions", TEAM, "U1", ""])
)
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner), max_leaves=8
)


@pytest.fixture(scope="module")
async def house() -> AsyncIterator[Door]:
    """The door with the handlers behind it, as they are."""
    services = World().services
    async with door(lambda app, _: attach(app, services)) as opened:
        yield opened


@given(body=st.dictionaries(WORDS, ANYTHING))
async def test_signed_json_of_any_shape_never_is_a_server_error(house: Door, body: dict[str, object]) -> None:
    assert await house.knock(json.dumps({"team_id": TEAM} | body), content_type=JSON) < 500
