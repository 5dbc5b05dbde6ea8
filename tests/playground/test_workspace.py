"""The state that outlives a restart, the doors that are closed, and what a window reads."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from playground import HttpTarget, ManualMachineClock, Playground, PlaygroundOptions, PortTaken
from playground.driver import Refused, SlackDriver
from playground.persistence import PAUSE, StateFile
from tests.playground.shapes import home, modal


def stored(path: Path) -> PlaygroundOptions:
    return PlaygroundOptions(port=0, state_path=path / "var" / "playground.json", rate_scale=0)


async def test_the_state_outlives_a_restart(tmp_path: Path) -> None:
    async with Playground(stored(tmp_path)) as first, SlackDriver(first.url) as slack:
        client = AsyncWebClient(token="xoxb-playground", base_url=first.api_url)
        said = await slack.say("U0SUA", "C0MEAL", "내일 봐요")
        await client.chat_postEphemeral(channel="C0MEAL", user="U0SUA", text="너만")
        await client.views_publish(user_id="U0SUA", view=home("내 홈"))
        trigger = first.backend.triggers.issue("U0SUA")
        await client.views_open(trigger_id=trigger, view=modal("열린 창"))
        direct = await slack.open_dm("U0SUA", "U0PARTNER")
        await slack.deactivate("U0TAEO")
        await slack.advance(3600)
    async with Playground(stored(tmp_path)) as second, SlackDriver(second.url) as slack:
        assert [one["text"] for one in await slack.messages("U0SUA", "C0MEAL")] == ["내일 봐요", "너만"]
        state = await slack.state("U0SUA")
        assert [view["title"]["text"] for view in state["views"]] == ["열린 창"]
        assert await slack.open_dm("U0SUA", "U0PARTNER") == direct
        assert next(one for one in state["people"] if one["id"] == "U0TAEO")["deleted"] is True
        assert state["clock"]["offset_seconds"] == 3600
        assert (await slack.say("U0SUA", "C0MEAL", "왔어요"))["ts"] > said["ts"]


async def test_the_state_is_written_soon_after_a_change_and_only_as_a_whole(
    tmp_path: Path, machine: ManualMachineClock
) -> None:
    path, state = tmp_path / "var" / "state.json", {"said": "아직 아무것도"}
    store = StateFile(path, lambda: state, machine)
    keeping = asyncio.create_task(store.keep())
    for words in ("하나", "둘"):
        state["said"] = words
        store.touch()
        await machine.until_slept_on(PAUSE)
        machine.advance(PAUSE)
        await store.written()
        assert store.load() == {"said": words}
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)
    assert [file.name for file in path.parent.iterdir()] == ["state.json"]


async def test_a_state_that_cannot_be_read_is_put_aside(tmp_path: Path) -> None:
    path = stored(tmp_path).state_path
    assert path is not None
    path.parent.mkdir()
    path.write_text("{")
    async with Playground(stored(tmp_path)) as playground, SlackDriver(playground.url) as slack:
        assert await slack.messages("U0SUA", "C0MEAL") == []
    assert path.with_name("playground.json.broken").read_text() == "{"


async def test_a_reset_goes_back_to_the_seed(slack: SlackDriver) -> None:
    await slack.say("U0SUA", "C0MEAL", "곧 사라져요")
    await slack.advance(60)
    await slack.post("reset")
    assert await slack.messages("U0SUA", "C0MEAL") == []
    assert (await slack.state("U0SUA"))["clock"]["offset_seconds"] == 0


async def test_a_port_that_is_taken_names_the_variable(playground: Playground) -> None:
    port = int(playground.url.rsplit(":", 1)[1].strip("/"))
    with pytest.raises(PortTaken, match="PLAYGROUND_PORT") as taken:
        await Playground(PlaygroundOptions(port=port)).start()
    assert (taken.value.port, taken.value.variable) == (port, "PLAYGROUND_PORT")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:4242"}, 200),
        ({"Host": "[::1]:4242"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
async def test_other_hosts_and_pages_are_turned_away(
    playground: Playground, headers: dict[str, str], status: int
) -> None:
    url = f"{playground.url}ui/state?user=U0SUA"
    async with aiohttp.request("GET", url, headers=headers) as response:
        assert response.status == status


async def test_an_act_that_is_not_json_is_turned_away(playground: Playground) -> None:
    url = f"{playground.url}ui/uninstall"
    async with aiohttp.request("POST", url, data=b"{}", headers={"Content-Type": "text/plain"}) as response:
        assert response.status == 415
    async with aiohttp.request("POST", url, data=b"{", headers={"Content-Type": "application/json"}) as response:
        assert (await response.json())["error"] == "invalid_json"
    client = AsyncWebClient(token="xoxb-playground", base_url=playground.api_url)
    assert (await client.auth_test())["ok"]


async def test_a_window_lists_what_the_person_may_see(slack: SlackDriver) -> None:
    names = {one["name"] for one in await slack.channels("U0SUA")}
    assert names == {"general", "밥트너", "공트너", "잡담", "2021-모집"}
    assert "운영진" in {one["name"] for one in await slack.channels("U0MINJUN")}
    with pytest.raises(Refused, match="channel_not_found"):
        await slack.messages("U0SUA", "C0SECRET")


async def test_unread_messages_are_counted_until_read(slack: SlackDriver) -> None:
    await slack.say("U0SUA", "C0MEAL", "하나")
    last = await slack.say("U0SUA", "C0MEAL", "둘")

    async def unread(user: str) -> int:
        return int(next(one["unread"] for one in await slack.channels(user) if one["id"] == "C0MEAL"))

    assert (await unread("U0JIWOO"), await unread("U0SUA")) == (2, 0)
    await slack.post("read", user="U0JIWOO", channel="C0MEAL", ts=last["ts"])
    assert await unread("U0JIWOO") == 0


async def test_messages_come_in_pages_from_the_latest_back(slack: SlackDriver) -> None:
    for number in range(5):
        await slack.say("U0SUA", "C0MEAL", str(number))
    page = await slack.get("messages", user="U0SUA", channel="C0MEAL", limit=2)
    assert ([one["text"] for one in page["messages"]], page["has_more"]) == (["3", "4"], True)
    before = page["messages"][0]["ts"]
    rest = await slack.get("messages", user="U0SUA", channel="C0MEAL", before=before, limit=10)
    assert ([one["text"] for one in rest["messages"]], rest["has_more"]) == (["0", "1", "2"], False)


async def heard(events: AsyncIterator[dict[str, Any]], type_: str) -> dict[str, Any]:
    async for event in events:
        if event["type"] == type_:
            return event
    raise AssertionError(f"no {type_} came")


async def test_both_windows_of_a_person_hear_of_everything(slack: SlackDriver) -> None:
    async with slack.events("U0SUA") as one, slack.events("U0SUA") as other:
        await slack.say("U0JIWOO", "C0MEAL", "안녕")
        for window in (one, other):
            assert (await heard(window, "message"))["message"]["text"] == "안녕"


async def test_a_private_word_is_not_heard_by_others(slack: SlackDriver) -> None:
    async with slack.events("U0SUA") as outsider:
        await slack.say("U0MINJUN", "C0SECRET", "비밀")
        await slack.say("U0MINJUN", "C0MEAL", "공개")
        assert (await heard(outsider, "message"))["message"]["text"] == "공개"


async def test_a_window_that_reconnects_hears_what_it_missed(playground: Playground, slack: SlackDriver) -> None:
    seq = (await slack.state("U0SUA"))["seq"]
    await slack.say("U0JIWOO", "C0MEAL", "놓친 말")
    url = f"{playground.url}ui/events?user=U0SUA"
    for last_id, expected in ((str(seq), "message"), ("99999", "reset")):
        async with aiohttp.request("GET", url, headers={"Last-Event-ID": last_id}) as response:
            async for line in response.content:
                if line.startswith(b"data:"):
                    assert json.loads(line.removeprefix(b"data:"))["type"] == expected
                    break


async def test_who_leaves_a_private_channel_loses_it_from_their_list(slack: SlackDriver) -> None:
    async with slack.events("U0MINJUN") as events:
        await slack.post("leave", user="U0MINJUN", channel="C0SECRET")
        told = await heard(events, "channel")
    assert (told["channel"]["id"], told["removed"]) == ("C0SECRET", True)
    assert "C0SECRET" not in [one["id"] for one in await slack.channels("U0MINJUN")]


async def test_it_serves_until_it_is_cancelled_even_with_a_window_open() -> None:
    playground = Playground(PlaygroundOptions(port=0))
    serving = asyncio.create_task(playground.serve())
    await asyncio.sleep(0)
    async with SlackDriver(playground.url) as slack, slack.events() as events:
        serving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await serving
        assert [event async for event in events] == []
    with pytest.raises(aiohttp.ClientConnectorError):
        async with aiohttp.request("GET", playground.url):
            pass


async def test_it_listens_on_this_machine_only() -> None:
    with pytest.raises(ValueError, match="this machine only"):
        await Playground(PlaygroundOptions(host="192.0.2.1", port=0)).start()


async def test_the_page_opens_at_a_message_and_brings_its_own_scripts_only(playground: Playground) -> None:
    for path in ("", "archives/C0MEAL/p1700000000000001"):
        async with aiohttp.request("GET", playground.url + path) as response:
            assert (response.status, response.content_type) == (200, "text/html")
            assert response.headers["Content-Security-Policy"].startswith("default-src 'self'")


async def test_a_moved_clock_is_told_to_every_window(slack: SlackDriver) -> None:
    async with slack.events("U0SUA") as events:
        await slack.advance(90)
        assert (await heard(events, "clock"))["clock"]["offset_seconds"] == 90


async def test_a_manifest_decides_on_commands_scopes_and_tabs() -> None:
    manifest = {
        "features": {
            "slash_commands": [{"command": "/lunch", "description": "점심", "usage_hint": "[무엇]"}],
            "shortcuts": [{"name": "새 모집", "type": "global", "callback_id": "new", "description": "x"}],
            "app_home": {"home_tab_enabled": False},
        },
        "oauth_config": {"scopes": {"bot": ["chat:write"]}},
        "settings": {"interactivity": {"is_enabled": False}, "event_subscriptions": {"bot_events": ["message.im"]}},
    }
    options = PlaygroundOptions(port=0, manifest=manifest, target=HttpTarget("http://127.0.0.1:1/"))
    async with Playground(options) as playground, SlackDriver(playground.url) as slack:
        state = await slack.state("U0SUA")
        assert state["commands"] == [{"command": "/lunch", "description": "점심", "usage_hint": "[무엇]"}]
        assert [one["callback_id"] for one in state["shortcuts"]] == ["new"]
        assert playground.options.profile.scopes == {"chat:write"}
        with pytest.raises(Refused, match="home_tab_disabled"):
            await slack.home("U0SUA")
        with pytest.raises(Refused, match="interactivity_disabled"):
            await slack.shortcut("U0SUA", "new")
