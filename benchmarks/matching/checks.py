"""Whether a solution keeps what must be kept, read from the rules alone and from nothing of the engine."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from domain.matching.pool import Applicant, Group, Pair, Pool, pair
from domain.matching.solution import Solution


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in a solution: people left, pairs that must not be or that met before, and plain faults."""

    unmatched: int
    groups: int
    blocked: int
    repeats: int
    too_soon: int
    """Repeats of which neither has waited long enough."""
    faults: int
    """People in two groups, in a cell they refuse, in a size they refuse."""


def applicants(pool: Pool) -> list[Applicant]:
    """Row by row."""
    columns = (pool.numbers, pool.cells, pool.sizes, pool.applied_at, pool.expires_at, pool.credit)
    return [Applicant(*row) for row in zip(*columns, strict=True)]


def judge(pool: Pool, solution: Solution) -> Verdict:
    """The verdict on a solution of this pool."""
    people = {each.number: each for each in applicants(pool)}
    met = [each for each in _pairs(solution) if is_recent(pool, each)]
    members = [member for group in solution.groups for member in group.members]
    return Verdict(
        unmatched=len(pool) - len(members),
        groups=len(solution.groups),
        blocked=sum(each in pool.blocked for each in _pairs(solution)),
        repeats=len(met),
        too_soon=sum(is_too_soon(pool, people[one], people[other]) for one, other in met),
        faults=len(members) - len(set(members)) + sum(not fits(people, group) for group in solution.groups),
    )


def fits(people: dict[int, Applicant], group: Group) -> bool:
    """Whether every member accepts the group's cell and its size."""
    size = len(group.members)
    return all(people[each].cells >> group.cell & 1 and people[each].sizes >> size & 1 for each in group.members)


def is_recent(pool: Pool, who: Pair) -> bool:
    """Whether these two met within the window."""
    met_at = pool.met.get(who)
    return met_at is not None and pool.now - met_at < pool.rules.repeat_window


def is_too_soon(pool: Pool, one: Applicant, other: Applicant) -> bool:
    """Whether neither of two who met has waited long enough to meet again."""
    longest = pool.now - min(one.applied_at, other.applied_at)
    return is_recent(pool, pair(one.number, other.number)) and longest < pool.rules.repeat_after


def may_meet(pool: Pool, one: Applicant, other: Applicant) -> bool:
    """Whether nothing keeps these two apart just now, cells and sizes aside."""
    return pair(one.number, other.number) not in pool.blocked and not is_too_soon(pool, one, other)


def _pairs(solution: Solution) -> Iterator[Pair]:
    for group in solution.groups:
        yield from (pair(one, other) for one, other in combinations(group.members, 2))
