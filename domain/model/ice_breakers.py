"""Questions to begin a conversation with. Their words are in the locale files; here they are numbers."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from domain.model.match import Match

QUESTIONS = range(1, 7)
"""The numbers there are."""

NOT_AGAIN_FOR = timedelta(days=30)
"""No two people are asked the same question twice within this span."""


def choose_question(match: Match, asked: Mapping[int, datetime]) -> int:
    """The number of a match's question; `asked` says which ones some two of its members were asked, and when last.

    The same match always gets the same question of those that are new to all its pairs. When there are none, it is the
    one that was asked longest ago.
    """
    numbers: Sequence[int] = QUESTIONS
    new = [number for number in numbers if number not in asked]
    if new:
        return new[match.id.int % len(new)]
    return min(numbers, key=lambda number: asked[number])


def question_of(match: Match) -> int:
    """The number of a match's question; one from before numbers were kept has one by its id."""
    return match.question or match.id.int % 6 + 1
