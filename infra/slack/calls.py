"""One call to Slack: timed, bounded, counted, and never retried. A failure says what it means."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from time import perf_counter
from typing import Any, Final

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from infra.metrics import Metrics
from infra.slack.errors import Refused, SlackCallError, Unsent, classify, of_status, of_upload

ANSWER: Final = "response_url"
"""What answers to a command or click are called among the methods."""

UPLOAD: Final = "upload"
"""What sending the bytes of a file is called among the methods."""

PAGE_LIMIT: Final = 20
"""Pages read at most, so that no list keeps a delivery for ever."""

_OK: Final = 200


class SlackCalls:
    """Slack's Web API under one token, over one shared session."""

    def __init__(
        self, token: str, base_url: str, session: aiohttp.ClientSession, metrics: Metrics, *, direct: bool = False
    ) -> None:
        # No retry handlers: slack_sdk's own would post twice when an answer is lost.
        self.client = AsyncWebClient(token=token, base_url=base_url, session=session, retry_handlers=[])
        if direct:
            self.client.proxy = None  # slack_sdk sends even loopback addresses to the environment's proxy
        self._session = session
        self._metrics = metrics

    async def write(self, method: str, seconds: float, **arguments: Any) -> Mapping[str, Any]:
        """Calls a method that takes JSON. Raises a `SlackCallError`."""
        given = {name: value for name, value in arguments.items() if value is not None}
        async with self._watched(method, seconds):
            answer = await self.client.api_call(method, json=given)
            return _checked(method, answer.data)

    async def read(self, method: str, seconds: float, **arguments: Any) -> Mapping[str, Any]:
        """Calls a method that takes a query. Raises a `SlackCallError`."""
        async with self._watched(method, seconds):
            answer = await self.client.api_call(method, http_verb="GET", params=arguments)
            told = {"scopes": answer.headers.get("x-oauth-scopes", ""), "date": answer.headers.get("date", "")}
            return _checked(method, answer.data) | told

    async def pages(self, method: str, seconds: float, **arguments: Any) -> AsyncIterator[Mapping[str, Any]]:
        """The pages of a list, each read when it is asked for."""
        cursor = ""
        for _ in range(PAGE_LIMIT):
            more = {"cursor": cursor} if cursor else {}
            page = await self.read(method, seconds, **arguments, **more)
            yield page
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    async def answer(self, url: str, seconds: float, body: Mapping[str, Any]) -> None:
        """Posts to a response url. Raises a `SlackCallError`."""
        async with self._watched(ANSWER, seconds), self._session.post(url, json=body) as response:
            if response.status != _OK:
                code = (await response.text())[:40] or f"http_{response.status}"
                raise of_status(ANSWER, response.status, response.headers, code)

    async def send_bytes(self, url: str, seconds: float, content: bytes) -> None:
        """Posts the bytes of a file to the address that Slack gave for them. Raises a `SlackCallError`."""
        async with self._watched(UPLOAD, seconds), self._session.post(url, data=content) as response:
            if response.status != _OK:
                raise of_upload(UPLOAD, response.status, response.headers)

    @asynccontextmanager
    async def _watched(self, method: str, seconds: float) -> AsyncIterator[None]:
        began, outcome = perf_counter(), "ok"
        try:
            async with asyncio.timeout(seconds):
                yield
        except SlackCallError as error:
            outcome = self._count(error)
            raise
        except Exception as error:
            # Whatever else broke while the call was on its way leaves open whether Slack did it.
            meaning = classify(method, error)
            outcome = self._count(meaning)
            raise meaning from error
        finally:
            self._metrics.api_seconds.labels(method).observe(perf_counter() - began)
            self._metrics.api_calls.labels(method, outcome).inc()

    def _count(self, error: SlackCallError) -> str:
        if isinstance(error, Unsent) and error.retry_after is not None:
            self._metrics.rate_limited.labels(error.method).inc()
        return "refused" if isinstance(error, Refused) else type(error).__name__.lower()


def _checked(method: str, data: Any) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise TypeError(f"{method} was not answered with an object")
    return data
