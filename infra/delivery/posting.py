"""Posts a message once: looks for it first where it may be there already, and records that a post is being tried."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from domain.outgoing import Content
from infra.delivery.desk import Attempt, Desk
from infra.slack.errors import Refused, Unsent
from infra.slack.gateway import Sent

T = TypeVar("T")

NOT_INSIDE: Final = "not_in_channel"
_SAYS_MORE: Final = frozenset({"is_archived", "channel_not_found"})


@dataclass(frozen=True, slots=True)
class Where:
    """A conversation, or a thread in it."""

    channel_id: str
    thread_ts: str | None = None


@dataclass(frozen=True, slots=True)
class Posting:
    """Posting, once."""

    desk: Desk

    async def once(self, attempt: Attempt, where: Where, content: Content, key: str) -> Sent:
        """Where the message is: found there and brought up to date, or posted now."""
        return await self.adopted(attempt, where, content, key) or await self._post(attempt, where, content, key)

    async def adopted(self, attempt: Attempt, where: Where, content: Content, key: str) -> Sent | None:
        """What an earlier try may have posted: where it did, brought up to date."""
        found = await self._find(attempt, where, key) if attempt.doubt else None
        if found is not None:
            await self._bring_up_to_date(attempt, found, content, key)
        return found

    async def _find(self, attempt: Attempt, where: Where, key: str) -> Sent | None:
        """Our message, if an earlier try posted it. What is on its way gets time to arrive first."""
        await self.desk.sleep(self.desk.settle.total_seconds())
        since = attempt.claim.first_attempt_at
        method = "conversations.replies" if where.thread_ts else "conversations.history"

        async def look() -> Sent | None:
            return await self.desk.slack.find_posted(
                where.channel_id, key, since, where.thread_ts, self.desk.bot.bot_id
            )

        return await self._inside(attempt, where, lambda: self.desk.paced(attempt, method, look))

    async def _bring_up_to_date(self, attempt: Attempt, found: Sent, content: Content, key: str) -> None:
        """What an earlier try posted says what was true then."""
        await self.desk.paced(attempt, "chat.update", lambda: self.desk.slack.update(found, content, key), held=True)

    async def _post(self, attempt: Attempt, where: Where, content: Content, key: str) -> Sent:
        async def post() -> Sent:
            await self.desk.attempting(attempt)
            return await self._posted(attempt, where, content, key)

        def turn() -> Awaitable[Sent]:
            return self.desk.paced(attempt, "chat.postMessage", post, where.channel_id)

        return await self._inside(attempt, where, turn)

    async def _posted(self, attempt: Attempt, where: Where, content: Content, key: str) -> Sent:
        attempt.doubt = True
        try:
            return await self.desk.slack.post(where.channel_id, content, key, where.thread_ts)
        except (Unsent, Refused):
            attempt.doubt = False
            raise

    async def _inside(self, attempt: Attempt, where: Where, call: Callable[[], Awaitable[T]]) -> T:
        """A call that needs the bot in the channel: where it isn't, it enters and calls again."""
        try:
            return await call()
        except Refused as refused:
            if refused.code != NOT_INSIDE:
                raise
            await self._enter(attempt, where.channel_id, refused)
            return await call()

    async def _enter(self, attempt: Attempt, channel_id: str, refused: Refused) -> None:
        try:
            await self.desk.paced(attempt, "conversations.join", lambda: self.desk.slack.join(channel_id))
        except Refused as error:
            # A private channel can only be entered by invitation: that we aren't inside is what matters then.
            raise (error if error.code in _SAYS_MORE else refused) from error
