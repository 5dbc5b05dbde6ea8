"""Clicks and choices, in messages and in modals."""

import aiohttp
import pytest

from playground.driver import Refused
from tests.playground.scene import BUTTONS, Scene
from tests.playground.shapes import field, modal, plain


async def test_a_click_carries_the_message_the_button_and_a_response_url(scene: Scene) -> None:
    ts = await scene.posted()
    await scene.slack.click("U0SUA", "C0MEAL", ts, "join", "r1")
    sent = scene.payload()
    assert sent["type"] == "block_actions"
    assert sent["user"] == {"id": "U0SUA", "username": "suakang", "name": "suakang", "team_id": "T0SEOUL42"}
    assert sent["team"] == {"id": "T0SEOUL42", "domain": "42seoul"}
    assert sent["container"] == {"type": "message", "message_ts": ts, "channel_id": "C0MEAL", "is_ephemeral": False}
    assert sent["channel"] == {"id": "C0MEAL", "name": "밥트너"}
    assert (sent["message"]["ts"], sent["message"]["bot_id"]) == (ts, "B0PARTNER")
    assert (sent["api_app_id"], sent["enterprise"], sent["is_enterprise_install"]) == ("A0PARTNER", None, False)
    assert sent["trigger_id"]
    assert sent["response_url"]
    action = sent["actions"][0]
    assert action.pop("action_ts")
    assert action == {"action_id": "join", "block_id": "seats", "type": "button", "text": plain("참여"), "value": "r1"}


async def test_a_click_on_the_root_of_a_thread_is_answered_beside_it_in_the_channel(scene: Scene) -> None:
    ts = await scene.posted()
    await scene.client.chat_postMessage(channel="C0MEAL", thread_ts=ts, text="댓글")
    await scene.slack.click("U0SUA", "C0MEAL", ts, "join", "r1")
    async with aiohttp.request("POST", scene.payload()["response_url"], json={"text": "참여했어요"}) as response:
        assert response.status == 200
    assert (await scene.seen())[-1] == "참여했어요"


async def test_an_entry_of_a_menu_is_sent_as_it_is_offered(scene: Scene) -> None:
    ts = await scene.posted()
    await scene.slack.select_overflow("U0SUA", "C0MEAL", ts, "manage", "cancel:r1")
    assert scene.payload()["actions"][0]["selected_option"] == {"text": plain("cancel"), "value": "cancel:r1"}


async def test_what_is_not_on_the_message_cannot_be_clicked_or_chosen(scene: Scene) -> None:
    ts = await scene.posted()
    source = {"type": "message", "channel": "C0MEAL", "ts": ts}
    with pytest.raises(Refused, match="element_not_found"):
        await scene.slack.post("action", user="U0SUA", source=source, action_id="gone")
    foreign = {"selected_option": {"text": plain("x"), "value": "delete:r1"}}
    with pytest.raises(Refused, match="option_not_found"):
        await scene.slack.post("action", user="U0SUA", source=source, action_id="manage", element=foreign)
    forged = {"type": "button", "value": "r2"}
    with pytest.raises(Refused, match="element_changed"):
        await scene.slack.post("action", user="U0SUA", source=source, action_id="join", element=forged)
    assert scene.bot.bodies == []


async def test_a_click_on_an_ephemeral_message_carries_no_message(scene: Scene) -> None:
    said = await scene.client.chat_postEphemeral(channel="C0MEAL", user="U0SUA", text="x", blocks=BUTTONS)
    await scene.slack.click("U0SUA", "C0MEAL", said["message_ts"], "join")
    assert "message" not in scene.payload()
    assert scene.payload()["container"]["is_ephemeral"] is True


async def test_a_click_in_a_modal_tells_what_is_filled_in_so_far(scene: Scene) -> None:
    button = {
        "type": "actions",
        "block_id": "more",
        "elements": [{"type": "button", "action_id": "add", "text": plain("+")}],
    }
    view = await scene.opened(modal("점심", field("title", initial_value="치킨"), button))
    await scene.slack.click_in_view("U0SUA", view, "add")
    sent = scene.payload()
    assert sent["container"] == {"type": "view", "view_id": view["id"]}
    assert sent["view"]["state"]["values"]["title"]["title"]["value"] == "치킨"
    assert "response_url" not in sent
    pushed = await scene.client.views_push(trigger_id=sent["trigger_id"], view=modal("둘"))
    assert pushed["view"]["previous_view_id"] == view["id"]


async def test_a_choice_in_a_message_is_part_of_its_state(scene: Scene) -> None:
    options = [{"text": plain(word), "value": word} for word in ("a", "b")]
    menu = {"type": "static_select", "action_id": "filter", "options": options}
    blocks = [{"type": "actions", "block_id": "filters", "elements": [menu]}]
    ts = (await scene.client.chat_postMessage(channel="C0MEAL", text="목록", blocks=blocks))["ts"]
    await scene.slack.choose("U0SUA", "C0MEAL", ts, "filter", "b")
    sent = scene.payload()
    assert sent["actions"][0]["selected_option"]["value"] == "b"
    assert sent["state"]["values"]["filters"]["filter"]["selected_option"]["value"] == "b"


async def test_a_choice_in_a_modal_stays_when_the_modal_is_shown_anew(scene: Scene) -> None:
    options = [{"text": plain(word), "value": word} for word in ("MEAL", "STUDY")]
    menu = {"type": "static_select", "action_id": "category", "options": options}
    block = {"type": "input", "block_id": "category", "label": plain("무엇"), "element": menu, "dispatch_action": True}
    view = await scene.opened(modal("점심", block, field("title")))
    await scene.slack.choose_in_view("U0SUA", view, "category", "STUDY", {"title": "치킨"})
    sent = scene.payload()["view"]
    assert sent["state"]["values"]["category"]["category"]["selected_option"]["value"] == "STUDY"
    shown = await scene.client.views_update(
        view_id=view["id"], hash=sent["hash"], view=modal("공부", block, field("title"))
    )
    values = shown["view"]["state"]["values"]
    assert values["category"]["category"]["selected_option"]["value"] == "STUDY"
    assert values["title"]["title"]["value"] == "치킨"


async def test_an_answer_stays_where_the_button_is_in_the_channel_or_in_the_thread(scene: Scene) -> None:
    root = await scene.posted()
    reply = await scene.posted(thread_ts=root)
    for ts, text in ((root, "채널에"), (reply, "스레드에")):
        await scene.slack.click("U0SUA", "C0MEAL", ts, "join")
        async with aiohttp.request("POST", scene.payload()["response_url"], json={"text": text}) as response:
            assert response.status == 200
    assert (await scene.seen())[1:] == ["채널에"]
    assert [one["text"] for one in await scene.slack.thread("U0SUA", "C0MEAL", root)][1:] == ["스레드에"]
    assert scene.payload()["container"]["thread_ts"] == root
