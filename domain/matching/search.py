"""Improves groups a neighbourhood at a time: a dozen people around a sore spot are grouped anew, the best way there is.

A step is taken only where the whole gets better in the engine's own order, so nothing that was reached is lost.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from domain.matching import exact
from domain.matching.crowd import Crowd, Team

NEARBY = 16
"""How many people are grouped anew at a time. With 13, 5 % more are left where 80–90 % of a hundred are choosy."""

STEPS = 1_000_000
"""What one neighbourhood may cost; see `exact.best_teams`."""

TRIES = 6
"""How many neighbourhoods are tried around somebody who is left or a repeat."""


WISHES = 6
"""How many groups are looked at for a better size at a time: the programme before has seen to most wishes."""


class Search:
    """Groups on their way to better ones."""

    def __init__(self, crowd: Crowd, teams: Iterable[Team], tries: int) -> None:
        """`tries` is how many neighbourhoods may be looked at in all."""
        self._crowd = crowd
        self._teams = {team[0]: team for team in teams}
        self._tries = tries

    def improved(self) -> list[Team]:
        """The groups once nothing near a sore spot gets better, or all tries are spent."""
        while any([self._ease(spot) for spot in self._sore_spots()]) and self._tries > 0:  # noqa: C419 all of them, not up to the first
            pass
        return sorted(self._teams.values())

    def left(self) -> list[int]:
        """Who is in no group and might be, who goes first at the front."""
        placed = {each for team in self._teams.values() for each in team}
        return [each for each, friends in enumerate(self._crowd.friends) if friends and each not in placed]

    def _units(self) -> list[Team]:
        """What a neighbourhood is made of: people who are left, and whole groups."""
        return [*((each,) for each in self.left()), *self._teams.values()]

    def _sore_spots(self) -> list[Team]:
        """Those who are left, then groups with repeats, then groups of a size that somebody wishes otherwise."""
        alone = [(each,) for each in self.left()]
        groups = sorted(self._teams.values())
        again = sorted((team for team in groups if self._crowd.cost(team)), key=self._crowd.cost, reverse=True)
        unwished = [team for team in groups if self._could_suit_better(team)]
        return [*alone, *again, *unwished[:WISHES]]

    def _could_suit_better(self, team: Team) -> bool:
        sizes = [self._crowd.sizes[each] for each in team]
        return any(exact.wish(each, len(team)) < exact.wish(each, 3) and each >> 3 & 1 for each in sizes)

    def _ease(self, spot: Team) -> bool:
        """Groups the people around a spot anew; whether that got better."""
        if spot not in self._units():
            return False
        for turn in range(TRIES if len(spot) == 1 or self._crowd.cost(spot) else 1):
            if self._tries <= 0:
                return False
            self._tries -= 1
            if self._regroup(self._neighbourhood(spot, turn)):
                return True
        return False

    def _regroup(self, chosen: Sequence[int]) -> bool:
        near = self._crowd.narrowed(chosen)
        place = {each: at for at, each in enumerate(chosen)}
        before = [tuple(place[each] for each in self._teams[first]) for first in chosen if first in self._teams]
        after = exact.best_teams(near, STEPS)
        weights = exact.weights_of(near.rank)
        if after is None or exact.worth_of(near, after, weights) <= exact.worth_of(near, before, weights):
            return False
        for team in before:
            del self._teams[chosen[team[0]]]
        self._teams.update({chosen[team[0]]: tuple(chosen[each] for each in team) for team in after})
        return True

    def _neighbourhood(self, spot: Team, turn: int) -> list[int]:
        """The spot, some who are left, and whole groups, those first that have most friends among the chosen."""
        chosen = set(spot)
        units = self._units()
        while True:
            reach = self._reach(chosen)
            fitting = [unit for unit in units if len(unit) + len(chosen) <= NEARBY and unit[0] not in chosen]
            if not fitting:
                return sorted(chosen)
            chosen.update(self._nearest(fitting, reach, turn))

    def _reach(self, chosen: Iterable[int]) -> int:
        reach = 0
        for each in chosen:
            reach |= self._crowd.friends[each]
        return reach

    def _nearest(self, units: Sequence[Team], reach: int, turn: int) -> Team:
        return min(units, key=lambda unit: (self._distance(unit, reach, turn), unit))

    def _distance(self, unit: Team, reach: int, turn: int) -> int:
        """Less for those within reach, more or less shuffled by the turn."""
        near = sum(reach >> each & 1 for each in unit)
        shuffled = sum(self._crowd.salt[each] for each in unit) * (2 * turn + 1) >> 7
        return (len(unit) - near) * 64 + shuffled % (1 + 96 * turn)


def plain(crowd: Crowd) -> list[Team]:
    """Groups as they come: those with fewest friends first, in a group of the size that suits best."""
    free, teams = (1 << len(crowd)) - 1, []
    for each in sorted(range(len(crowd)), key=lambda each: crowd.friends[each].bit_count()):
        if free >> each & 1:
            few = islice(_teams_of(crowd, each, free), 50)
            team = max(few, key=lambda team: sum(exact.wish(crowd.sizes[who], len(team)) for who in team), default=())
            if team:
                teams.append(team)
                free &= ~sum(1 << who for who in team)
    return teams


def _teams_of(crowd: Crowd, each: int, free: int) -> Iterator[Team]:
    return (tuple(sorted(team)) for team in exact.teams_with(crowd, each, free & ~(1 << each)))


def improve(crowd: Crowd, teams: Iterable[Team], tries: int) -> list[Team]:
    """The groups, improved by looking at no more than so many neighbourhoods."""
    return Search(crowd, teams, tries).improved()
