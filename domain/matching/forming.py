"""From people who share a slot to groups, so that few meet again and nobody meets whom they must not."""

from collections.abc import Mapping, Sequence

from domain.matching.crowd import Crowd, Team
from domain.matching.slots import Slot


def form(crowd: Crowd, filled: Mapping[Slot, Sequence[int]]) -> list[Team]:
    """Groups of the people in each slot. Whoever finds no group that may be formed is left for others to place."""
    return [team for slot, people in sorted(filled.items()) for team in _split(crowd, people, slot.size)]


def _split(crowd: Crowd, people: Sequence[int], size: int) -> list[Team]:
    """Those with most to heed choose first, among those who have least in common with them."""
    teams = []
    waiting = sorted(people, key=lambda each: _freedom(crowd, each, people))
    while len(waiting) >= size:
        team = waiting[:1]
        while len(team) < size:
            others = [other for other in waiting if other not in team and _friends_of_all(crowd, other, team)]
            if not others:
                break
            team.append(min(others, key=lambda other: crowd.cost(sorted((*team, other)))))
        if len(team) == size:
            teams.append(tuple(sorted(team)))
        done = team if len(team) == size else team[:1]
        waiting = [each for each in waiting if each not in done]
    return teams


def _freedom(crowd: Crowd, each: int, people: Sequence[int]) -> int:
    """How many of the people may be met."""
    return sum(crowd.friends[each] >> other & 1 for other in people)


def _friends_of_all(crowd: Crowd, other: int, team: Sequence[int]) -> bool:
    return all(crowd.friends[other] >> each & 1 for each in team)
