"""What a failed call means, from the answers of a server that misbehaves."""

import asyncio
import socket
from datetime import timedelta

import aiohttp
import pytest
from aiohttp import web

from domain.outgoing import Content
from infra.metrics import Metrics
from infra.slack.errors import Gone, Refused, SlackCallError, Unknown, Unsent
from infra.slack.gateway import SlackGateway
from tests.infra.slack.conftest import Answering, gateway_at, odd_server


async def failure(gateway: SlackGateway) -> SlackCallError:
    with pytest.raises(SlackCallError) as caught:
        await gateway.post("C1", Content("hello"), "key")
    return caught.value


async def failure_of(answering: Answering, session: aiohttp.ClientSession, seconds: float = 5) -> SlackCallError:
    async with odd_server(answering) as url:
        return await failure(gateway_at(url, "xoxb-x", session, Metrics(), seconds))


def saying(code: str) -> Answering:
    async def answer(_: web.Request) -> web.Response:
        return web.json_response({"ok": False, "error": code})

    return answer


def status(number: int, body: str = "sorry", **headers: str) -> Answering:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=number, text=body, headers=headers)

    return answer


@pytest.mark.parametrize("code", ["channel_not_found", "is_archived", "user_disabled", "restricted_action", "no_text"])
async def test_most_of_slacks_errors_are_final(code: str, session: aiohttp.ClientSession) -> None:
    error = await failure_of(saying(code), session)

    assert type(error) is Refused
    assert error.code == code


@pytest.mark.parametrize("code", ["internal_error", "fatal_error", "request_timeout"])
async def test_where_slack_broke_down_the_message_may_be_there(code: str, session: aiohttp.ClientSession) -> None:
    assert isinstance(await failure_of(saying(code), session), Unknown)


@pytest.mark.parametrize("code", ["invalid_auth", "token_revoked", "missing_scope", "service_unavailable"])
async def test_what_an_operator_or_slack_can_set_right_is_tried_again(
    code: str, session: aiohttp.ClientSession
) -> None:
    error = await failure_of(saying(code), session)

    assert isinstance(error, Unsent)
    assert error.retry_after is None


async def test_a_message_that_is_no_more_is_gone(session: aiohttp.ClientSession) -> None:
    assert isinstance(await failure_of(saying("message_not_found"), session), Gone)


async def test_429_says_how_long_to_wait(session: aiohttp.ClientSession) -> None:
    error = await failure_of(status(429, "", **{"Retry-After": "17"}), session)

    assert isinstance(error, Unsent)
    assert error.retry_after == timedelta(seconds=17)


@pytest.mark.parametrize("value", ["", "soon", "-3"])
async def test_429_without_a_sensible_pause_waits_half_a_minute(value: str, session: aiohttp.ClientSession) -> None:
    error = await failure_of(status(429, "", **{"Retry-After": value}), session)

    assert isinstance(error, Unsent)
    assert error.retry_after == timedelta(seconds=30)


@pytest.mark.parametrize("number", [500, 502, 503, 504])
async def test_a_server_error_leaves_open_whether_it_was_done(number: int, session: aiohttp.ClientSession) -> None:
    assert isinstance(await failure_of(status(number), session), Unknown)


@pytest.mark.parametrize("body", ["", "<html>", "[1]", "null", '"ok"', "{"])
async def test_an_answer_that_makes_no_sense_leaves_it_open_too(body: str, session: aiohttp.ClientSession) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(text=body, content_type="application/json")

    assert isinstance(await failure_of(answer, session), Unknown)


async def test_a_proxy_that_says_no_is_not_slack_saying_no(session: aiohttp.ClientSession) -> None:
    assert isinstance(await failure_of(status(403, "<html>"), session), Unsent)


async def test_no_answer_in_time_leaves_it_open(session: aiohttp.ClientSession) -> None:
    released = asyncio.Event()

    async def answer(_: web.Request) -> web.Response:
        await released.wait()
        return web.Response()

    async with odd_server(answer) as url:
        error = await failure(gateway_at(url, "xoxb-x", session, Metrics(), seconds=0.05))
        released.set()

    assert isinstance(error, Unknown)


async def test_a_connection_that_breaks_leaves_it_open(session: aiohttp.ClientSession) -> None:
    async def answer(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    assert isinstance(await failure_of(answer, session), Unknown)


async def test_a_refused_connection_certainly_sent_nothing(session: aiohttp.ClientSession) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/"

    assert isinstance(await failure(gateway_at(url, "xoxb-x", session, Metrics())), Unsent)


async def test_a_post_is_never_tried_twice_by_itself(session: aiohttp.ClientSession) -> None:
    came = 0

    async def answer(request: web.Request) -> web.Response:
        nonlocal came
        came += 1
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    await failure_of(answer, session)

    assert came == 1


async def test_calls_are_counted_by_method_and_outcome(session: aiohttp.ClientSession) -> None:
    metrics = Metrics()
    async with odd_server(status(429, "", **{"Retry-After": "1"})) as url:
        await failure(gateway_at(url, "xoxb-x", session, metrics))

    text = metrics.render().decode()
    assert 'partner42_slack_api_calls_total{method="chat.postMessage",outcome="unsent"} 1.0' in text
    assert 'partner42_slack_rate_limited_total{method="chat.postMessage"} 1.0' in text


async def test_an_environments_proxy_is_not_used_for_this_machine(
    session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9/")

    assert isinstance(await failure_of(saying("is_archived"), session), Refused)


async def test_a_used_up_response_url_is_final(session: aiohttp.ClientSession) -> None:
    async with odd_server(status(404, "used_url")) as url:
        gateway = gateway_at(url, "xoxb-x", session, Metrics())
        with pytest.raises(Refused) as refused:
            await gateway.answer(f"{url}response/1", Content("hi"), replace_original=False)

    assert refused.value.code == "used_url"
