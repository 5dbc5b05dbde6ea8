"""What a presenter hands to the delivery: where something goes and what it says, in Slack's own JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.model.people import Member

Block = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ToChannel:
    """A message in a channel; a public one is joined first where needed."""

    channel_id: str


@dataclass(frozen=True, slots=True)
class ToThread:
    """A reply in the thread of the message that was posted under `parent_key`."""

    parent_key: str


@dataclass(frozen=True, slots=True)
class ToMember:
    """A direct message to one member."""

    member: Member


@dataclass(frozen=True, slots=True)
class ToGroup:
    """A message to several members: a group DM for up to eight, else a private channel called `channel_name`.

    Slack refuses a conversation when one of its people is gone; `DeliveryOutcomes.unreachable` then forms it anew.
    """

    members: tuple[Member, ...]
    channel_name: str


@dataclass(frozen=True, slots=True)
class ToHome:
    """A member's App Home."""

    member: Member


@dataclass(frozen=True, slots=True)
class ToResponseUrl:
    """An answer that only who asked sees; `replace_original` puts it in the place of the message asked from."""

    url: str
    replace_original: bool = False


Destination = ToChannel | ToThread | ToMember | ToGroup | ToHome | ToResponseUrl


@dataclass(frozen=True, slots=True)
class Content:
    """A message: `text` says for notifications and screen readers what `blocks` show."""

    text: str
    blocks: Sequence[Block] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """A rendered delivery. An existing message under the same key is updated instead of posted again.

    One that is `late` says so: it asks to be rendered once more when there is time for it.
    """

    to: Destination
    content: Content
    late: bool = False


@dataclass(frozen=True, slots=True)
class HomeView:
    """A rendered App Home."""

    to: ToHome
    view: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LookUp:
    """Ask Slack who a member is, and keep the answer."""

    member: Member


@dataclass(frozen=True, slots=True)
class File:
    """A file for one member, shared once, with `said` above it. What it holds shows in no log."""

    to: ToMember
    title: str
    content: bytes = field(repr=False)
    said: str


@dataclass(frozen=True, slots=True)
class Obsolete:
    """The reason to deliver is gone. `if_out` is what the message has to say where an earlier try did post it."""

    if_out: Message | None = None


Outgoing = Message | HomeView | LookUp | File | Obsolete
