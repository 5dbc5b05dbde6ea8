"""Whatever is sent, the answer is a refusal and never a crash."""

from typing import Any

import aiohttp
import pytest

from playground import Playground
from playground.driver import SlackDriver
from playground.ui_api.routes import _ACTS, _LOOKS
from playground.web_api.dispatcher import HANDLERS
from tests.playground.scene import Scene
from tests.playground.shapes import field, modal

ODD: tuple[Any, ...] = (None, -1.5, "\x00", [5], [{}], {"a": {"b": 5}})
FIELDS = (
    *("user", "channel", "text", "thread_ts", "ts", "source", "action_id", "block_id", "element", "values", "value"),
    *("view_id", "clear", "callback_id", "users", "id", "deleted", "locale", "advance_seconds", "rules", "scale"),
)
ARGUMENTS = (
    *("user", "users", "text", "blocks", "metadata", "thread_ts", "ts", "message_ts", "view", "view_id", "trigger_id"),
    *("user_id", "hash", "name", "types", "limit", "cursor", "oldest", "latest", "topic", "purpose", "bot", "team"),
)
ENDING = frozenset({"uninstall", "revoke", "reconnect"})


@pytest.mark.parametrize("act", sorted(set(_ACTS) - ENDING))
async def test_no_act_crashes_on_odd_values(playground: Playground, act: str) -> None:
    async with aiohttp.ClientSession() as session:
        for odd in ODD:
            for known in ({}, {"user": "U0SUA", "channel": "C0MEAL"}):
                given = dict.fromkeys(FIELDS, odd) | known
                async with session.post(f"{playground.url}ui/{act}", json=given) as response:
                    assert response.status == 200, (odd, await response.text())
                    assert "ok" in await response.json()


@pytest.mark.parametrize("look", sorted(_LOOKS))
async def test_no_look_crashes_on_odd_values(playground: Playground, look: str) -> None:
    async with aiohttp.ClientSession() as session:
        for odd in ("", "x", "-1", "9" * 30):
            query = dict.fromkeys(("ts", "before", "limit", "after"), odd) | {"user": "U0SUA", "channel": "C0MEAL"}
            async with session.get(f"{playground.url}ui/{look}", params=query) as response:
                assert response.status == 200, (odd, await response.text())


@pytest.mark.parametrize("method", sorted(HANDLERS))
async def test_no_method_crashes_on_odd_arguments(playground: Playground, method: str) -> None:
    headers = {"Authorization": "Bearer xoxb-playground"}
    async with aiohttp.ClientSession(headers=headers) as session:
        for odd in ODD:
            for known in ({}, {"channel": "C0MEAL", "text": "x"}):
                given = dict.fromkeys(ARGUMENTS, odd) | known
                async with session.post(playground.api_url + method, json=given) as response:
                    assert response.status == 200, (odd, await response.text())


@pytest.mark.parametrize("odd", [None, 5, "x", True, [5], {"a": 5}, {"response_action": 5}, {"text": 5}])
async def test_no_answer_of_a_bot_crashes_the_workspace(scene: Scene, odd: Any) -> None:
    slack: SlackDriver = scene.slack
    scene.bot.says(odd)
    view = await scene.opened(modal("점심", field("title")))
    for act, given in (
        ("command", {"channel": "C0MEAL", "text": "/partner"}),
        ("submit", {"view_id": view["id"], "values": {"title": {"title": {"type": "plain_text_input", "value": "x"}}}}),
    ):
        async with aiohttp.request(
            "POST", f"{scene.playground.url}ui/{act}", json={"user": "U0SUA", **given}
        ) as answer:
            assert answer.status == 200, await answer.text()
    assert await slack.state("U0SUA")
