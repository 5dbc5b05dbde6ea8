"""What a workspace consists of. These records are changed in place, by the event loop's thread alone."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

Json = dict[str, Any]

TEAM_ID: Final = "T0SEOUL42"
TEAM_NAME: Final = "42 Seoul"
TEAM_DOMAIN: Final = "42seoul"
BOT_USER: Final = "U0PARTNER"
BOT_ID: Final = "B0PARTNER"
APP_ID: Final = "A0PARTNER"
VERIFICATION_TOKEN: Final = "playground-verification-token"  # noqa: S105 - Slack's deprecated field, no secret


class Kind(StrEnum):
    """The four kinds of conversation."""

    CHANNEL = "channel"
    PRIVATE = "private"
    IM = "im"
    MPIM = "mpim"


@dataclass
class Person:
    """A member of the workspace; the bot's user is one too."""

    id: str
    name: str
    real_name: str
    locale: str = "ko-KR"
    is_bot: bool = False
    deleted: bool = False
    is_admin: bool = False
    is_owner: bool = False
    color: str = "9f69e7"
    updated: int = 0


@dataclass
class Message:
    """A message as stored; ``ephemeral_to`` names the one person who sees it."""

    channel: str
    ts: str
    user: str | None
    text: str
    bot_id: str | None = None
    blocks: list[Json] | None = None
    thread_ts: str | None = None
    metadata: Json | None = None
    subtype: str | None = None
    edited_ts: str | None = None
    deleted: bool = False
    username: str | None = None
    ephemeral_to: str | None = None
    pinned: bool = False
    broadcast: bool = False
    extra: Json = field(default_factory=dict)

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread below another message."""
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass
class Channel:
    """A conversation with its messages in order of ``ts``; ``last_us`` is the latest ``ts`` given, in microseconds."""

    id: str
    name: str
    kind: Kind
    members: list[str]
    creator: str
    created: int
    archived: bool = False
    topic: str = ""
    purpose: str = ""
    last_read: dict[str, str] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    last_us: int = 0

    @property
    def is_direct(self) -> bool:
        """Whether it is a direct message of two or more."""
        return self.kind in (Kind.IM, Kind.MPIM)


@dataclass
class View:
    """A modal or home view of one person; ``body`` holds what the app sent."""

    id: str
    owner: str
    body: Json
    hash: str
    root_view_id: str
    previous_view_id: str | None = None
    values: Json = field(default_factory=dict)

    @property
    def is_modal(self) -> bool:
        """Whether it is a modal (and not a home tab)."""
        return bool(self.body["type"] == "modal")
