"""Everything a request needs, in one place; assembled once a playground."""

from collections.abc import Callable
from dataclasses import dataclass

from playground.clock import MovableClock
from playground.delivery.courier import Courier
from playground.delivery.events import Events
from playground.delivery.socket import SocketTransport
from playground.faults import Faults
from playground.feed import EventFeed
from playground.files import Uploads
from playground.inspector import Inspector
from playground.machine import MachineClock
from playground.manifest import AppProfile
from playground.model import Channel, Kind
from playground.options import PlaygroundOptions
from playground.pacing import Pacing
from playground.response_urls import ResponseUrls
from playground.triggers import TriggerBook
from playground.workspace import Workspace, next_ts


@dataclass
class Backend:
    """The parts of a playground; ``touch`` notes that the state changed, ``url`` is where it listens."""

    options: PlaygroundOptions
    profile: AppProfile
    machine: MachineClock
    clock: MovableClock
    workspace: Workspace
    feed: EventFeed
    inspector: Inspector
    triggers: TriggerBook
    response_urls: ResponseUrls
    uploads: Uploads
    pacing: Pacing
    faults: Faults
    courier: Courier
    sockets: SocketTransport
    events: Events
    touch: Callable[[], None]
    url: str = ""

    def ts(self, channel: Channel) -> str:
        """Return the next ``ts`` of a channel, at the moved clock's present."""
        return next_ts(channel, self.clock.now())

    def event_ts(self) -> str:
        """Return the moved present as events carry it."""
        return f"{self.clock.now().timestamp():.6f}"

    def publish(self, type_: str, data: dict[str, object], channel: Channel | None = None) -> None:
        """Tell the windows: those who may see the channel, or everybody."""
        audience = channel.members if channel is not None and channel.kind is not Kind.CHANNEL else None
        self.feed.publish(type_, data, audience)
        self.touch()

    def publish_to(self, user: str, type_: str, data: dict[str, object]) -> None:
        """Tell the windows of one person."""
        self.feed.publish(type_, data, [user])
        self.touch()
