"""Structured logs: for people on a terminal, as JSON elsewhere. No secret and no message text ever stands in them.

A request's id and team are bound as context variables, so that every line of a request carries them.
"""

import logging
import re
import sys
from collections.abc import Iterable
from logging.config import dictConfig
from typing import Any, Final, Literal, TextIO

import structlog
from structlog.typing import EventDict, Processor

from infra.traces import trace_of, write_trace

HIDDEN: Final = "[hidden]"

_SECRET_SHAPES: Final = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+|https://hooks\.slack\.com/\S+|/response/[\w-]+|(?<=://)[^/\s:@]+:[^@\s]+(?=@)"
)
"""Slack tokens, response urls, and the user and password of an address."""

_QUIET: Final = {
    "slack_bolt": "ERROR",  # its warnings quote the body of what nobody handled
    "slack_sdk": "WARNING",  # its DEBUG lines quote whole messages
    "aiohttp": "WARNING",
    "aiosqlite": "WARNING",
    "apscheduler": "WARNING",
    "asyncio": "WARNING",
    "sqlalchemy": "WARNING",
    "alembic": "WARNING",
    "uvicorn": "WARNING",
}


class Redaction:
    """A renderer around another one: takes known secrets, and whatever has the shape of one, out of the line."""

    def __init__(self, render: Processor, secrets: Iterable[str] = ()) -> None:
        self._render = render
        self._secrets = tuple(sorted((each for each in secrets if each), key=len, reverse=True))

    def __call__(self, logger: Any, name: str, event: EventDict) -> str:
        """The rendered line without secrets."""
        return self.redact(str(self._render(logger, name, event)))

    def redact(self, line: str) -> str:
        """The line without secrets."""
        for secret in self._secrets:
            line = line.replace(secret, HIDDEN)
        return _SECRET_SHAPES.sub(HIDDEN, line)


def configure_logging(
    level: str,
    style: Literal["console", "json"] | None = None,
    *,
    secrets: Iterable[str] = (),
    stream: TextIO | None = None,
) -> None:
    """Sets logging up for the whole process. Without a style it is `json` unless the stream is a terminal."""
    out = stream or sys.stderr
    shared = _shared_processors()
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        cache_logger_on_first_use=False,
    )
    renderer = Redaction(_renderer(style or ("console" if out.isatty() else "json"), colors=out.isatty()), secrets)
    dictConfig(_stdlib(level, shared, renderer, out))


def _shared_processors() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _renderer(style: str, *, colors: bool) -> Processor:
    if style == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=write_trace)


def _stdlib(level: str, shared: list[Processor], renderer: Redaction, stream: TextIO) -> dict[str, Any]:
    as_json = isinstance(renderer._render, structlog.processors.JSONRenderer)  # noqa: SLF001 - the two belong together
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": shared,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            *([structlog.processors.ExceptionRenderer(trace_of)] if as_json else []),
            renderer,
        ],
    }
    severities = logging.getLevelNamesMapping()
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"structured": formatter},
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "structured", "stream": stream}},
        "root": {"handlers": ["out"], "level": level},
        "loggers": {name: {"level": max(least, level, key=severities.__getitem__)} for name, least in _QUIET.items()},
    }
