"""Tables of words, Korean and English, turned into one pattern each, with particles and refusals around them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

FLAGS = re.IGNORECASE | re.ASCII  # ASCII: a Hangul letter right behind "3pm" ends the word, and no exotic case folding
LEFT = r"(?<![가-힣0-9A-Za-z_])"
RIGHT = r"(?![가-힣A-Za-z_]|[-'’][A-Za-z])"
PARTICLE = (
    r"(?:(?:에서|으로|에|로)?(?:는|만|도)|에서|으로|에|로|은|이나|나|이랑|랑|하고|과|와"
    r"|까지|부터|(?:쯤|정도|경)에?|을|를|이|가|이요|요|의)"
)
_REFUSED_BEFORE = r"(?P<not>(?:not|no|except|without|non)[ -])"
_REFUSED_BEHIND = (
    r"(?P<refused> ?(?:말고|빼고|제외(?:하고)?|아니고|아닌|아님|안 ?됨|안 ?돼요?|불가|싫어요?|외에?)(?![가-힣]))"
)
_PREPOSITION = r"(?:(?:at|in|on|to|near|for|by|via) (?:the )?)"


@dataclass(frozen=True)
class Found(Generic[T]):
    """A term in a text."""

    start: int
    end: int
    value: T
    refused: bool = False
    """It was named only to be ruled out: "서초 말고", "not seocho"."""


def split_words(*lines: str) -> tuple[str, ...]:
    """Take the words of comma-separated lines."""
    return tuple(word.strip() for line in lines for word in line.split(","))


def either(words: Iterable[str]) -> str:
    """Make an alternation in which the longest word wins; a space in a word may be left out or be a hyphen."""
    ordered = sorted(set(words), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", "[ -]?") for word in ordered)


def bare(word: str) -> str:
    """Reduce a word to what a table is keyed by."""
    return re.sub("[ -]", "", word).lower()


class Terms(Generic[T]):
    """A table of words that stand for values."""

    def __init__(self, table: Mapping[T, Iterable[str]], *, particles: str = PARTICLE) -> None:
        """`table` gives the words of each value; `particles` is what may be attached to one."""
        words = {value: tuple(spelled) for value, spelled in table.items()}
        self._values = {bare(word): value for value, spelled in words.items() for word in spelled}
        names = either(word for spelled in words.values() for word in spelled)
        self._pattern = re.compile(
            f"{LEFT}{_REFUSED_BEFORE}?{_PREPOSITION}?(?P<word>{names}){particles}?{_REFUSED_BEHIND}?{RIGHT}",
            FLAGS,
        )

    def find(self, text: str) -> list[Found[T]]:
        """Find every term, in the order of the text."""
        return [self._found(match) for match in self._pattern.finditer(text)]

    def _found(self, match: re.Match[str]) -> Found[T]:
        refused = match["not"] is not None or match["refused"] is not None
        return Found(match.start(), match.end(), self._values[bare(match["word"])], refused)
