"""Column types that mean the same on SQLite and on MySQL or MariaDB."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Dialect, String
from sqlalchemy.dialects import mysql
from sqlalchemy.types import TypeDecorator, TypeEngine

from domain.errors import WrittenLater, word_of


class UTCDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC, to the microsecond, that compares as stored.

    MySQL's plain DATETIME drops microseconds, and neither database keeps a zone.
    """

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """DATETIME(6) on MySQL; on SQLite text with six decimals always, which sorts like the moments."""
        if dialect.name in {"mysql", "mariadb"}:
            return dialect.type_descriptor(mysql.DATETIME(fsp=6))
        return dialect.type_descriptor(DateTime())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 its interface
        """Naive moments are refused: nobody knows when they are."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without a zone: {value!r}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 its interface
        """Gives the zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


class Word(TypeDecorator[StrEnum]):
    """One word of a vocabulary, stored as its value.

    One that only a later version knows is never guessed at: reading it raises `WrittenLater`, or gives None where the
    column may do without (`dispensable`).
    """

    impl = String
    cache_ok = True

    def __init__(self, words: type[StrEnum], length: int = 32, *, dispensable: bool = False) -> None:
        super().__init__(length)
        self.words = words
        self.dispensable = dispensable

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:  # noqa: ARG002 its interface
        """The word's value."""
        return None if value is None else value.value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002 its interface
        """The word."""
        if value is None:
            return None
        try:
            return word_of(self.words, value)
        except WrittenLater:
            if self.dispensable:
                return None
            raise


class Words(TypeDecorator[tuple[StrEnum, ...]]):
    """Some words of a vocabulary, in its order, stored with a space between: people can read it, LIKE can search it.

    Those that only a later version knows are left out.
    """

    impl = String
    cache_ok = True

    def __init__(self, words: type[StrEnum], length: int = 128) -> None:
        super().__init__(length)
        self.words = words

    def process_bind_param(self, value: Iterable[StrEnum] | None, dialect: Dialect) -> str:  # noqa: ARG002 its interface
        """The words' values; nothing and no words are the same."""
        chosen = frozenset(value or ())
        return " ".join(word.value for word in self.words if word in chosen)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[StrEnum, ...]:  # noqa: ARG002 its interface
        """The words."""
        kept = frozenset((value or "").split())
        return tuple(word for word in self.words if word.value in kept)
