"""The thin path: a command opens a modal, its submission posts a message, a click on it edits the message."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from playground.driver import SlackDriver
from tests.playground.bot import bolt_bot

MODAL = {
    "type": "modal",
    "callback_id": "lunch",
    "title": {"type": "plain_text", "text": "점심"},
    "submit": {"type": "plain_text", "text": "올리기"},
    "blocks": [
        {
            "type": "input",
            "block_id": "title",
            "label": {"type": "plain_text", "text": "제목"},
            "element": {"type": "plain_text_input", "action_id": "title"},
        }
    ],
}


def seats(text: str) -> list[dict[str, Any]]:
    button = {"type": "button", "action_id": "join", "text": {"type": "plain_text", "text": "참여"}, "value": "r1"}
    return [
        {"type": "section", "text": {"type": "mrkdwn", "text": text}},
        {"type": "actions", "block_id": "buttons", "elements": [button]},
    ]


def register(app: AsyncApp) -> None:
    @app.command("/partner")
    async def command(ack: Any, body: Any, client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.view("lunch")
    async def submitted(ack: Any, view: Any, client: Any) -> None:
        await ack()
        title = view["state"]["values"]["title"]["title"]["value"]
        await client.chat_postMessage(channel="C0MEAL", text=title, blocks=seats(title))

    @app.action("join")
    async def joined(ack: Any, body: Any, client: Any, respond: Any) -> None:
        await ack()
        text = f"{body['message']['text']}, with <@{body['user']['id']}>"
        await client.chat_update(channel="C0MEAL", ts=body["container"]["message_ts"], text=text, blocks=seats(text))
        await respond("참여했어요")


async def test_a_command_a_modal_a_message_and_a_click_go_all_the_way() -> None:
    async with bolt_bot(register) as (playground, _), SlackDriver(playground.url) as slack:
        minjun, seoyeon = slack.person("U0MINJUN"), slack.person("U0SEOYEON")
        await minjun.command("C0MEAL", "/partner 밥")
        await minjun.submit(await minjun.top_view(), {"title": "개포에서 치킨"})

        async def posted() -> list[dict[str, Any]]:
            return [one for one in await seoyeon.messages("C0MEAL") if one["bot_id"]]

        message = (await slack.wait_for(posted))[0]
        await seoyeon.click("C0MEAL", message["ts"], "join", "r1")

        async def told() -> list[dict[str, Any]]:
            return [one for one in await seoyeon.messages("C0MEAL") if one["ephemeral"]]

        assert (await slack.wait_for(told))[0]["text"] == "참여했어요"
        assert (await slack.message("U0MINJUN", "C0MEAL", message["ts"]))["text"] == "개포에서 치킨, with <@U0SEOYEON>"
        assert await minjun.views() == []
        assert await slack.violations() == []
