"""Public ids as buttons carry them. Whatever is not one names nothing that exists."""

from uuid import UUID

from domain.errors import DomainError, ErrorCode
from domain.model.ids import MatchId, RecruitmentId

_LENGTH = 36


def recruitment_id(value: str) -> RecruitmentId:
    """The recruitment that a value names. Raises `not_found` for anything but a UUID as we write it."""
    return RecruitmentId(_known(value))


def match_id(value: str) -> MatchId:
    """The match that a value names. Raises `not_found` for anything but a UUID as we write it."""
    return MatchId(_known(value))


def public_id(value: str) -> UUID | None:
    """The public id that a value is; None for anything but a UUID as we write it."""
    try:
        # UUID() takes braces, prefixes and missing hyphens too; none of that is ours.
        return UUID(value) if len(value) == _LENGTH else None
    except ValueError:
        return None


def _known(value: str) -> UUID:
    found = public_id(value)
    if found is None:
        raise DomainError(ErrorCode.NOT_FOUND)
    return found
