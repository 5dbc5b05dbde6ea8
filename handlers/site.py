"""What whoever runs the bot says of where it runs: the meeting spots, and its address on the web."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from domain.model.match import Match, Origin
from domain.retention import Remnant
from domain.vocabulary import Place


@dataclass(frozen=True, slots=True)
class Site:
    """`spots` are in the words of the settings, not escaped; without a `public_url` no calendar links are offered.

    `kept_days` are how many days what kind of thing is kept.
    """

    spots: Mapping[Place, str] = field(default_factory=dict)
    public_url: str | None = None
    kept_days: Mapping[Remnant, float] = field(default_factory=dict)

    @classmethod
    def of(cls, spots: Mapping[str, str], public_url: str | None, kept_days: Mapping[Remnant, float]) -> Self:
        """From the settings."""
        return cls({Place(place): words for place, words in spots.items()}, public_url, kept_days)

    def spot(self, match: Match) -> str | None:
        """Where exactly a random match meets; the people of a recruitment agree on that themselves."""
        if match.origin is not Origin.RANDOM or len(match.places) != 1:
            return None
        return self.spots.get(match.places[0])

    def calendar_link(self, match: Match) -> str | None:
        """Where the match's calendar entry is found, if there is one."""
        if self.public_url is None or match.calendar_token is None:
            return None
        return f"{self.public_url}/calendar/{match.calendar_token}.ics"
