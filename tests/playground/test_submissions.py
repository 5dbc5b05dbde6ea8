"""Submitting and closing modals."""

import asyncio
import json
from typing import Any
from urllib.parse import parse_qs

import pytest

from playground.driver import Refused
from tests.playground.scene import Scene
from tests.playground.shapes import field, modal, plain


async def test_a_submission_without_an_answer_closes_the_modal(scene: Scene) -> None:
    view = await scene.opened(modal(callback_id="lunch", private_metadata="m"))
    assert (await scene.slack.submit("U0SUA", view, {"title": "치킨"}))["response_action"] is None
    sent = scene.payload()
    view_facts = (sent["view"]["callback_id"], sent["view"]["private_metadata"])
    assert (sent["type"], *view_facts) == ("view_submission", "lunch", "m")
    assert sent["view"]["state"]["values"]["title"]["title"] == {"type": "plain_text_input", "value": "치킨"}
    assert (sent["response_urls"], bool(sent["trigger_id"])) == ([], True)
    assert await scene.slack.views("U0SUA") == []


async def test_field_errors_stay_on_their_fields(scene: Scene) -> None:
    view = await scene.opened(modal())
    scene.bot.says({"response_action": "errors", "errors": {"title": "너무 짧아요"}})
    answer = await scene.slack.submit("U0SUA", view, {"title": "치"})
    assert answer["errors"] == {"title": "너무 짧아요"}
    assert len(await scene.slack.views("U0SUA")) == 1


async def test_an_answer_may_push_update_or_clear(scene: Scene) -> None:
    view = await scene.opened(modal("하나"))
    scene.bot.says({"response_action": "push", "view": modal("둘")})
    await scene.slack.submit("U0SUA", view, {"title": "x"})
    scene.bot.says({"response_action": "update", "view": modal("둘, 바뀜")})
    await scene.slack.submit("U0SUA", await scene.slack.top_view("U0SUA"), {"title": "x"})
    assert [one["title"]["text"] for one in await scene.slack.views("U0SUA")] == ["하나", "둘, 바뀜"]
    scene.bot.says({"response_action": "clear"})
    await scene.slack.submit("U0SUA", await scene.slack.top_view("U0SUA"), {"title": "x"})
    assert await scene.slack.views("U0SUA") == []


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "update", "view": modal("가" * 25)},
        {"response_action": "errors", "errors": {"nowhere": "?"}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "dance"},
        {"text": "not an answer to a submission"},
    ],
)
async def test_an_answer_slack_cannot_follow_is_trouble_for_the_person(scene: Scene, answer: Any) -> None:
    view = await scene.opened(modal())
    scene.bot.says(answer)
    with pytest.raises(Refused, match="view_error"):
        await scene.slack.submit("U0SUA", view, {"title": "x"})
    assert len(await scene.slack.views("U0SUA")) == 1
    assert await scene.slack.violations()


async def test_what_slacks_client_would_not_submit_never_reaches_the_bot(scene: Scene) -> None:
    view = await scene.opened(modal("점심", field("title", min_length=2), field("note")))
    with pytest.raises(Refused) as refused:
        await scene.slack.submit("U0SUA", view, {"title": "치"})
    assert refused.value.answer["errors"] == {"title": "too_short", "note": "required"}
    assert scene.bot.bodies == []


async def test_a_submission_that_takes_too_long_leaves_the_modal_open(scene: Scene) -> None:
    view = await scene.opened(modal())
    scene.bot.silent = True
    asking = asyncio.create_task(scene.slack.submit("U0SUA", view, {"title": "x"}))
    await scene.bot.asked.wait()
    scene.machine.advance(3)
    with pytest.raises(Refused, match="operation_timeout"):
        await asking
    assert len(await scene.slack.views("U0SUA")) == 1


async def test_a_modal_says_when_it_was_closed_if_it_was_told_to(scene: Scene) -> None:
    view = await scene.opened(modal(callback_id="lunch", notify_on_close=True))
    await scene.slack.close("U0SUA", view)
    assert (scene.payload()["type"], scene.payload()["is_cleared"]) == ("view_closed", False)
    quiet = await scene.opened(modal())
    await scene.slack.close("U0SUA", quiet)
    assert len(scene.bot.bodies) == 1


async def test_closing_all_tells_of_every_modal_that_asked(scene: Scene) -> None:
    root = await scene.opened(modal("하나", callback_id="one", notify_on_close=True))
    trigger = scene.playground.backend.triggers.issue("U0SUA", root["id"])
    top = modal("둘", callback_id="two", notify_on_close=True)
    shown = (await scene.client.views_push(trigger_id=trigger, view=top))["view"]
    await scene.slack.close("U0SUA", shown, clear=True)
    payloads = [json.loads(parse_qs(body.decode())["payload"][0]) for body in scene.bot.bodies]
    assert [(one["view"]["callback_id"], one["is_cleared"]) for one in payloads] == [("two", True), ("one", True)]
    assert await scene.slack.views("U0SUA") == []


async def test_a_chosen_conversation_brings_a_response_url(scene: Scene) -> None:
    picker = {"type": "conversations_select", "action_id": "channel", "response_url_enabled": True}
    block = {"type": "input", "block_id": "channel", "label": plain("어디"), "element": picker}
    view = await scene.opened(modal("점심", block))
    await scene.slack.submit("U0SUA", view, {"channel": "C0MEAL"})
    urls = scene.payload()["response_urls"]
    assert [(one["block_id"], one["channel_id"]) for one in urls] == [("channel", "C0MEAL")]


async def test_nobody_submits_another_persons_modal(scene: Scene) -> None:
    view = await scene.opened(modal())
    with pytest.raises(Refused, match="view_not_found"):
        await scene.slack.submit("U0JIWOO", view, {"title": "x"})
