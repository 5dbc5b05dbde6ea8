"""Text as typed → text as read: one form of each letter, plain spaces, no mark-up of Slack's."""

import re
import unicodedata
from html import unescape

READ_AT_MOST = 3000
"""Characters that are looked at; what a person types by hand is far shorter."""

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_ZERO_WIDTH_JOINER = "\u200d"
_ENTITY = re.compile(r"&(?:amp|lt|gt);")
_LABELLED = re.compile(r"<[@#!][^|<>]*\|([^<>]*)>")
_MENTION = re.compile(r"<[@!][^<>]*>")
_LINK = re.compile(r"<((?:https?:|mailto:|tel:)[^|<>]*)(?:\|[^<>]*)?>")


def normalise(text: str) -> str:
    """Compose Hangul, narrow full-width letters, drop what can't be seen, and make every gap one space."""
    plain = _without_markup(text[:READ_AT_MOST])
    composed = unicodedata.normalize("NFC", plain).translate(_FULL_WIDTH)
    return " ".join("".join(map(_visible, composed)).split())


def _without_markup(text: str) -> str:
    """Slack sends mentions and links in angle brackets, and the brackets that a person typed as entities."""
    text = _LABELLED.sub(r"\1", text)
    text = _LINK.sub(r"\1", text)
    text = _MENTION.sub(" ", text)
    return _ENTITY.sub(lambda found: unescape(found[0]), text)


def _visible(char: str) -> str:
    kind = unicodedata.category(char)
    if kind in {"Cc", "Zs", "Zl", "Zp"}:
        return " "
    if kind in {"Cf", "Cs"} and char != _ZERO_WIDTH_JOINER:
        return ""
    return char
