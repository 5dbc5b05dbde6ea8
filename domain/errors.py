"""What can be refused: a code and its parameters, never prose. The locale files hold the sentences."""

from collections.abc import Awaitable
from enum import StrEnum
from typing import Any, TypeVar

T = TypeVar("T")
W = TypeVar("W", bound=StrEnum)


class ErrorCode(StrEnum):
    """Why a wish was refused."""

    ALREADY_PARTICIPATING = "already_participating"
    NOT_PARTICIPATING = "not_participating"
    AUTHOR_CANNOT_LEAVE = "author_cannot_leave"
    RECRUITMENT_CONFIRMED = "recruitment_confirmed"
    RECRUITMENT_EXPIRED = "recruitment_expired"
    RECRUITMENT_CANCELLED = "recruitment_cancelled"
    NOBODY_JOINED = "nobody_joined"
    CAPACITY_BELOW_PARTICIPANTS = "capacity_below_participants"
    CAPACITY_OUT_OF_RANGE = "capacity_out_of_range"
    NOT_AUTHOR = "not_author"
    MEETING_IN_PAST = "meeting_in_past"
    MEETING_TOO_FAR = "meeting_too_far"
    CONDITION_MISSING = "condition_missing"
    TEXT_TOO_LONG = "text_too_long"
    CHANNEL_MISSING = "channel_missing"
    OVERLAP = "overlap"
    TOO_MANY_OPEN = "too_many_open"
    TOO_MANY_POSTS = "too_many_posts"
    TOO_MANY_COMMENTS = "too_many_comments"
    APPLICATION_EXISTS = "application_exists"
    APPLICATION_MATCHED = "application_matched"
    NO_APPLICATION = "no_application"
    SUGGESTION_GONE = "suggestion_gone"
    MEMBER_GONE = "member_gone"
    CANNOT_BLOCK = "cannot_block"
    EXPORT_ASKED_LATELY = "export_asked_lately"
    TOO_MANY_BLOCKED = "too_many_blocked"
    NOT_MATCH_MEMBER = "not_match_member"
    ALREADY_NOT_COMING = "already_not_coming"
    MATCH_CANCELLED = "match_cancelled"
    MEETING_BEGAN = "meeting_began"
    NOT_FOUND = "not_found"
    UNAVAILABLE = "unavailable"
    BEING_UPDATED = "being_updated"


class DomainError(Exception):
    """A refusal. `field` names the input it is about, where there is one; `params` fill its sentence."""

    def __init__(self, code: ErrorCode, *, field: str | None = None, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.params = params


class WrittenLater(DomainError):  # noqa: N818 - a state of affairs, not a fault
    """A later version, which runs beside this one for a while, wrote what this one can't read: it is left to that."""

    def __init__(self) -> None:
        super().__init__(ErrorCode.BEING_UPDATED)


def word_of(words: type[W], value: str) -> W:
    """The word of a vocabulary that stands somewhere. Raises `WrittenLater` for one that only a later version knows."""
    try:
        return words(value)
    except ValueError as unknown:
        raise WrittenLater from unknown


class MemberErased(Exception):  # noqa: N818 it is what happened
    """The member who acts was erased meanwhile: whoever that was is somebody new by now."""


async def if_found(asked: Awaitable[T]) -> T | None:
    """What was asked for; None where it is refused as `not_found`."""
    try:
        return await asked
    except DomainError as error:
        if error.code is not ErrorCode.NOT_FOUND:
            raise
        return None
