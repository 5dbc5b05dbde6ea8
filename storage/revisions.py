"""What a database's revision means to a program: the numbers of revisions count up, and each says whom it serves.

A revision that only expands is called by its number, `0004`: every earlier program works with it. One that takes
something away is called `0007-needs-0005`: programs that know revision 0005 work with it, earlier ones don't. Those
after it keep the need in their names. So a database says all of it to a program that has never heard of its revision.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

_NAME = re.compile(r"(\d{4})(?:-needs-(\d{4}))?")


class Standing(StrEnum):
    """How a database's schema stands to a program."""

    BEHIND = "behind"
    """It must be migrated first."""
    NEWEST = "newest"
    AHEAD = "ahead"
    """A later program migrated it, and it serves this one as well."""
    BEYOND = "beyond"
    """It serves later programs alone."""
    FOREIGN = "foreign"
    """Its revision is none of ours."""

    @property
    def serves(self) -> bool:
        """Whether the program can work with it."""
        return self in {Standing.NEWEST, Standing.AHEAD}


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision's number, and that of the earliest program it serves."""

    number: int
    needs: int = 0

    @classmethod
    def read(cls, name: str) -> "Revision | None":
        """The revision of that name; None for a name that is none of ours."""
        found = _NAME.fullmatch(name)
        return cls(int(found[1]), int(found[2] or 0)) if found else None


def standing(of_database: str | None, of_program: str) -> Standing:
    """How a database with this revision (None: never migrated) stands to a program whose newest one is the other.

    Raises ValueError when the program's own is misnamed.
    """
    if of_database == of_program:
        return Standing.NEWEST
    own = Revision.read(of_program)
    if own is None:
        raise ValueError(f"a revision is called by its number, not {of_program!r}")
    return Standing.BEHIND if of_database is None else _standing(Revision.read(of_database), own)


def _standing(there: Revision | None, own: Revision) -> Standing:
    if there is None or there.number == own.number:
        return Standing.FOREIGN
    if there.number < own.number:
        return Standing.BEHIND
    return Standing.BEYOND if there.needs > own.number else Standing.AHEAD
