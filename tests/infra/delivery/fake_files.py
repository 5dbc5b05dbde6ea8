# ruff: noqa: ARG002 - a fake takes whatever its port is given, and fails as the Slack it belongs to
"""The files of a Slack in memory."""

from datetime import datetime

from infra.slack.files import Announced
from tests.infra.delivery.fake_slack import Slack


class Files:
    """Keeps what is shared, by conversation and key. It fails as it is told to by the faults of `Slack`."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._keys: dict[str, str] = {}
        self._sent: dict[str, bytes] = {}
        self.shared: list[tuple[str, str, bytes]] = []

    async def announce(self, key: str, length: int) -> Announced:
        await self._slack._called("files.getUploadURLExternal")
        announced = Announced(f"https://files.example/{len(self._keys)}", f"F{len(self._keys)}")
        self._keys[announced.file_id] = key
        return announced

    async def send(self, to: Announced, content: bytes) -> None:
        await self._slack._called("upload")
        self._sent[to.file_id] = content

    async def share(self, file: Announced, channel_id: str, title: str, said: str) -> None:
        await self._slack._called("files.completeUploadExternal", channel_id, said)
        self.shared.append((channel_id, self._keys[file.file_id], self._sent.pop(file.file_id)))
        self._slack._answered("files.completeUploadExternal")

    async def is_shared(self, channel_id: str, key: str, since: datetime) -> bool:
        await self._slack._called("conversations.history", channel_id)
        return any((where, of) == (channel_id, key) for where, of, _ in self.shared)
