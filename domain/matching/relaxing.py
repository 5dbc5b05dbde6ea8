"""What one change would get somebody matched who is left. Light: no solver is needed to tell."""

from collections.abc import Iterable
from typing import NamedTuple

from domain.matching.company import Company
from domain.matching.pool import Pool

_BY_WISH = (3, 2, 4)


class Choice(NamedTuple):
    """A change that could be offered: `key` is the caller's name for it, the rest what it adds to what is accepted."""

    key: str
    cells: int = 0
    sizes: int = 0


class Relaxation(NamedTuple):
    """The change to offer, and how many others it would bring together with whoever makes it, right now."""

    key: str
    others: int


def relaxation(pool: Pool, number: int, choices: Iterable[Choice]) -> Relaxation | None:
    """The best of the changes, which come in order of preference, or None where none of them helps.

    A change is better when it still helps should one of those whom it brings along be gone in a moment; among equals
    the order decides. `pool` has those who are left, and whoever must not meet is not brought together.
    """
    row = pool.numbers.index(number)
    company = Company(pool, range(len(pool)))
    certain: list[Relaxation] = []
    possible: list[Relaxation] = []
    for choice in choices:
        team = _team(pool, company, row, choice)
        if team:
            spare = all(_team(pool, company, row, choice, without=each) for each in team if each != row)
            (certain if spare else possible).append(Relaxation(choice.key, len(team) - 1))
    return next(iter([*certain, *possible]), None)


def _team(pool: Pool, company: Company, row: int, choice: Choice, without: int | None = None) -> tuple[int, ...] | None:
    """The group that somebody would be in with a change made."""
    return company.team_for(
        row,
        cells=pool.cells[row] | choice.cells,
        sizes=pool.sizes[row] | choice.sizes,
        by_wish=_BY_WISH,
        without=() if without is None else (without,),
    )
