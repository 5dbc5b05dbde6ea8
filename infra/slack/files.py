"""Files: announced, sent to the address that comes back, and only then shared, which is what people see."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from infra.slack.calls import SlackCalls
from infra.slack.gateway import LOOK_BACK
from infra.slack.marks import Marks

_PAGE: Final = 200


@dataclass(frozen=True, slots=True)
class Announced:
    """Where the bytes of a file go, and what it is called from then on."""

    url: str
    file_id: str


class SlackFiles:
    """Files under one token. Every method raises a `SlackCallError`; nothing is retried here.

    A file is called by the mark of its key, for Slack keeps no metadata with it: so it is found again.
    """

    def __init__(self, calls: SlackCalls, marks: Marks, *, seconds: float) -> None:
        self._calls = calls
        self._marks = marks
        self._seconds = seconds

    async def announce(self, key: str, length: int) -> Announced:
        """A place for so many bytes. One that is never used is forgotten by Slack."""
        asked = {"filename": self._name(key), "length": length}
        answer = await self._calls.read("files.getUploadURLExternal", self._seconds, **asked)
        return Announced(answer["upload_url"], answer["file_id"])

    async def send(self, to: Announced, content: bytes) -> None:
        """Sends the bytes. Nobody sees them yet."""
        await self._calls.send_bytes(to.url, self._seconds, content)

    async def share(self, file: Announced, channel_id: str, title: str, said: str) -> None:
        """Shows the file in a conversation, with some words above it."""
        await self._calls.write(
            "files.completeUploadExternal",
            self._seconds,
            files=[{"id": file.file_id, "title": title}],
            channel_id=channel_id,
            initial_comment=said,
        )

    async def is_shared(self, channel_id: str, key: str, since: datetime) -> bool:
        """Whether the file of this key is in the conversation, shared after `since` or a little before.

        Whoever shared it: nobody can know its name who hasn't been given the file.
        """
        wanted = {"channel": channel_id, "oldest": f"{(since - LOOK_BACK).timestamp():.6f}", "limit": _PAGE}
        async for page in self._calls.pages("conversations.history", self._seconds, **wanted):
            for message in page.get("messages", ()):
                if self._name(key) in {file.get("name") for file in message.get("files") or ()}:
                    return True
        return False

    def _name(self, key: str) -> str:
        return f"42partner-{self._marks.of(key)}.json"
