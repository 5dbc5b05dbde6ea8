"""From people who share a slot to groups, so that few meet again and nobody meets whom they must not.

People are dealt into groups slot by slot, and then swapped between groups, of whatever slot, while that mends one. The
sizes of groups stay as they are, so no wish of size is lost.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from domain.matching.crowd import Crowd, Team
from domain.matching.slots import Slot

_APART = 1 << 20
"""What a pair costs that must not meet: more than any repeats."""


def form(crowd: Crowd, filled: Mapping[Slot, Sequence[int]]) -> list[Team]:
    """Groups of the people in each slot. Whoever finds no group that may be formed is left for others to place."""
    teams = [team for slot, people in sorted(filled.items()) for team in _dealt(people, slot.size)]
    for at in range(len(teams)):
        while _flaw(crowd, teams[at]) and _mend(crowd, teams, at):
            pass
    return [team for team in teams if crowd.accepts(team)]


def _dealt(people: Sequence[int], size: int) -> list[Team]:
    return [tuple(people[at : at + size]) for at in range(0, len(people), size)]


def _mend(crowd: Crowd, teams: list[Team], at: int) -> bool:
    """Swaps one of a group with one of another, where the two groups together get better by it."""
    for other in range(len(teams)):
        if other == at:
            continue
        flaw = _flaw(crowd, teams[at]) + _flaw(crowd, teams[other])
        for mended, changed in _swaps(teams[at], teams[other]):
            if _flaw(crowd, mended) + _flaw(crowd, changed) < flaw:
                teams[at], teams[other] = mended, changed
                return True
    return False


def _swaps(one: Team, other: Team) -> Iterator[tuple[Team, Team]]:
    """The two groups with a member of each swapped, in every way."""
    for mine in one:
        for theirs in other:
            yield _swapped(one, mine, theirs), _swapped(other, theirs, mine)


def _swapped(team: Team, gone: int, come: int) -> Team:
    return tuple(sorted(come if each == gone else each for each in team))


def _flaw(crowd: Crowd, team: Team) -> int:
    """What is wrong with a group: nothing, repeats, or that it may not be formed."""
    if crowd.accepts(team):
        return crowd.cost(team)
    strangers = sum(not crowd.friends[i] >> j & 1 for i, j in combinations(team, 2))
    elsewhere = not crowd.shared_cells(team) or any(not crowd.sizes[each] >> len(team) & 1 for each in team)
    return (max(strangers, 1) + 8 * elsewhere) * _APART
