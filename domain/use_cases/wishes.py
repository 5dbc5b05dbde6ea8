"""Where a wish comes from, that each is granted once, and where its answer goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from domain.model.people import Actor
from domain.outbox import Delivery, DeliveryKind, Urgency
from domain.ports import Transaction

ANSWER_LIFE = timedelta(minutes=5)
"""An answer to a click or to words is of no use later."""


class AlreadyHandled(Exception):  # noqa: N818 not an error: what was asked for has been done
    """This very wish was granted before; whoever sent it again is told so by nothing changing."""


class Outcome(StrEnum):
    """What an answer to a click says."""

    JOINED = "joined"
    WAITLISTED = "waitlisted"
    LEFT = "left"
    LEFT_WAITLIST = "left_waitlist"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    OVERLAP = "overlap"
    REFUSED = "refused"
    LISTED = "listed"
    APPLIED = "applied"
    UNAPPLIED = "unapplied"
    EXTENDED = "extended"
    RELAXED = "relaxed"
    CANNOT_COME = "cannot_come"
    HISTORY = "history"
    OWN_POSTS = "own_posts"


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody wants something. `key` identifies this very click; `reply_url` is where an answer only they see goes.

    `replaces` puts the answer in the place of the message that was asked from. `following` is delivered once the wish
    is granted, whatever it was.
    """

    actor: Actor
    key: str
    reply_url: str | None = None
    replaces: bool = False
    following: tuple[Delivery, ...] = ()

    def answer(self, outcome: Outcome, subject: object, now: datetime, **params: Any) -> tuple[Delivery, ...]:
        """The answer to be delivered, or nothing where there is nowhere to send it."""
        if self.reply_url is None:
            return ()
        content: Mapping[str, Any] = {"url": self.reply_url, "outcome": outcome, "replaces": self.replaces, **params}
        return (
            Delivery(
                key=f"answer:{self.key}",
                kind=DeliveryKind.ANSWER,
                workspace_id=self.actor.workspace.id,
                subject=str(subject),
                member=self.actor.member.id,
                params=content,
                urgency=Urgency.ANSWER,
                expires_at=now + ANSWER_LIFE,
            ),
        )


async def take(wish: Wish, tx: Transaction) -> None:
    """Keeps the wish's key with whatever the transaction changes.

    Raises `AlreadyHandled` for one granted before, and `MemberErased`.
    """
    if not await tx.inbox.accept_from(wish.actor.member.id, wish.key):
        raise AlreadyHandled
    if wish.following:
        await tx.outbox.enqueue(*wish.following)
