"""What Slack must hear: rows committed with the change they tell of, delivered afterwards.

A delivery is identified by a deterministic key and rendered from the present state when it is delivered, so asking for
the same one again only raises its generation: refreshes of one message coalesce and the last state wins.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Any, Final

from domain.model.ids import ApplicationId, CommentId, MatchId, MemberId, RecruitmentId, WorkspaceId


class DeliveryKind(StrEnum):
    """What is delivered; a presenter is registered for each."""

    CARD = "card"
    THREAD_OPENER = "thread_opener"
    NOTICE = "notice"
    COMMENT = "comment"
    MATCH_DM = "match_dm"
    REMINDER = "reminder"
    HOME = "home"
    ANSWER = "answer"
    GREETING = "greeting"
    REPLY = "reply"
    PROFILE = "profile"
    APPLICATION = "application"
    SUGGESTION = "suggestion"
    BOARD = "board"
    EXPORT = "export"


class Urgency(IntEnum):
    """Which of the waiting deliveries goes first; the smaller the sooner.

    Of one urgency whatever is about the soonest meeting goes first. Reminders are in the background: what they say
    has been said, and their meeting is minutes ahead.
    """

    ANSWER = 0
    GROUP = 10
    SEAT = 20
    NOTICE = 30
    REFRESH = 40
    BACKGROUND = 50

    @classmethod
    def nearest(cls, value: int) -> "Urgency":
        """The urgency of a value, or the nearest to one that only a later version has; of two the sooner."""
        return min(cls, key=lambda known: abs(known - value))


Rank = tuple[int, datetime]
"""How urgent something is, and for which meeting; the smaller the sooner."""

_NO_MEETING: Final = datetime.min.replace(tzinfo=UTC)
USUAL: Final[Rank] = (Urgency.NOTICE, _NO_MEETING)
"""The rank of what nobody hurries."""


ALERT_KEYS: Final = "alert:"
"""How the keys of messages begin that are for admins, about the bot itself."""


class Notice(StrEnum):
    """Direct messages about a recruitment; the last two are for admins, about the bot itself."""

    FIRST_JOINED = "first_joined"
    BECAME_FULL = "became_full"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    PROMOTED = "promoted"
    SEAT_OFFERED = "seat_offered"
    WAITLIST_ENDED = "waitlist_ended"
    NOT_POSTED = "not_posted"
    NOT_SHOWN = "not_shown"
    COMMENTED = "commented"
    GROUP_FELL_APART = "group_fell_apart"
    OFFERED = "offered"
    DELIVERIES_DIED = "deliveries_died"
    POOL_STALLED = "pool_stalled"


@dataclass(frozen=True, slots=True)
class Delivery:
    """Something to be delivered.

    `subject` is the public id of what it is about; `member` whom it is for, where it is for one; `params` what can't be
    read from the present state (an old meeting time, a `response_url`). After `expires_at` it is not worth delivering.
    `meets_at` is the meeting that it is for, where it must be there in time. `waited` is how long it has been asked for
    when it is claimed: what Slack's rates, or a failure, kept it back. What may wait in the background never has.
    """

    key: str
    kind: DeliveryKind
    workspace_id: WorkspaceId
    subject: str = ""
    member: MemberId | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    urgency: Urgency = Urgency.NOTICE
    expires_at: datetime | None = None
    meets_at: datetime | None = None
    waited: timedelta = field(default=timedelta(0), compare=False)

    @property
    def rank(self) -> Rank:
        """Its place among those that wait. What is about no meeting goes before those of its urgency that are."""
        return (self.urgency, self.meets_at or _NO_MEETING)


@dataclass(frozen=True, slots=True)
class Deaths:
    """How many deliveries of a workspace were given up in some span, and when the last one was."""

    workspace_id: WorkspaceId
    count: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class PostedMessage:
    """Where a delivery's message is. `ts` is None while only its conversation is known."""

    key: str
    channel_id: str
    ts: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery in hand: done only if neither `generation` nor `fence` moved on meanwhile.

    `attempts` counts this one, from 1; `first_attempt_at` and `lease_until` are machine time.
    `in_doubt` says that an earlier attempt may have posted without our hearing of it. `lane` is the paced method for
    whose turn it was put back.
    """

    delivery: Delivery
    generation: int
    fence: int
    attempts: int
    first_attempt_at: datetime
    lease_until: datetime
    in_doubt: bool
    posted: PostedMessage | None = None
    lane: str | None = None


def card_key(recruitment_id: RecruitmentId) -> str:
    """Key of the message that shows a recruitment in its channel."""
    return f"recruitment:{recruitment_id}:card"


def thread_opener_key(recruitment_id: RecruitmentId) -> str:
    """Key of the first line in the thread of a named recruitment."""
    return f"recruitment:{recruitment_id}:thread"


def notice_key(recruitment_id: RecruitmentId, notice: Notice, member: MemberId, version: int) -> str:
    """Key of a direct message that tells a member of what happened at a version of a recruitment."""
    return f"recruitment:{recruitment_id}:{notice}:{version}:{member}"


def not_shown_key(recruitment_id: RecruitmentId) -> str:
    """Key of telling the author, once, that the message in the channel is out of our hands."""
    return f"recruitment:{recruitment_id}:{Notice.NOT_SHOWN}"


def match_key(match_id: MatchId, revision: int) -> str:
    """Key of a match's message to its group; a changed membership is a new conversation."""
    return f"match:{match_id}:dm:{revision}"


def reminder_key(match_id: MatchId, member: MemberId | None = None) -> str:
    """Key of reminding a match's group of its meeting, or one member of a group that has no conversation."""
    return f"match:{match_id}:reminder" if member is None else f"match:{match_id}:reminder:{member}"


def comment_key(comment_id: CommentId) -> str:
    """Key of an anonymous comment's message in the thread."""
    return f"comment:{comment_id}"


def told_key(comment_id: CommentId) -> str:
    """Key of telling the author of a recruitment of a comment."""
    return f"{comment_key(comment_id)}:told"


def application_key(application_id: ApplicationId) -> str:
    """Key of the direct message that tells an application's whole story."""
    return f"application:{application_id}"


def suggestion_key(application_id: ApplicationId, number: int) -> str:
    """Key of the direct message that suggests a change for the first or second time."""
    return f"application:{application_id}:suggestion:{number}"


def offer_key(application_id: ApplicationId, recruitment_id: RecruitmentId) -> str:
    """Key of offering a recruitment to somebody who waits."""
    return f"application:{application_id}:offer:{recruitment_id}"


def alert_key(notice: Notice, subject: str, hour: datetime, admin: MemberId) -> str:
    """Key of telling an admin what is wrong: one message an hour, however often it happens."""
    return f"{ALERT_KEYS}{notice}:{subject}:{hour:%Y%m%dT%H}:{admin}"


def home_key(member: MemberId) -> str:
    """Key of a member's App Home."""
    return f"home:{member}"


def profile_key(member: MemberId) -> str:
    """Key of looking up a member's name, language and rights at Slack."""
    return f"member:{member}:profile"
