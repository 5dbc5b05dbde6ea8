"""Where a message goes: finds or makes the conversation, and remembers it before anything is posted in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import structlog

from domain.model.people import Member
from domain.outgoing import ToChannel, ToGroup, ToMember, ToThread
from infra.delivery.desk import Attempt, Desk, Later, Pointless
from infra.delivery.ports import WherePosted
from infra.delivery.posting import Where
from infra.slack.errors import Refused

_log = structlog.get_logger(__name__)

GROUP_LIMIT: Final = 8
"""People whom one group DM holds beside the bot, as `conversations.open` has it."""

_PARENT_PAUSE: Final = timedelta(seconds=1)


class Unreachable(Exception):  # noqa: N818 - a state of affairs, not a fault
    """These of a group are gone."""

    def __init__(self, members: Sequence[Member]) -> None:
        super().__init__(f"{len(members)} gone")
        self.members = tuple(members)


class NoGroup(Exception):  # noqa: N818 - a state of affairs, not a fault
    """This group can have no conversation of its own: forbidden, full, or for whatever else Slack refuses it."""


@dataclass(frozen=True, slots=True)
class Conversations:
    """Finds and makes conversations."""

    desk: Desk
    where_posted: WherePosted

    async def place(self, attempt: Attempt, to: ToChannel | ToThread | ToMember | ToGroup) -> Where:
        """Where the message goes. Raises `Later`, `Pointless`, `Unreachable`, `NoGroup` or a `SlackCallError`."""
        match to:
            case ToChannel(channel_id):
                return Where(channel_id)
            case ToThread(parent_key):
                return await self._thread(parent_key)
            case ToMember(member):
                return Where(await self.with_member(attempt, member))
            case ToGroup(members, name):
                return Where(await self._with_group(attempt, members, name))

    async def with_member(self, attempt: Attempt, member: Member, *, anew: bool = False) -> str:
        """The conversation with one member: the one that is remembered, or what Slack opens `anew`."""
        if member.slack_id is None:
            raise Pointless
        if member.dm_channel_id and not anew:
            return member.dm_channel_id
        channel_id = await self._open(attempt, [member.slack_id])
        await self.desk.outcomes.dm_channel(member.id, channel_id)
        return channel_id

    async def _thread(self, parent_key: str) -> Where:
        parent = await self.where_posted(parent_key)
        if parent is None or parent.ts is None:
            raise Later("its parent isn't posted yet", _PARENT_PAUSE)
        return Where(parent.channel_id, parent.ts)

    async def _with_group(self, attempt: Attempt, members: tuple[Member, ...], name: str) -> str:
        if any(member.slack_id is None for member in members):
            raise Unreachable([member for member in members if member.slack_id is None])
        people = [member.slack_id for member in members if member.slack_id]
        if not people:
            raise Pointless
        known = attempt.claim.posted.channel_id if attempt.claim.posted else None
        try:
            if len(people) <= GROUP_LIMIT:
                return known or await self._group_dm(attempt, people)
            return await self._channel(attempt, people, name, known)
        except Refused as refused:
            raise await self._meaning(attempt, members, refused) from refused

    async def _group_dm(self, attempt: Attempt, people: list[str]) -> str:
        channel_id = await self._open(attempt, people)
        await self.desk.queue.note_conversation(attempt.claim, channel_id)
        return channel_id

    async def _open(self, attempt: Attempt, people: list[str]) -> str:
        return await self.desk.paced(attempt, "conversations.open", lambda: self.desk.slack.open_conversation(people))

    async def _channel(self, attempt: Attempt, people: list[str], name: str, known: str | None) -> str:
        channel_id = known or await self._own_or_new(attempt, name)
        if known is None:
            # Kept before anybody is invited, so that a crash in between doesn't leave a second channel behind.
            await self.desk.queue.note_conversation(attempt.claim, channel_id)
        await self.desk.paced(attempt, "conversations.invite", lambda: self.desk.slack.invite(channel_id, people))
        return channel_id

    async def _own_or_new(self, attempt: Attempt, name: str) -> str:
        try:
            return await self.desk.paced(
                attempt, "conversations.create", lambda: self.desk.slack.create_channel(name), held=True
            )
        except Refused as refused:
            own = await self._own(attempt, name) if refused.code == "name_taken" else None
            if own is None:
                raise
            return own

    async def _own(self, attempt: Attempt, name: str) -> str | None:
        user_id = self.desk.bot.user_id
        return await self.desk.paced(attempt, "users.conversations", lambda: self.desk.slack.own_channel(name, user_id))

    async def _meaning(self, attempt: Attempt, members: Sequence[Member], refused: Refused) -> Exception:
        """What a refusal means for the group: somebody is gone, or it can have none. Nobody is left without a word."""
        _log.info("no_group", method=refused.method, code=refused.code)
        gone = [member for member in members if await self._is_gone(attempt, member)]
        return Unreachable(gone) if gone else NoGroup()

    async def _is_gone(self, attempt: Attempt, member: Member) -> bool:
        slack_id = member.slack_id or ""
        profile = await self.desk.paced(attempt, "users.info", lambda: self.desk.slack.user_info(slack_id))
        return profile.is_gone
