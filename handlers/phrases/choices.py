"""Places, ways of eating, study types, anonymity: words that stand for one choice each, and may be ruled out."""

import re
from collections.abc import Iterable
from typing import TypeVar

from domain.vocabulary import Place, StudyType, WayOfEating
from handlers.phrases.lexicon import ANONYMOUS, LOOSE_STUDY_TYPES, PLACES, STUDY_TYPES, WAY_HINTS, WAYS
from handlers.phrases.slip import Slip
from handlers.phrases.terms import Found, Terms

T = TypeVar("T")

_PLACES = Terms(PLACES)
_WAYS = Terms(WAYS)
_WAY_HINTS = Terms(WAY_HINTS)
_STUDY_TYPES = Terms(STUDY_TYPES)
_LOOSE_STUDY_TYPES = Terms(LOOSE_STUDY_TYPES)
_WORD_BEHIND = re.compile(" ?[가-힣A-Za-z]")
_ANONYMOUS = Terms(ANONYMOUS)


def read_places(slip: Slip) -> tuple[tuple[Place, ...], Slip]:
    """Read the acceptable places, in the order of the text; "개포 빼고 아무데나" is the other two."""
    found, slip = slip.take_terms(_PLACES)
    refused = {place for term in found if term.refused for place in term.value}
    wanted = (place for term in found if not term.refused for place in term.value)
    return tuple(place for place in dict.fromkeys(wanted) if place not in refused), slip


def read_ways(slip: Slip) -> tuple[tuple[WayOfEating, ...], Slip]:
    """Read the ways of eating, in the order of the text; "배달비 나누실 분" tells one and stays in the title."""
    found, slip = slip.take_terms(_WAYS)
    return _wanted([*found, *_WAY_HINTS.find(slip.left)]), slip


def read_study_types(slip: Slip) -> tuple[tuple[StudyType, ...], Slip]:
    """Read the study types; there are two, so whoever rules out one names the other."""
    found, slip = slip.take_terms(_STUDY_TYPES)
    loose = [term for term in _LOOSE_STUDY_TYPES.find(slip.left) if not _WORD_BEHIND.match(slip.left, term.end)]
    found, slip = [*found, *loose], slip.claim((term.start, term.end) for term in loose)
    refused = {term.value for term in found if term.refused}
    others = [kind for kind in StudyType if kind not in refused] if refused else []
    return tuple(dict.fromkeys([*_wanted(found), *others])), slip


def read_anonymous(slip: Slip) -> tuple[bool, Slip]:
    """Read 익명 and anonymous."""
    found, slip = slip.take_terms(_ANONYMOUS)
    return any(not term.refused for term in found), slip


def _wanted(found: Iterable[Found[T]]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(term.value for term in found if not term.refused))
