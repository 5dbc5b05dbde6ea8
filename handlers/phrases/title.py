"""The title: what no reader claimed, without the words that only ask for company ("같이 드실 분")."""

import re

from handlers.phrases.lexicon import FILLERS_ALONE, FILLERS_BEFORE, FILLERS_BEHIND
from handlers.phrases.readings import TITLE_LENGTH
from handlers.phrases.slip import Slip
from handlers.phrases.terms import FLAGS, either

FINALS = 28
"""Final consonants of a Hangul syllable, none included: syllables in Unicode come in runs of as many."""
SHORTEST_WITH_PARTICLE = 2
_MARKS = " ,;·|/?.~…"
_BEFORE = re.compile(rf"(?:{either(FILLERS_BEFORE)})(?=$|[\s,?.~!])", FLAGS)
_BEHIND = re.compile(rf"(?:^|(?<=[\s,?.~!]))(?:{either(FILLERS_BEHIND)})[?.~! ]*$", FLAGS)
_LONGEST_FILLER = 24
_NO_WORD = re.compile(r"[\s!-/:-@\[-`{-~]+")
_GLUED = re.compile("^ ?(?:에서|에|으로|로|이랑|랑|은|는|이나|나|쯤|정도)(?=[ ,?.~!]|$)")
_LOOKED_AT = 400
_QUOTED = re.compile(r"([\"“「『])([^\"”」』]+)[\"”」』]")


def read_title(slip: Slip) -> tuple[str | None, bool]:
    """Join what is left; also says whether it had to be shortened."""
    pieces = (_trim(_GLUED.sub("", piece[:_LOOKED_AT])) for piece in slip.pieces())
    title = _trim(" ".join(piece for piece in pieces if piece))
    if quoted := _QUOTED.fullmatch(title):
        title = quoted[2].strip()
    short = title[:TITLE_LENGTH].rstrip()
    return short or None, len(title) > TITLE_LENGTH


def _trim(piece: str) -> str:
    """Take filler and stray marks off both ends until nothing changes; each round shortens the piece."""
    while True:
        shorter = _strip_marks(piece)
        if before := _BEFORE.match(shorter):
            shorter = shorter[before.end() :]
        elif behind := _BEHIND.search(shorter, max(0, len(shorter) - _LONGEST_FILLER)):
            shorter = _without_object_particle(shorter[: behind.start()].strip(_MARKS))
        if shorter in FILLERS_ALONE:
            return ""
        if shorter == piece:
            return piece
        piece = shorter


def _without_object_particle(piece: str) -> str:
    """Turn "치킨을 (먹을 사람)" into "치킨", but leave "가을": the particle is 을 behind a closed syllable only."""
    if len(piece) < SHORTEST_WITH_PARTICLE or not "가" <= piece[-2] <= "힣":
        return piece
    closed = (ord(piece[-2]) - ord("가")) % FINALS != 0
    return piece[:-1] if piece[-1] == ("을" if closed else "를") else piece


def _strip_marks(piece: str) -> str:
    """Drop marks at the ends, and end words that are nothing but marks: "( )", "-", "+"."""
    piece = piece.strip(_MARKS)
    words = piece.split(" ")
    while words and _NO_WORD.fullmatch(words[-1]):
        words.pop()
    first = next((index for index, word in enumerate(words) if not _NO_WORD.fullmatch(word)), len(words))
    return " ".join(words[first:]).strip(_MARKS)
