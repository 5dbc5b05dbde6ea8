"""Slack's Web API methods as facts: arguments, errors, bot scopes, rate tier, body (from Slack's method pages)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from playground.methods import conversations, messages, people
from playground.methods.spec import COMMON_ERRORS, MethodSpec, Tier, read_tables

METHODS: Final[Mapping[str, MethodSpec]] = MappingProxyType(
    read_tables(messages.TABLE, conversations.TABLE, people.TABLE)
)
"""By name, every method of the Web API that the playground can be asked for."""

__all__ = ["COMMON_ERRORS", "METHODS", "MethodSpec", "Tier"]
