"""The command that was probably meant by a word that is none.

Words are compared by the keys pressed on a two-set Korean keyboard. That makes one slip of a finger one step in either
script ("렌덤" and "랜덤" differ in one key), and a word in the wrong layout ("qkq" for 밥, "ㅡㄷ미" for meal) no step.
"""

import unicodedata
from collections.abc import Iterator

from handlers.phrases.lexicon import COMMANDS
from handlers.phrases.readings import Word
from handlers.phrases.terms import bare, split_words

LONGEST = 20
KEYS_A_SLIP = 4
"""One slip is forgiven for so many keys of the word that was meant."""
MOST_SLIPS = 2

_INITIALS = split_words("r, R, s, e, E, f, a, q, Q, t, T, d, w, W, c, z, x, v, g")
_VOWELS = split_words("k, o, i, O, j, p, u, P, h, hk, ho, hl, y, n, nj, np, nl, b, m, ml, l")
_FINALS = split_words(", r, R, rt, s, sw, sg, e, f, fr, fa, fq, ft, fx, fv, fg, a, q, qt, t, T, d, w, c, z, x, v, g")
_CLUSTERS = split_words("rt, sw, sg, fr, fa, fq, ft, fx, fv, fg, qt")
_LETTERS = {
    **dict(zip("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", _INITIALS, strict=True)),
    **dict(zip("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ", _VOWELS, strict=True)),
    **dict(zip("ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ", _CLUSTERS, strict=True)),
}
_FIRST, _LAST = ord("가"), ord("힣")


def keys(word: str) -> str:
    """Spell a word by the keys that type it; shift is ignored, for whoever types in the wrong layout rarely sees it."""
    return "".join(_keys_of(char) for char in unicodedata.normalize("NFC", word)).lower()


def nearest_word(said: str) -> Word | None:
    """Find the command whose spelling is at most a slip or two away; None when nothing is."""
    pressed = keys(bare(said))
    if not pressed or len(pressed) > LONGEST:
        return None
    near = [(distance, word) for word, spelled in _spelled() if (distance := _slips(pressed, spelled)) is not None]
    return min(near, key=lambda found: found[0])[1] if near else _begun(said)


def _begun(said: str) -> Word | None:
    """Find the Korean command that a longer word begins with: "점심메뉴", "설정창"."""
    names = ((name, word) for word, names in COMMANDS.items() for name in names if len(name) > 1 and name >= "가")
    begun = [(len(name), word) for name, word in names if said.startswith(name)]
    return max(begun, key=lambda found: found[0])[1] if begun else None


def mistyped(said: str) -> Word | None:
    """Find the command that was typed in the wrong keyboard layout: certain enough to act upon."""
    pressed = keys(bare(said))
    return next((word for word, spelled in _spelled() if spelled == pressed), None)


def _spelled() -> Iterator[tuple[Word, str]]:
    return ((word, keys(bare(name))) for word, names in COMMANDS.items() for name in names)


def _keys_of(char: str) -> str:
    code = ord(char)
    if not _FIRST <= code <= _LAST:
        return _LETTERS.get(char, char)
    initial, rest = divmod(code - _FIRST, len(_VOWELS) * len(_FINALS))
    vowel, final = divmod(rest, len(_FINALS))
    return _INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]


def _slips(pressed: str, spelled: str) -> int | None:
    """Count the slips between two spellings, or None when they are more than the word is forgiven."""
    forgiven = min(len(spelled) // KEYS_A_SLIP, MOST_SLIPS)
    if abs(len(pressed) - len(spelled)) > forgiven:
        return None
    distance = _distance(pressed, spelled)
    return distance if distance <= forgiven else None


def _distance(one: str, other: str) -> int:
    """Count insertions, deletions, replacements and swaps of neighbours (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, char in enumerate(one, start=1):
        last, before, row = before, row, [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (char != wanted))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
