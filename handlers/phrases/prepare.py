"""Before reading: words typed without a gap are parted, and what only looks like a condition is set aside."""

import re

from handlers.phrases.lexicon import CATEGORIES, DAYS, FILLERS_BEHIND, NOW, PARTS, PLACES, WAYS, WEEKDAYS
from handlers.phrases.slip import Slip
from handlers.phrases.terms import FLAGS, either

_KEPT = re.compile(
    r"https?://[^ ]+|www\.[^ ]+|[^ @]{1,64}@[^ @]{1,99}\.[a-z]{2,9}\b"  # addresses
    r"|:[a-z_+-][a-z0-9_+-]{0,60}:"  # emoji
    r"|\"[^\"]+\"|“[^”]+”|「[^」]+」|『[^』]+』"  # a title in quotes
    r"|(?<![0-9])0[0-9]{1,2}[- ]?[0-9]{3,4}[- ]?[0-9]{4}(?![0-9])"  # telephone numbers
    r"|(?<![0-9])[0-9][0-9,.]{0,15} ?(?:천|만|억)?(?:원|달러)|(?<![0-9])[0-9][0-9,.]{0,15} ?(?:won|krw)\b"  # prices
    r"|[$₩€][0-9][0-9,.]{0,15}|(?<![0-9])[0-9]{1,3}(?:,[0-9]{3}){1,5}(?![0-9])"
    r"|(?<![0-9.])(?!20[0-9]{2}\.)v?[0-9]{1,6}(?:\.[0-9]{1,6}){1,5}",  # versions
    FLAGS,
)
_HANGUL = re.compile("[가-힣]+")
_TABLES = (DAYS, WEEKDAYS, PARTS, NOW, PLACES, WAYS, CATEGORIES)
_NAMES = [word for table in _TABLES for words in table.values() for word in words if _HANGUL.fullmatch(word)]
_ENDINGS = [ending for word in FILLERS_BEHIND if len(ending := word.replace(" ", "")) > 1 and _HANGUL.fullmatch(ending)]
_KNOWN = either([*_NAMES, *_ENDINGS])
_WORD = re.compile(f"(?:{_KNOWN})(?:에서|에)?")
_JOINED = re.compile(f"(?<![가-힣])(?:{_WORD.pattern}){{2,}}(?![가-힣])")


def loosen(text: str) -> str:
    """Part Hangul that is nothing but known words: "내일점심개포에서" → "내일 점심 개포에서", "밥먹을사람"."""
    return _JOINED.sub(lambda joined: " ".join(_WORD.findall(joined[0])), text)


def write_down(text: str) -> Slip:
    """Write a text on a slip, with addresses, prices, versions, telephone numbers and quotations left to the title."""
    return Slip(text, text).keep(match.span() for match in _KEPT.finditer(text))
