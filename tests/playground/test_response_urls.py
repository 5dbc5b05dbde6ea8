from typing import Any

import aiohttp
import pytest

from playground import ManualMachineClock, Playground
from playground.driver import SlackDriver


@pytest.fixture
def answer(playground: Playground) -> Any:
    """Answers an act in #밥트너 by one response url; ``source`` is the message acted on."""

    class Address:
        def __init__(self) -> None:
            self.path = playground.backend.response_urls.issue("U0SUA", "C0MEAL")

        def of(self, source_ts: str) -> "Address":
            self.path = playground.backend.response_urls.issue("U0SUA", "C0MEAL", source_ts)
            return self

        async def __call__(self, **body: Any) -> tuple[int, str]:
            async with aiohttp.request("POST", f"{playground.url}response/{self.path}", json=body) as response:
                return response.status, await response.text()

    return Address()


async def seen(slack: SlackDriver, user: str = "U0SUA") -> list[str]:
    return [one["text"] for one in await slack.messages(user, "C0MEAL")]


async def test_a_response_url_works_five_times(answer: Any, slack: SlackDriver) -> None:
    assert [(await answer(text=str(n)))[0] for n in range(6)] == [200] * 5 + [404]
    assert await seen(slack) == ["0", "1", "2", "3", "4"]
    assert await slack.violations() == ["response_url: used_url"]


async def test_a_response_url_works_for_thirty_minutes(answer: Any, machine: ManualMachineClock) -> None:
    machine.advance(30 * 60)
    assert (await answer(text="아직"))[0] == 200
    machine.advance(1)
    assert "expired_url" in (await answer(text="늦음"))[1]


async def test_answers_are_ephemeral_unless_they_say_in_channel(answer: Any, slack: SlackDriver) -> None:
    await answer(text="너만")
    await answer(text="모두", response_type="in_channel")
    assert await seen(slack) == ["너만", "모두"]
    assert await seen(slack, "U0JIWOO") == ["모두"]


async def test_an_original_is_replaced_or_deleted(answer: Any, slack: SlackDriver, client: Any) -> None:
    ts = (await client.chat_postMessage(channel="C0MEAL", text="원본"))["ts"]
    address = answer.of(ts)
    await address(text="바뀜", replace_original=True)
    assert await seen(slack, "U0JIWOO") == ["바뀜"]
    await address(delete_original=True)
    assert await seen(slack, "U0JIWOO") == []


async def test_an_ephemeral_original_is_replaced_or_deleted(answer: Any, slack: SlackDriver, client: Any) -> None:
    ts = (await client.chat_postEphemeral(channel="C0MEAL", user="U0SUA", text="원본"))["message_ts"]
    address = answer.of(ts)
    await address(text="바뀜", replace_original=True)
    assert await seen(slack) == ["바뀜"]
    await address(delete_original=True)
    assert await seen(slack) == []


async def test_an_answer_is_checked_as_messages_are(answer: Any, slack: SlackDriver) -> None:
    status, text = await answer(text="x", blocks=[{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}])
    assert (status, "invalid_blocks" in text) == (400, True)
    assert (await answer())[0] == 400
    assert await seen(slack) == []
    assert len(await slack.violations()) == 2


async def test_a_garbled_answer_is_no_fault_of_the_server(playground: Playground, answer: Any) -> None:
    url = f"{playground.url}response/{answer.path}"
    async with aiohttp.request("POST", url, data=b"{") as response:
        assert response.status == 400
    async with aiohttp.request("POST", f"{playground.url}response/made-up", data=b"{}") as response:
        assert response.status == 404
