"""What a failed call to Slack means for whoever has to go on from there.

The question is always whether Slack may have done what was asked: a post that may have arrived must be looked for
before it is tried again.
"""

from datetime import timedelta
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError

IN_DOUBT: Final = frozenset({"internal_error", "fatal_error", "request_timeout", "update_failed"})
"""Slack broke down on the way: done or not, nobody knows."""

PASSING: Final = frozenset(
    {
        # Slack asks to come back
        "ratelimited",
        "rate_limited",
        "message_limit_exceeded",
        "service_unavailable",
        "team_added_to_org",
        "external_channel_migrating",
        # an operator can set these right; until then nothing is lost
        "not_authed",
        "invalid_auth",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "missing_scope",
        "ekm_access_denied",
        "access_denied",
        "accesslimited",
        "org_login_required",
        "two_factor_setup_required",
        "team_access_not_granted",
    }
)
"""Certainly not done, but worth another try later."""

VANISHED: Final = frozenset({"message_not_found", "cant_update_message"})
"""The message to be changed is there no more, or is not ours."""

_TOO_MANY: Final = 429
_FIRST_ERROR: Final = 400
_SERVER_ERROR: Final = 500
_DEFAULT_RETRY_AFTER: Final = timedelta(seconds=30)


class SlackCallError(Exception):
    """A call to Slack that failed. `code` is Slack's word for it, or ours where Slack said nothing."""

    def __init__(self, method: str, code: str) -> None:
        super().__init__(f"{method}: {code}")
        self.method = method
        self.code = code


class Unsent(SlackCallError):  # noqa: N818 - named for what it means
    """Slack certainly did not do it; later it may. `retry_after` is set where Slack said when."""

    def __init__(self, method: str, code: str, retry_after: timedelta | None = None) -> None:
        super().__init__(method, code)
        self.retry_after = retry_after


class Unknown(SlackCallError):  # noqa: N818 - named for what it means
    """Nobody knows whether Slack did it."""


class Refused(SlackCallError):  # noqa: N818 - named for what it means
    """Slack did not do it and never will. `details` are the errors it lists."""

    def __init__(self, method: str, code: str, details: tuple[Any, ...] = ()) -> None:
        super().__init__(method, code)
        self.details = details


class Gone(Refused):
    """The message to be changed is there no more."""


def classify(method: str, error: Exception) -> SlackCallError:
    """What a failed call means."""
    if isinstance(error, SlackApiError):
        return _of_answer(method, error.response)
    if isinstance(error, (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)):
        return Unsent(method, "not_connected")
    if isinstance(error, TimeoutError):
        return Unknown(method, "timed_out")
    return Unknown(method, f"broken:{type(error).__name__}")


def of_status(method: str, status: int, headers: Any, code: str) -> SlackCallError:
    """What an answer means that isn't 200; `code` is the word for one that was refused."""
    if status == _TOO_MANY:
        return Unsent(method, "ratelimited", _retry_after(headers))
    if status >= _SERVER_ERROR:
        return Unknown(method, f"http_{status}")
    return Refused(method, code)


def of_upload(method: str, status: int, headers: Any) -> SlackCallError:
    """What an answer of the address for a file's bytes means that isn't 200.

    What is no overload and no breakdown comes of a proxy, or of an address that is over: Slack's rules are not told
    there, and a new address may do.
    """
    meaning = of_status(method, status, headers, f"http_{status}")
    return Unsent(method, meaning.code) if isinstance(meaning, Refused) else meaning


def _of_answer(method: str, response: Any) -> SlackCallError:
    status = _status(response)
    data = getattr(response, "data", None)
    error = data.get("error") if isinstance(data, dict) else None
    if status == _TOO_MANY or status >= _SERVER_ERROR:
        return of_status(method, status, response.headers, str(error))
    if isinstance(data, dict) and error:
        return _of_code(method, str(error), data, response.headers)
    if status >= _FIRST_ERROR:
        return Unsent(method, f"http_{status}")  # Slack's refusals are 200 and JSON: this is something in between
    return Unknown(method, "garbled")


def _status(response: Any) -> int:
    # Where the body could not be read, slack_sdk hands out aiohttp's answer instead of its own.
    return int(response.status_code if hasattr(response, "status_code") else response.status)


def _of_code(method: str, code: str, data: dict[str, Any], headers: Any) -> SlackCallError:
    if code in IN_DOUBT:
        return Unknown(method, code)
    if code in PASSING:
        limited = code in {"ratelimited", "rate_limited"}
        return Unsent(method, code, _retry_after(headers) if limited else None)
    if code in VANISHED:
        return Gone(method, code)
    return Refused(method, code, tuple(data.get("errors") or ()))


def _retry_after(headers: Any) -> timedelta:
    value = headers.get("Retry-After", "") if headers is not None else ""
    return timedelta(seconds=int(value)) if str(value).isdigit() else _DEFAULT_RETRY_AFTER
