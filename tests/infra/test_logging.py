import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Literal

import pytest
import structlog

from infra.logging import HIDDEN, configure_logging


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def logged(message: str, *, secrets: tuple[str, ...] = (), style: str = "json", **values: object) -> str:
    stream = io.StringIO()
    configure_logging("INFO", "json" if style == "json" else "console", secrets=secrets, stream=stream)
    structlog.get_logger("somewhere").info(message, **values)
    return stream.getvalue()


def test_a_line_is_json_with_its_level_logger_and_time() -> None:
    line = json.loads(logged("delivered", kind="card"))

    assert line["event"] == "delivered"
    assert line["kind"] == "card"
    assert line["level"] == "info"
    assert line["logger"] == "somewhere"
    assert line["timestamp"].endswith("Z")


def test_what_is_bound_to_a_request_is_on_each_of_its_lines() -> None:
    with structlog.contextvars.bound_contextvars(request="abc", team="T1"):
        line = json.loads(logged("joined"))

    assert (line["request"], line["team"]) == ("abc", "T1")


@pytest.mark.parametrize(
    "secret",
    [
        "xoxb-" + "123-abc",
        "xapp-" + "1-A0-b",
        "https://hooks.slack.com/commands/T0/1/x",
        "http://127.0.0.1:4242/response/abc123",
        "mysql+aiomysql://user:password@host/db",
    ],
)
@pytest.mark.parametrize("style", ["json", "console"])
def test_whatever_looks_like_a_secret_is_hidden(secret: str, style: str) -> None:
    line = logged("calling", style=style, where=f"at {secret} now")

    assert HIDDEN in line
    assert secret not in line
    assert "password" not in line


def test_known_secrets_are_hidden_whatever_they_look_like() -> None:
    line = logged("signed", secrets=("open sesame",), by="open sesame")

    assert "open sesame" not in line


PERSONAL = "배고파요"


def _read_a_number() -> None:
    try:
        int(PERSONAL)
    except ValueError as error:
        raise RuntimeError("open sesame") from error


def _read_several() -> None:
    raise ExceptionGroup("two", [KeyError(PERSONAL), OSError("no room left")])


def traced(broken: Callable[[], None], style: Literal["json", "console"]) -> str:
    stream = io.StringIO()
    configure_logging("INFO", style, secrets=("open sesame",), stream=stream)
    try:
        broken()
    except (RuntimeError, ExceptionGroup):
        structlog.get_logger("somewhere").exception("broke")
    return stream.getvalue()


@pytest.mark.parametrize("style", ["json", "console"])
def test_a_trace_says_where_and_what_but_nothing_secret_or_personal(style: Literal["json", "console"]) -> None:
    trace = traced(_read_a_number, style)

    assert trace.index("in _read_a_number") < trace.index("ValueError") < trace.index(f"RuntimeError: {HIDDEN}")
    assert "open sesame" not in trace
    assert PERSONAL not in trace


def test_a_trace_of_several_errors_has_each() -> None:
    trace = traced(_read_several, "console")

    assert "KeyError" in trace
    assert "OSError: no room left" in trace
    assert PERSONAL not in trace


def test_libraries_log_in_the_same_shape() -> None:
    stream = io.StringIO()
    configure_logging("INFO", "json", stream=stream)
    logging.getLogger("uvicorn.error").warning("port %s", 1)

    assert json.loads(stream.getvalue())["event"] == "port 1"


def test_libraries_that_quote_messages_stay_quiet_even_at_debug() -> None:
    stream = io.StringIO()
    configure_logging("DEBUG", "json", stream=stream)
    logging.getLogger("slack_sdk.web.async_base_client").debug("params: 배고파요")
    logging.getLogger("slack_bolt.AsyncApp").warning("Unhandled request: 배고파요")

    assert stream.getvalue() == ""


def test_below_the_level_nothing_is_said() -> None:
    stream = io.StringIO()
    configure_logging("ERROR", "json", stream=stream)
    structlog.get_logger("somewhere").warning("hm")

    assert stream.getvalue() == ""


def test_without_a_terminal_it_is_json() -> None:
    stream = io.StringIO()
    configure_logging("INFO", None, stream=stream)
    structlog.get_logger("somewhere").info("x")

    assert json.loads(stream.getvalue())["event"] == "x"
