"""Shares a file once. Sending its bytes can be repeated, for nobody sees them; showing them is what must not be."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Protocol

from domain.outgoing import File
from infra.delivery.conversations import Conversations
from infra.delivery.desk import Attempt, Desk
from infra.slack.errors import Refused, Unsent
from infra.slack.files import Announced

ANNOUNCE: Final = "files.getUploadURLExternal"
SHARE: Final = "files.completeUploadExternal"
_LOST_DM: Final = "channel_not_found"


class Files(Protocol):
    """What is asked of Slack about files. Every method raises a `SlackCallError`; `SlackFiles` is the real one."""

    async def announce(self, key: str, length: int) -> Announced:
        """A place for so many bytes."""

    async def send(self, to: Announced, content: bytes) -> None:
        """Sends the bytes."""

    async def share(self, file: Announced, channel_id: str, title: str, said: str) -> None:
        """Shows the file in a conversation."""

    async def is_shared(self, channel_id: str, key: str, since: datetime) -> bool:
        """Whether the file of this key is in the conversation."""


@dataclass(frozen=True, slots=True)
class Filing:
    """Sharing files, each once."""

    desk: Desk
    conversations: Conversations
    files: Files

    async def once(self, attempt: Attempt, file: File) -> None:
        """Sees to it that the file is in its member's conversation. What it holds is neither kept nor logged."""
        channel_id = await self.conversations.with_member(attempt, file.to.member)
        try:
            await self._into(attempt, channel_id, file)
        except Refused as refused:
            if refused.code != _LOST_DM or file.to.member.dm_channel_id is None:
                raise
            # The remembered conversation is no more, as after a new installation.
            forgotten = replace(file.to.member, dm_channel_id=None)
            await self._into(attempt, await self.conversations.with_member(attempt, forgotten), file)

    async def _into(self, attempt: Attempt, channel_id: str, file: File) -> None:
        if attempt.doubt and await self._is_shared(attempt, channel_id):
            return
        key = attempt.claim.delivery.key
        announced = await self.desk.paced(attempt, ANNOUNCE, lambda: self.files.announce(key, len(file.content)))
        await self.files.send(announced, file.content)
        await self.desk.paced(attempt, SHARE, lambda: self._share(attempt, announced, channel_id, file), held=True)

    async def _is_shared(self, attempt: Attempt, channel_id: str) -> bool:
        """Whether an earlier try shared it. What is on its way gets time to arrive first."""
        await self.desk.sleep(self.desk.settle.total_seconds())
        key, since = attempt.claim.delivery.key, attempt.claim.first_attempt_at
        return await self.desk.paced(
            attempt, "conversations.history", lambda: self.files.is_shared(channel_id, key, since)
        )

    async def _share(self, attempt: Attempt, announced: Announced, channel_id: str, file: File) -> None:
        await self.desk.attempting(attempt)
        attempt.doubt = True
        try:
            await self.files.share(announced, channel_id, file.title, file.said)
        except (Unsent, Refused):
            attempt.doubt = False
            raise
