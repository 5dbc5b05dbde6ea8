"""Files of the bot: announced, sent to an address of their own, then shared (Slack: ``files.getUploadURLExternal``)."""

import base64
import mimetypes
import secrets
from dataclasses import dataclass, field
from typing import Final

from playground.model import BOT_USER

MOST_BYTES: Final = 1_000_000
"""The largest file the playground takes; a Slack team may restrict it likewise (``file_upload_size_restricted``)."""
MOST_KEPT_BYTES: Final = 10 * MOST_BYTES
"""All files together, as the state is one JSON file; Slack's free teams end at 5 GB (``storage_limit_reached``)."""
_UNKNOWN_TYPE: Final = "application/octet-stream"


@dataclass
class StoredFile:
    """A file as the workspace keeps it; ``content`` is base64, for the state is JSON. ``created`` in Unix seconds."""

    id: str
    name: str
    title: str
    content: str
    size: int
    created: int
    alt_txt: str = ""
    snippet_type: str = ""
    channels: list[str] = field(default_factory=list)
    user: str = BOT_USER

    @property
    def mimetype(self) -> str:
        """What kind of content its name promises."""
        return mimetypes.guess_type(self.name)[0] or _UNKNOWN_TYPE

    @property
    def data(self) -> bytes:
        """The content as it was uploaded."""
        return base64.b64decode(self.content)


@dataclass(slots=True)
class Upload:
    """A file that was announced; ``data`` is None until it has come."""

    file_id: str
    name: str
    length: int
    alt_txt: str = ""
    snippet_type: str = ""
    data: bytes | None = None

    def stored(self, title: str, created: int) -> StoredFile:
        """Return the uploaded file as it will be kept."""
        content = base64.b64encode(self.data or b"").decode()
        name, alt_txt, snippet = self.name, self.alt_txt, self.snippet_type
        return StoredFile(self.file_id, name, title or name, content, self.length, created, alt_txt, snippet)


class UploadError(Exception):
    """The address takes no such file; ``status`` is the HTTP status, the text says why."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class Uploads:
    """Files on their way; like trigger ids they end with the process, and the oldest make room for new ones."""

    def __init__(self) -> None:
        self._by_ticket: dict[str, Upload] = {}

    def issue(self, upload: Upload) -> str:
        """Return the ticket that ends the upload's address."""
        self._by_ticket[ticket := secrets.token_urlsafe(24)] = upload
        while sum(one.length for one in self._by_ticket.values()) > MOST_KEPT_BYTES:
            del self._by_ticket[next(iter(self._by_ticket))]
        return ticket

    def take(self, ticket: str, data: bytes) -> Upload:
        """Keep what was sent.

        Raises UploadError: 404 for an address that is unknown or was used, 400 for another length than announced.
        """
        upload = self._by_ticket.get(ticket)
        if upload is None or upload.data is not None:
            raise UploadError(404, "no such upload, or it was used")
        if len(data) != upload.length:
            raise UploadError(400, f"announced were {upload.length} bytes, sent {len(data)}")
        upload.data = data
        return upload

    def ready(self, file_id: str) -> Upload | None:
        """Return the file of that id once it has come and isn't shared yet."""
        return next((one for one in self._by_ticket.values() if one.file_id == file_id and one.data is not None), None)

    def forget(self, upload: Upload) -> None:
        """End an upload: the file is the workspace's now."""
        self._by_ticket = {ticket: one for ticket, one in self._by_ticket.items() if one is not upload}
