"""Reading what came back from a modal: Slack's state of each input, tolerant of what is not there."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from domain.errors import DomainError, ErrorCode
from domain.vocabulary import Category
from handlers.ids import Confirmation, Field, Setting

E = TypeVar("E", bound=StrEnum)

Input = Field | Setting | Confirmation

_USER_ID = re.compile(r"[UW][A-Z0-9]{1,31}")

_CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{1,31}")

_FOR_EVER = 10**10
"""Seconds; Slack's picker has ten digits."""


class Entered:
    """The inputs of a view. What is missing or makes no sense reads as nothing, or as `condition_missing`."""

    def __init__(self, view: Mapping[str, Any]) -> None:
        self._values: Mapping[str, Any] = (view.get("state") or {}).get("values") or {}
        self.metadata = _metadata(view.get("private_metadata"))

    def text(self, field: Field) -> str | None:
        """A text without blanks around it."""
        value = self._of(field).get("value")
        return value.strip() or None if isinstance(value, str) else None

    def ticked(self, field: Input) -> frozenset[str]:
        """The values of ticked checkboxes. Raises `condition_missing` for what is none: nothing is unticked by that."""
        values = [_value(option) for option in self._list(field, "selected_options")]
        if None in values:
            raise missing(field)
        return frozenset(value for value in values if value is not None)

    def chosen(self, field: Input, words: type[E]) -> E | None:
        """The word that was chosen."""
        return _word(self.value(field), words)

    def value(self, field: Input) -> str | None:
        """The value that was chosen, whatever it is."""
        return _value(self._of(field).get("selected_option"))

    def people(self, field: Input) -> tuple[str, ...]:
        """The Slack ids of the people chosen, each once. What is no such id is nobody's."""
        chosen = self._list(field, "selected_users")
        return tuple(dict.fromkeys(each for each in chosen if isinstance(each, str) and _USER_ID.fullmatch(each)))

    def must_have(self, field: Input) -> None:
        """Refuses a form that says nothing at all of an input: Slack always says what it holds, be it nothing."""
        if not self._of(field):
            raise missing(field)

    def conversation(self, field: Field) -> str | None:
        """The channel that was chosen. Nobody's direct messages are one."""
        state = self._of(field)
        chosen = state.get("selected_conversation") or state.get("selected_channel")
        return chosen if isinstance(chosen, str) and _CHANNEL_ID.fullmatch(chosen) else None

    def moment(self, field: Field) -> datetime:
        """A moment, aware, in UTC."""
        seconds = self._of(field).get("selected_date_time")
        if type(seconds) is not int or not 0 <= seconds < _FOR_EVER:
            raise missing(field)
        return datetime.fromtimestamp(seconds, UTC)

    def number(self, field: Field) -> int:
        """A whole number, chosen or typed."""
        state = self._of(field)
        value = _value(state.get("selected_option") or state)
        try:
            return int(str(value))
        except ValueError:
            raise missing(field) from None

    def category(self) -> Category:
        """The category chosen, or the one that the form was made for."""
        known = self.chosen(Field.CATEGORY, Category) or _word(self.metadata.get("category"), Category)
        if known is None:
            raise missing(Field.CATEGORY)
        return known

    def _list(self, field: Input, name: str) -> Sequence[Any]:
        chosen = self._of(field).get(name) or []
        if not isinstance(chosen, list):
            raise missing(field)
        return chosen

    def _of(self, field: Input) -> Mapping[str, Any]:
        return (self._values.get(field) or {}).get(field) or {}


def _value(option: object) -> str | None:
    value = option.get("value") if isinstance(option, Mapping) else None
    return value if isinstance(value, str) else None


def _word(value: object, words: type[E]) -> E | None:
    return next((word for word in words if word == value), None)


def _metadata(text: object) -> Mapping[str, Any]:
    try:
        found = json.loads(text) if isinstance(text, str) and text else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def missing(field: Input) -> DomainError:
    """An input that nothing can stand in for is empty."""
    return DomainError(ErrorCode.CONDITION_MISSING, field=field)
