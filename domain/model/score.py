"""The score ledger: signed entries, one a member, match and reason."""

from dataclasses import dataclass
from datetime import datetime

from domain.model.ids import MatchId, MemberId
from domain.model.match import Match
from domain.model.recruitment import Recruitment
from domain.vocabulary import Category

AUTHOR_POINTS = 42
"""For the author of a recruitment that was confirmed, as in the first product."""

MEMBER_POINTS = 10
"""For every other member of a match, as in the first product."""

MATCHED = "MATCHED"


@dataclass(frozen=True, slots=True)
class ScoreEntry:
    """`points` that a member got for `reason` in a match."""

    member: MemberId
    match_id: MatchId
    category: Category
    reason: str
    points: int
    at: datetime


def entries_of_random(match: Match) -> tuple[ScoreEntry, ...]:
    """What the members of a random match get for it: the same each."""
    return tuple(_entry(match, member, MEMBER_POINTS) for member in match.coming)


def entries_of(match: Match, recruitment: Recruitment) -> tuple[ScoreEntry, ...]:
    """What the members of a confirmed recruitment's match get for it."""
    return tuple(
        _entry(match, member, AUTHOR_POINTS if member == recruitment.author else MEMBER_POINTS)
        for member in match.coming
    )


def _entry(match: Match, member: MemberId, points: int) -> ScoreEntry:
    return ScoreEntry(member, match.id, match.category, MATCHED, points, match.matched_at)
