"""Files of the bot: announced, uploaded, shared, and read by those whom they are for."""

import asyncio
import io
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from playground import ManualMachineClock, Playground, PlaygroundOptions
from playground.driver import Refused, SlackDriver
from playground.files import MOST_BYTES, MOST_KEPT_BYTES
from tests.playground.conftest import refusal

SUA, JIWOO, MEAL = "U0SUA", "U0JIWOO", "C0MEAL"
DATA = '{"이름": "수아"}'.encode()
NAME = "내 정보.json"


async def announced(client: AsyncWebClient, data: bytes = DATA, name: str = NAME) -> tuple[str, str]:
    """A file's id and the address for its bytes."""
    answer = await client.files_getUploadURLExternal(filename=name, length=len(data))
    return str(answer["file_id"]), str(answer["upload_url"])


async def sent(url: str, data: Any = DATA) -> tuple[int, str]:
    """Status and text with which the address answers."""
    async with aiohttp.request("POST", url, data=data) as response:
        return response.status, await response.text()


async def uploaded(client: AsyncWebClient, data: bytes = DATA, name: str = NAME) -> str:
    file_id, url = await announced(client, data, name)
    assert await sent(url, data) == (200, f"OK - {len(data)}")
    return file_id


async def shared(client: AsyncWebClient, file_id: str, **where: Any) -> Any:
    return await client.files_completeUploadExternal(files=[{"id": file_id, "title": "수아의 정보"}], **where)


async def test_a_shared_file_is_a_message_of_the_bot_that_those_in_the_conversation_can_open(
    client: AsyncWebClient, slack: SlackDriver
) -> None:
    channel = await slack.open_dm(SUA, "U0PARTNER")
    answer = await shared(client, await uploaded(client), channel_id=channel, initial_comment="여기 있어요")
    message = (await slack.messages(SUA, channel))[-1]
    assert (message["bot_id"], message["text"], message["upload"]) == ("B0PARTNER", "여기 있어요", True)
    file = message["files"][0]
    assert (file["name"], file["title"], file["size"]) == (NAME, "수아의 정보", len(DATA))
    assert file["mimetype"] == "application/json"
    assert answer["files"] == [file]
    assert await slack.file(SUA, file["id"]) == DATA
    with pytest.raises(Refused, match="file_not_found"):
        await slack.file(JIWOO, file["id"])
    assert await slack.violations() == []


async def test_the_sdks_upload_in_one_go_works(client: AsyncWebClient, slack: SlackDriver) -> None:
    await client.files_upload_v2(
        file_uploads=[{"filename": "하나.txt", "content": "ㄱ"}, {"filename": "둘.txt", "content": "ㄴㄷ"}],
        channel=MEAL,
        initial_comment="둘 다",
    )
    message = (await slack.messages(SUA, MEAL))[-1]
    assert [one["name"] for one in message["files"]] == ["하나.txt", "둘.txt"]
    assert [(await slack.file(SUA, one["id"])).decode() for one in message["files"]] == ["ㄱ", "ㄴㄷ"]


async def test_history_has_the_files_and_no_subtype(client: AsyncWebClient) -> None:
    file_id = await uploaded(client)
    await shared(client, file_id, channel_id=MEAL)
    message = (await client.conversations_history(channel=MEAL))["messages"][0]
    assert [one["id"] for one in message["files"]] == [file_id]
    assert (message["upload"], "subtype" in message) == (True, False)


async def test_a_file_goes_into_a_thread(client: AsyncWebClient, slack: SlackDriver) -> None:
    root = (await client.chat_postMessage(channel=MEAL, text="모집"))["ts"]
    await shared(client, await uploaded(client), channel_id=MEAL, thread_ts=root)
    assert len((await slack.thread(SUA, MEAL, root))[0]["files"]) == 1


async def test_channels_may_name_people_and_each_gets_a_message(client: AsyncWebClient, slack: SlackDriver) -> None:
    file_id = await uploaded(client)
    await shared(client, file_id, channels=[MEAL, SUA])
    direct = await slack.open_dm(SUA, "U0PARTNER")
    for channel in (MEAL, direct):
        assert (await slack.messages(SUA, channel))[-1]["files"][0]["id"] == file_id


async def test_without_a_conversation_a_file_stays_the_bots_own(client: AsyncWebClient, slack: SlackDriver) -> None:
    file_id = await uploaded(client)
    assert (await shared(client, file_id))["files"][0]["id"] == file_id
    with pytest.raises(Refused, match="file_not_found"):
        await slack.file(SUA, file_id)


async def test_blocks_introduce_a_file_unless_a_comment_does(client: AsyncWebClient, slack: SlackDriver) -> None:
    blocks = '[{"type": "section", "text": {"type": "mrkdwn", "text": "블록"}}]'
    await shared(client, await uploaded(client), channel_id=MEAL, blocks=blocks)
    await shared(client, await uploaded(client), channel_id=MEAL, blocks=blocks, initial_comment="글")
    with_blocks, with_text = (await slack.messages(SUA, MEAL))[-2:]
    assert (with_blocks["blocks"][0]["text"]["text"], with_text["blocks"]) == ("블록", None)
    broken = shared(client, await uploaded(client), channel_id=MEAL, blocks='[{"type": "no such"}]')
    assert await refusal(broken) == "invalid_blocks"


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"length": MOST_BYTES + 1}, "file_upload_size_restricted"),
        ({"length": MOST_BYTES + 1, "snippet_type": "json"}, "snippet_too_large"),
        ({"length": 0}, "missing_argument"),
        ({"length": -1}, "invalid_arguments"),
        ({"length": "many"}, "invalid_arguments"),
        ({"filename": ""}, "invalid_arguments"),
        ({"alt_txt": "가" * 1001}, "alt_txt_too_large"),
        ({"snippet_type": "klingon"}, "unknown_snippet_type"),
    ],
)
async def test_what_is_announced_is_checked(client: AsyncWebClient, given: dict[str, Any], error: str) -> None:
    call = client.files_getUploadURLExternal(**{"filename": NAME, "length": 3, **given})
    assert await refusal(call) == error


async def test_the_workspace_is_full_at_its_limit(client: AsyncWebClient) -> None:
    most = bytes(MOST_BYTES)
    for _ in range(MOST_KEPT_BYTES // MOST_BYTES):
        await shared(client, await uploaded(client, most))
    assert await refusal(announced(client, b"x")) == "storage_limit_reached"


@pytest.mark.parametrize(
    ("where", "error"),
    [
        ({"channel_id": "C0GENERAL"}, "not_in_channel"),
        ({"channel_id": "C0SECRET"}, "channel_not_found"),
        ({"channel_id": SUA}, "channel_not_found"),
        ({"channels": [f"C{number}" for number in range(101)]}, "channels_limit_exceeded"),
    ],
)
async def test_a_file_goes_only_where_the_bot_is(client: AsyncWebClient, where: dict[str, Any], error: str) -> None:
    file_id = await uploaded(client)
    assert await refusal(shared(client, file_id, **where)) == error
    await shared(client, file_id, channel_id=MEAL)  # a refusal has used nothing up


async def test_nothing_is_shared_in_an_archived_channel(client: AsyncWebClient, slack: SlackDriver) -> None:
    await slack.post("archive", user="U0MINJUN", channel=MEAL)
    assert await refusal(shared(client, await uploaded(client), channel_id=MEAL)) == "posting_to_channel_denied"


async def test_only_what_was_uploaded_is_shared_and_only_once(client: AsyncWebClient) -> None:
    assert await refusal(shared(client, "F0NOWHERE", channel_id=MEAL)) == "file_not_found"
    assert await refusal(shared(client, (await announced(client))[0], channel_id=MEAL)) == "file_not_found"
    file_id = await uploaded(client)
    await shared(client, file_id, channel_id=MEAL)
    assert await refusal(shared(client, file_id, channel_id=MEAL)) == "file_not_found"


@pytest.mark.parametrize("files", ["{no json", "[]", '{"id": "F0"}', '[{"title": "x"}]', '["F0"]'])
async def test_files_are_named_by_their_ids(client: AsyncWebClient, files: str) -> None:
    assert await refusal(client.api_call("files.completeUploadExternal", params={"files": files})) == (
        "invalid_arguments"
    )


async def test_an_address_takes_one_file_of_the_announced_length(client: AsyncWebClient, slack: SlackDriver) -> None:
    _, url = await announced(client)
    assert (await sent(url, DATA + b"!"))[0] == 400
    assert (await sent(url))[0] == 200
    assert (await sent(url))[0] == 404
    assert (await sent(f"{url}x"))[0] == 404
    assert (await sent(url, io.BytesIO(bytes(MOST_BYTES * 2))))[0] == 413
    assert [violation.split(":")[0] for violation in await slack.violations()] == ["upload"] * 4


async def test_a_form_may_bring_the_file_under_any_name(client: AsyncWebClient, slack: SlackDriver) -> None:
    file_id, url = await announced(client)
    form = aiohttp.FormData()
    form.add_field("filename", DATA, filename="a.json")
    assert (await sent(url, form))[0] == 200
    await shared(client, file_id, channel_id=MEAL)
    assert await slack.file(SUA, file_id) == DATA


@pytest.mark.parametrize("body", [b"--x\r\nnonsense", b"--x\r\n\r\nno file\r\n--x--\r\n"])
async def test_a_form_without_a_file_is_refused(client: AsyncWebClient, body: bytes) -> None:
    _, url = await announced(client)
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    async with aiohttp.request("POST", url, data=body, headers=headers) as response:
        assert response.status == 400


async def test_files_write_is_needed() -> None:
    options = PlaygroundOptions(port=0, scopes=frozenset({"chat:write"}))
    async with Playground(options) as running:
        modest = AsyncWebClient(token="xoxb-playground", base_url=running.api_url)
        assert await refusal(announced(modest)) == "missing_scope"


async def test_a_file_is_saved_and_never_shown(client: AsyncWebClient, playground: Playground) -> None:
    file_id = await uploaded(client, name='"><script>.html')
    await shared(client, file_id, channel_id=MEAL)
    url = f"{playground.url}ui/file"
    async with aiohttp.request("GET", url, params={"user": SUA, "file": file_id}) as response:
        headers = response.headers
    assert headers["Content-Disposition"] == "attachment; filename*=UTF-8''%22%3E%3Cscript%3E.html"
    assert (headers["X-Content-Type-Options"], headers["Content-Security-Policy"]) == ("nosniff", "sandbox")


async def test_a_file_outlives_a_restart_as_its_message_does(tmp_path: Path) -> None:
    options = PlaygroundOptions(port=0, state_path=tmp_path / "playground.json", rate_scale=0)
    async with Playground(options) as first:
        client = AsyncWebClient(token="xoxb-playground", base_url=first.api_url)
        file_id = await uploaded(client)
        await shared(client, file_id, channel_id=MEAL)
    async with Playground(options) as second, SlackDriver(second.url) as slack:
        assert (await slack.messages(SUA, MEAL))[-1]["files"][0]["id"] == file_id
        assert await slack.file(SUA, file_id) == DATA


async def test_a_deleted_message_keeps_no_file(client: AsyncWebClient, slack: SlackDriver) -> None:
    await shared(client, await uploaded(client), channel_id=MEAL)
    ts = (await slack.messages(SUA, MEAL))[-1]["ts"]
    await client.chat_postMessage(channel=MEAL, text="답글", thread_ts=ts)
    await client.chat_delete(channel=MEAL, ts=ts)
    assert "files" not in (await slack.messages(SUA, MEAL))[-1]


async def status_of(url: str) -> int | None:
    """With what an upload is answered; None for a connection that was reset."""
    try:
        return (await sent(url))[0]
    except aiohttp.ClientError:
        return None


@pytest.mark.parametrize(
    ("kind", "status"), [("drop_before", None), ("http_500_before", 500), ("rate_limited", 429), ("error", 500)]
)
async def test_an_upload_may_fail(client: AsyncWebClient, slack: SlackDriver, kind: str, status: int | None) -> None:
    file_id, url = await announced(client)
    await slack.faults({"method": "upload", "kind": kind})
    assert await status_of(url) == status
    assert await refusal(shared(client, file_id, channel_id=MEAL)) == "file_not_found"


@pytest.mark.parametrize(("kind", "status"), [("drop_after", None), ("http_500_after", 500)])
async def test_an_upload_may_only_seem_to_fail(
    client: AsyncWebClient, slack: SlackDriver, kind: str, status: int | None
) -> None:
    file_id, url = await announced(client)
    await slack.faults({"method": "upload", "kind": kind})
    assert await status_of(url) == status
    assert (await shared(client, file_id, channel_id=MEAL))["ok"]


@pytest.mark.parametrize("kind", ["delay", "delay_before"])
async def test_an_upload_may_be_answered_late(
    client: AsyncWebClient, slack: SlackDriver, machine: ManualMachineClock, kind: str
) -> None:
    _, url = await announced(client)
    await slack.faults({"method": "upload", "kind": kind, "seconds": 5})
    answer = asyncio.create_task(sent(url))
    await machine.until_slept_on(5)
    machine.advance(5)
    assert await answer == (200, f"OK - {len(DATA)}")


async def test_a_sharing_whose_answer_is_lost_has_happened(client: AsyncWebClient, slack: SlackDriver) -> None:
    file_id = await uploaded(client)
    rule = {"method": "files.completeUploadExternal", "kind": "http_500_after", "channel": MEAL}
    await slack.faults(rule)
    assert await refusal(shared(client, file_id, channel_id=MEAL)) == "internal_error"
    message = (await client.conversations_history(channel=MEAL))["messages"][0]
    assert [one["id"] for one in message["files"]] == [file_id]
