"""Commands and shortcuts: what the bot is told, and what the person sees of its answer."""

import asyncio
from urllib.parse import parse_qs

import pytest
from slack_sdk.signature import SignatureVerifier
from starlette.responses import PlainTextResponse, Response

from playground import ManualMachineClock, SlashCommand
from playground.driver import Refused, SlackDriver
from tests.playground.bot import handmade_bot
from tests.playground.scene import Scene
from tests.playground.shapes import modal


async def test_a_command_carries_what_slack_sends(scene: Scene) -> None:
    await scene.slack.command("U0SUA", "C0MEAL", "/partner 밥 <개포> & 서초")
    sent = scene.command()
    assert sent.pop("trigger_id")
    assert sent.pop("response_url").startswith(f"{scene.playground.url}response/")
    assert sent == {
        "token": "playground-verification-token",
        "team_id": "T0SEOUL42",
        "team_domain": "42seoul",
        "channel_id": "C0MEAL",
        "channel_name": "밥트너",
        "user_id": "U0SUA",
        "user_name": "suakang",
        "command": "/partner",
        "text": "밥 &lt;개포&gt; &amp; 서초",
        "api_app_id": "A0PARTNER",
        "is_enterprise_install": "false",
    }


async def test_in_a_direct_message_the_channel_is_called_directmessage(scene: Scene) -> None:
    direct = await scene.slack.open_dm("U0SUA", "U0PARTNER")
    await scene.slack.command("U0SUA", direct, "/partner")
    assert scene.command()["channel_name"] == "directmessage"


async def test_every_request_is_signed_with_the_secret(scene: Scene) -> None:
    await scene.slack.command("U0SUA", "C0MEAL", "/partner")
    request, body = scene.bot.requests[-1], scene.bot.bodies[-1].decode()
    headers = {key.title(): value for key, value in request.headers.items()}
    assert SignatureVerifier("playground-signing-secret").is_valid_request(body, headers)
    assert not SignatureVerifier("another-secret").is_valid_request(body, headers)


async def test_an_answer_to_a_command_is_ephemeral_unless_it_says_otherwise(scene: Scene) -> None:
    scene.bot.answer = PlainTextResponse("도움말")
    await scene.slack.command("U0SUA", "C0MEAL", "/partner")
    scene.bot.says({"response_type": "in_channel", "text": "모두에게"})
    await scene.slack.command("U0SUA", "C0MEAL", "/partner")
    assert await scene.seen() == ["도움말", "모두에게"]
    assert [one["text"] for one in await scene.slack.messages("U0JIWOO", "C0MEAL")] == ["모두에게"]


async def test_an_answer_slack_would_not_show_is_an_invalid_command_response(scene: Scene) -> None:
    scene.bot.says({"blocks": [{"type": "section"}]})
    with pytest.raises(Refused, match="invalid_command_response"):
        await scene.slack.command("U0SUA", "C0MEAL", "/partner")
    assert await scene.slack.violations()


@pytest.mark.parametrize(
    ("channel", "text", "error"),
    [
        ("C0MEAL", "/pizza", "unknown_command"),
        ("C0SECRET", "/partner", "channel_not_found"),
        ("C0OLD", "/partner", "is_archived"),
    ],
)
async def test_where_a_command_leads_nowhere(scene: Scene, channel: str, text: str, error: str) -> None:
    with pytest.raises(Refused, match=error):
        await scene.slack.command("U0SUA", channel, text)
    assert scene.bot.bodies == []


async def test_mentions_in_a_command_are_encoded_where_the_manifest_asks_for_it(machine: ManualMachineClock) -> None:
    commands = (SlashCommand("/plain"), SlashCommand("/escaped", should_escape=True))
    async with handmade_bot(machine=machine, commands=commands) as (playground, bot):
        async with SlackDriver(playground.url) as slack:
            for command in commands:
                await slack.command("U0SUA", "C0MEAL", f"{command.command} @minjkim #general")
        texts = [parse_qs(body.decode())["text"][0] for body in bot.bodies]
    assert texts == ["@minjkim #general", "<@U0MINJUN> <#C0GENERAL|general>"]


async def test_no_command_runs_in_a_thread(scene: Scene) -> None:
    ts = await scene.posted()
    with pytest.raises(Refused, match="not_supported_in_threads"):
        await scene.slack.post("command", user="U0SUA", channel="C0MEAL", text="/partner", thread_ts=ts)


async def test_after_three_seconds_without_an_answer_the_person_is_told(scene: Scene) -> None:
    scene.bot.silent = True
    async with scene.slack.events("U0SUA") as events:
        asking = asyncio.create_task(scene.slack.command("U0SUA", "C0MEAL", "/partner"))
        await scene.bot.asked.wait()
        scene.machine.advance(3)
        with pytest.raises(Refused, match="operation_timeout"):
            await asking
        async for event in events:
            if event["type"] == "notice":
                break
    assert (event["code"], event["command"]) == ("operation_timeout", "/partner")
    assert await scene.slack.violations() == ["/partner: not answered within 3 s"]


async def test_an_error_status_fails_the_dispatch(scene: Scene) -> None:
    scene.bot.answer = Response(status_code=500)
    with pytest.raises(Refused, match="dispatch_failed"):
        await scene.slack.command("U0SUA", "C0MEAL", "/partner")


async def test_a_shortcut_carries_a_trigger(scene: Scene) -> None:
    await scene.slack.shortcut("U0SUA", "new_recruitment")
    assert (scene.payload()["type"], scene.payload()["callback_id"]) == ("shortcut", "new_recruitment")
    assert (await scene.client.views_open(trigger_id=scene.payload()["trigger_id"], view=modal()))["ok"]
    with pytest.raises(Refused, match="unknown_shortcut"):
        await scene.slack.shortcut("U0SUA", "other")


async def test_a_deactivated_person_does_nothing(scene: Scene) -> None:
    await scene.slack.deactivate("U0SUA")
    with pytest.raises(Refused, match="user_disabled"):
        await scene.slack.command("U0SUA", "C0MEAL", "/partner")
