"""What people read: sentences by key, with times and lists as their language writes them."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_datetime
from babel.lists import format_list

from domain.model.people import Actor, Member, Workspace
from domain.vocabulary import Language

PluralForms = Mapping[str, str]
Catalog = Mapping[str, str | PluralForms]
"""A text, or its plural forms by CLDR's names, for each dotted key."""

PLURAL_FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})


@cache
def catalog(language: Language) -> Catalog:
    """Every text of a language, read from its files the first time."""
    return {key: text for part in ("", "ice_breakers.") for key, text in _read(f"{part}{language}.toml")}


def _read(name: str) -> Iterator[tuple[str, str | PluralForms]]:
    source = files("handlers.locale").joinpath(name).read_text(encoding="utf-8")
    return _flat(tomllib.loads(source))


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str | PluralForms]]:
    for name, content in table.items():
        key = f"{prefix}{name}"
        if isinstance(content, str) or (isinstance(content, dict) and content.keys() <= PLURAL_FORMS):
            yield key, content
        elif isinstance(content, dict):
            yield from _flat(content, f"{key}.")
        else:
            raise TypeError(f"{key} is neither a text nor a table of texts")


@dataclass(frozen=True, slots=True)
class Texts:
    """Speaks one language and tells times in one zone. Values that people wrote are escaped by whoever passes them."""

    language: Language
    zone: ZoneInfo

    def say(self, key: str, /, **values: object) -> str:
        """The text of a key, its placeholders filled; `count` chooses the plural form. KeyError if there is none."""
        text = catalog(self.language)[key]
        if not isinstance(text, str):
            text = text[self._locale.plural_form(_number(values["count"]))]
        return text.format_map(values)

    def has(self, key: str) -> bool:
        """Whether there is a text of this key."""
        return key in catalog(self.language)

    def moment(self, at: datetime) -> str:
        """Day and time, absolute: 7/3 목 12:30."""
        return format_datetime(at, self.say("format.moment"), tzinfo=self.zone, locale=self._locale)

    def clock(self, at: datetime) -> str:
        """The time of day alone."""
        return format_datetime(at, self.say("format.clock"), tzinfo=self.zone, locale=self._locale)

    def moment_beside(self, at: datetime, other: datetime) -> str:
        """The time of day alone where it is on the day of another moment that is shown too."""
        same_day = at.astimezone(self.zone).date() == other.astimezone(self.zone).date()
        return self.clock(at) if same_day else self.moment(at)

    def either(self, items: Iterable[str]) -> str:
        """Items of which any one will do, joined as the language joins them."""
        return format_list(tuple(items), style="or", locale=self._locale)

    @property
    def _locale(self) -> Locale:
        return _locale(self.language)


def own_texts(actor: Actor) -> Texts:
    """In the person's language."""
    return Texts(actor.language, actor.workspace.zone)


def shared_texts(workspace: Workspace, members: Iterable[Member]) -> Texts:
    """In the one language that all of them speak; in the workspace's, where they don't share one."""
    languages = {Actor(workspace, member).language for member in members}
    return Texts(languages.pop() if len(languages) == 1 else workspace.language, workspace.zone)


def common_texts(workspace: Workspace) -> Texts:
    """In the workspace's language, for what several people read."""
    return Texts(workspace.language, workspace.zone)


@cache
def _locale(language: Language) -> Locale:
    return Locale(str(language))


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError("count must be a whole number")
    return value


def escape(text: str) -> str:
    """Text that a person wrote, such that Slack's mrkdwn shows it and neither links nor mentions come of it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
