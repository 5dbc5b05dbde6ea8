"""The workspace's state: people, conversations, views. No rules here beside what keeps it consistent."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from playground.files import StoredFile
from playground.model import BOT_USER, Channel, Json, Kind, Message, Person, View
from playground.seed import seeded_channels, seeded_people

_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Installation(StrEnum):
    """What became of the app's token."""

    INSTALLED = "installed"
    REVOKED = "revoked"
    UNINSTALLED = "uninstalled"


@dataclass
class Workspace:
    """All that outlives a restart, beside the clock's offset."""

    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    stacks: dict[str, list[View]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    ephemerals: dict[str, list[Message]] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    installation: Installation = Installation.INSTALLED
    counter: int = 0

    @classmethod
    def seeded(cls, bot_name: str) -> "Workspace":
        """Return the workspace a newcomer finds."""
        return cls(
            people={person.id: person for person in seeded_people(bot_name)},
            channels={channel.id: channel for channel in seeded_channels()},
            # A bot's database may outlive the workspace: no id of a former one may come again.
            counter=secrets.randbelow(36**7),
        )

    def next_id(self, prefix: str) -> str:
        """Return a fresh Slack-like id, such as ``C0`` and eight digits or capitals."""
        self.counter += 1
        # A multiplier prime to 36**8 scatters consecutive numbers, so that ids don't look like a count.
        number, digits = self.counter * 1_000_000_007_369 % 36**8, ""
        for _ in range(8):
            number, digit = divmod(number, 36)
            digits += _DIGITS[digit]
        return f"{prefix}0{digits}"

    def conversations_of(self, user: str) -> Iterator[Channel]:
        """Yield what this person may list: the public channels and everything they are in."""
        return (one for one in self.channels.values() if one.kind is Kind.CHANNEL or user in one.members)

    def direct_between(self, members: frozenset[str]) -> Channel | None:
        """Return the direct message of exactly these people, if it was ever opened."""
        return next((one for one in self.channels.values() if one.is_direct and set(one.members) == members), None)

    def named(self, name: str) -> Channel | None:
        """Return the channel of that name."""
        return next((one for one in self.channels.values() if not one.is_direct and one.name == name), None)

    def all_views(self) -> Iterator[View]:
        """Yield every view that exists."""
        for stack in self.stacks.values():
            yield from stack
        yield from self.homes.values()

    def view(self, view_id: str) -> View | None:
        """Return the open modal or home of that id."""
        return next((view for view in self.all_views() if view.id == view_id), None)


def next_ts(channel: Channel, now: datetime) -> str:
    """Return a ``ts`` above every other of the channel, at ``now`` where possible."""
    channel.last_us = max(int(now.timestamp() * 1_000_000), channel.last_us + 1)
    seconds, micros = divmod(channel.last_us, 1_000_000)
    return f"{seconds}.{micros:06d}"


def replies_to(channel: Channel, root_ts: str) -> list[Message]:
    """Return the replies of a thread, oldest first."""
    return [one for one in channel.messages.values() if one.thread_ts == root_ts and one.is_reply]


def restore(snapshot: Json) -> Workspace:
    """Rebuild a workspace from the JSON of its dataclasses."""
    return Workspace(
        people={id_: Person(**one) for id_, one in snapshot["people"].items()},
        channels={id_: _channel(one) for id_, one in snapshot["channels"].items()},
        stacks={user: [View(**one) for one in stack] for user, stack in snapshot["stacks"].items()},
        homes={user: View(**one) for user, one in snapshot["homes"].items()},
        ephemerals={user: [Message(**one) for one in kept] for user, kept in snapshot["ephemerals"].items()},
        files={id_: StoredFile(**one) for id_, one in snapshot.get("files", {}).items()},  # older states have none
        installation=Installation(snapshot["installation"]),
        counter=snapshot["counter"],
    )


def _channel(one: dict[str, Any]) -> Channel:
    messages = {ts: Message(**message) for ts, message in one["messages"].items()}
    return Channel(**{**one, "kind": Kind(one["kind"]), "messages": messages})


def others(channel: Channel, user: str) -> list[str]:
    """Return the members other than this one."""
    return [member for member in channel.members if member != user]


def bot_is_in(channel: Channel) -> bool:
    """Whether the app's bot user is a member."""
    return BOT_USER in channel.members
