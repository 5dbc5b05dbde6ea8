"""Files at a local Slack that is as strict as Slack."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from infra.metrics import Metrics
from infra.slack.calls import SlackCalls
from infra.slack.errors import Refused, Unknown, Unsent
from infra.slack.files import Announced, SlackFiles
from infra.slack.gateway import SlackGateway
from infra.slack.marks import Marks
from playground import Playground
from playground.driver import SlackDriver
from tests.infra.slack.conftest import odd_server

KEY = "export:click:17.U0MINJUN"
CONTENT = json.dumps({"이름": "민준"}, ensure_ascii=False).encode()


@pytest.fixture
def files(playground: Playground, session: aiohttp.ClientSession, metrics: Metrics) -> SlackFiles:
    calls = SlackCalls(playground.options.bot_token, playground.api_url, session, metrics, direct=True)
    return SlackFiles(calls, Marks("made up"), seconds=5)


@pytest.fixture
async def dm(gateway: SlackGateway) -> str:
    return await gateway.open_conversation(["U0MINJUN"])


async def share(files: SlackFiles, channel_id: str, key: str = KEY) -> None:
    announced = await files.announce(key, len(CONTENT))
    await files.send(announced, CONTENT)
    await files.share(announced, channel_id, "내 데이터", "모두 담았어요")


async def shared(slack: SlackDriver, channel_id: str) -> list[dict[str, Any]]:
    return [each for each in await slack.messages("U0MINJUN", channel_id) if each.get("files")]


async def test_a_file_arrives_as_it_was_sent(files: SlackFiles, dm: str, slack: SlackDriver) -> None:
    await share(files, dm)
    (message,) = await shared(slack, dm)
    (file,) = message["files"]
    assert (message["text"], file["title"], file["size"]) == ("모두 담았어요", "내 데이터", len(CONTENT))
    assert file["name"].endswith(".json")
    assert not any(part in file["name"] for part in ("U0MINJUN", "click", "export"))
    assert await slack.file("U0MINJUN", file["id"]) == CONTENT


async def test_nobody_sees_what_was_only_sent(files: SlackFiles, dm: str, slack: SlackDriver) -> None:
    await files.send(await files.announce(KEY, len(CONTENT)), CONTENT)
    assert await shared(slack, dm) == []


async def test_it_is_found_by_its_key_where_it_is_and_only_there(
    files: SlackFiles, dm: str, gateway: SlackGateway
) -> None:
    began = datetime.now(UTC)
    await share(files, dm)
    elsewhere = await gateway.open_conversation(["U0SEOYEON"])
    assert await files.is_shared(dm, KEY, began)
    assert not await files.is_shared(dm, "export:click:18", began)
    assert not await files.is_shared(elsewhere, KEY, began)
    assert not await files.is_shared(dm, KEY, began + timedelta(minutes=2))


async def test_an_answer_that_was_lost_says_that_nobody_knows(files: SlackFiles, dm: str, slack: SlackDriver) -> None:
    await slack.faults({"method": "files.completeUploadExternal", "kind": "http_500_after", "times": 1})
    began = datetime.now(UTC)
    with pytest.raises(Unknown):
        await share(files, dm)
    assert await files.is_shared(dm, KEY, began)


async def test_an_address_that_takes_nothing_says_nothing_of_the_next_one(
    files: SlackFiles, playground: Playground
) -> None:
    with pytest.raises(Unsent) as unsent:
        await files.send(Announced(f"{playground.url}upload/v1/none", "F0"), CONTENT)
    assert unsent.value.method == "upload"


@pytest.mark.parametrize("status", [400, 403, 407, 410])
async def test_what_stands_before_an_address_does_not_speak_for_slack(files: SlackFiles, status: int) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status)

    async with odd_server(answer) as url:
        with pytest.raises(Unsent) as unsent:
            await files.send(Announced(url, "F0"), CONTENT)
    assert unsent.value.code == f"http_{status}"


async def test_a_workspace_without_uploads_is_a_refusal(session: aiohttp.ClientSession, metrics: Metrics) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.json_response({"ok": False, "error": "file_uploads_disabled"})

    async with odd_server(answer) as url:
        files = SlackFiles(SlackCalls("xoxb-x", url, session, metrics, direct=True), Marks("made up"), seconds=5)
        with pytest.raises(Refused) as refused:
            await files.announce(KEY, len(CONTENT))
    assert refused.value.code == "file_uploads_disabled"
