"""Traces for the log: where it happened and what kind of error it was, without words that may be somebody's."""

import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Final, TextIO

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]

_QUOTING: Final = (ValueError, LookupError, TypeError, AttributeError, AssertionError)
"""Errors that quote the value they stumbled over, which may be what a person typed."""


def trace_of(exc_info: ExcInfo) -> str:
    """The trace of an error and of all that led to it. What errors say is left out where it may quote somebody."""
    return "\n".join(_told(each) for each in _chain(exc_info[1]))


def write_trace(out: TextIO, exc_info: ExcInfo) -> None:
    """The same below a line on a terminal."""
    out.write("\n" + trace_of(exc_info))


def _chain(error: BaseException) -> Iterator[BaseException]:
    """What happened first comes first."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _chain(before)
    yield error
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            yield from _chain(each)


def _told(error: BaseException) -> str:
    frames = "".join(traceback.format_tb(error.__traceback__))
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    words = "" if isinstance(error, _QUOTING) else str(error)
    return f"Traceback (most recent call last):\n{frames}{kind}: {words}".rstrip(": ")
