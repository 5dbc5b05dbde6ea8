"""Questions to begin a conversation with. Their words are in the locale files; here they are numbers."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from domain.model.match import Match
from domain.vocabulary import Category

QUESTIONS: Final = range(1, 131)
"""The numbers there are."""

COMMON: Final = range(1, 71)
"""Questions for everybody."""

OF_CATEGORY: Final[Mapping[Category, range]] = {Category.MEAL: range(71, 101), Category.STUDY: range(101, 131)}
"""Questions for those alone who meet for this."""

NOT_AGAIN_FOR: Final = timedelta(days=30)
"""No two people are asked the same question twice within this span."""

_BEFORE_NUMBERS_WERE_KEPT: Final = 6


def questions_for(category: Category) -> tuple[int, ...]:
    """The numbers of all questions that fit."""
    return (*COMMON, *OF_CATEGORY[category])


def choose_question(match: Match, asked: Mapping[int, datetime]) -> int:
    """The number of a match's question; `asked` says which ones some two of its members were asked, and when last.

    The same match always gets the same question of those that are new to all its pairs. When there are none, it is the
    one that was asked longest ago.
    """
    numbers = questions_for(match.category)
    new = [number for number in numbers if number not in asked]
    if new:
        return new[match.id.int % len(new)]
    return min(numbers, key=lambda number: asked[number])


def question_of(match: Match) -> int:
    """The number of a match's question; one from before numbers were kept goes on with the one it had by its id."""
    return match.question or match.id.int % _BEFORE_NUMBERS_WERE_KEPT + 1
