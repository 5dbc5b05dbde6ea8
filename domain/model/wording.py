"""What is kept of what a person typed: nothing that turns the words around it, nothing that shows nothing."""

import re
from typing import Final
from unicodedata import category

_UNWANTED: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Marks of the writing direction, of which one left open turns the rest of its line; halves of letters."""

_BLANK: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters by category that have no shape."""

_SHAPELESS: Final = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})


def kept(text: str | None) -> str | None:
    """The text without marks of direction and blanks around it; None where nothing of it can be seen."""
    said = _UNWANTED.sub("", text or "").strip()
    return said if any(_shows(letter) for letter in said) else None


def _shows(letter: str) -> bool:
    return letter not in _BLANK and category(letter) not in _SHAPELESS
