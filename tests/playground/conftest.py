from collections.abc import AsyncIterator, Awaitable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from playground import ManualMachineClock, Playground, PlaygroundOptions, Shortcut
from playground.driver import SlackDriver
from playground.web_api.dispatcher import _Exchange
from playground.web_api.errors import ApiError
from tests.playground.bot import handmade_bot
from tests.playground.scene import Scene

EVERY_SCOPE = frozenset(
    f"{family}:{act}" for family in ("channels", "groups", "im", "mpim") for act in ("read", "write", "history")
) | {"commands", "chat:write", "files:write", "channels:join", "channels:manage", "users:read", "team:read"}


UNLISTED = frozenset({"cannot_dm_bot", "not_in_channel", "invalid_json", "json_not_object"})
"""What Slack answers though the method's page doesn't list it: reported by others, or on the Web API's main page."""


@pytest.fixture(autouse=True)
def only_errors_slack_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold every refusal in every test against the method's own page."""
    real = _Exchange._refused

    def checked(self: _Exchange, refusal: ApiError) -> Any:
        spec = self._spec
        assert spec is None or spec.may_answer(refusal.code) or refusal.code in UNLISTED, refusal.code
        return real(self, refusal)

    monkeypatch.setattr(_Exchange, "_refused", checked)


@pytest.fixture
def machine() -> ManualMachineClock:
    return ManualMachineClock()


@pytest.fixture
async def playground(machine: ManualMachineClock) -> AsyncIterator[Playground]:
    """A workspace in memory whose app has every scope and no rate limit; nobody is connected to it."""
    options = PlaygroundOptions(port=0, machine=machine, rate_scale=0, scopes=EVERY_SCOPE)
    async with Playground(options) as running:
        yield running


@pytest.fixture
async def client(playground: Playground) -> AsyncWebClient:
    """The Web API with the bot's token."""
    return AsyncWebClient(token=playground.options.bot_token, base_url=playground.api_url)


@pytest.fixture
async def slack(playground: Playground) -> AsyncIterator[SlackDriver]:
    async with SlackDriver(playground.url) as driver:
        yield driver


@pytest.fixture
async def scene(machine: ManualMachineClock) -> AsyncIterator[Scene]:
    shortcuts = (Shortcut("new_recruitment", "새 모집"),)
    options: dict[str, Any] = {"machine": machine, "rate_scale": 0, "scopes": EVERY_SCOPE, "shortcuts": shortcuts}
    async with handmade_bot(**options) as (playground, bot), SlackDriver(playground.url) as slack:
        yield Scene(playground, bot, slack, machine)


async def refusal(call: Awaitable[Any]) -> str:
    """The error code with which Slack refuses a call."""
    return str((await refused(call))["error"])


async def refused(call: Awaitable[Any]) -> Any:
    """The whole answer with which Slack refuses a call."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response
