"""Puts the parts of a playground together."""

from collections.abc import Callable

from playground.backend import Backend
from playground.clock import MovableClock
from playground.delivery.courier import Courier
from playground.delivery.envelope import Transport
from playground.delivery.events import Events
from playground.delivery.http import HttpTransport
from playground.delivery.socket import SocketTransport
from playground.faults import Faults
from playground.feed import EventFeed
from playground.files import Uploads
from playground.inspector import Inspector
from playground.options import PlaygroundOptions
from playground.pacing import Pacing
from playground.response_urls import ResponseUrls
from playground.triggers import TriggerBook
from playground.workspace import Workspace


def assemble(options: PlaygroundOptions, touch: Callable[[], None]) -> Backend:
    """Return a backend with the seeded workspace."""
    profile, machine, feed = options.profile, options.machine, EventFeed()

    def connection_changed(connected: bool) -> None:  # noqa: FBT001 - a callback of one meaning
        feed.publish("app", {"transport": "socket" if options.target is None else "http", "connected": connected})

    clock, sockets = MovableClock(machine), SocketTransport(connection_changed)
    inspector = Inspector(clock, feed)
    courier = Courier(_transport(options, sockets, connection_changed), machine, inspector, options.ack_seconds)
    workspace = Workspace.seeded(profile.name)
    events = Events(courier, profile, workspace, (clock, machine), options.retry_delays)
    return Backend(
        options=options,
        profile=profile,
        machine=machine,
        clock=clock,
        workspace=workspace,
        feed=feed,
        inspector=inspector,
        triggers=TriggerBook(machine),
        response_urls=ResponseUrls(machine),
        uploads=Uploads(),
        pacing=Pacing(machine, options.rate_scale),
        faults=Faults(),
        courier=courier,
        sockets=sockets,
        events=events,
        touch=touch,
    )


def _transport(options: PlaygroundOptions, sockets: SocketTransport, changed: Callable[[bool], None]) -> Transport:
    if options.target is None:
        return sockets
    return HttpTransport(options.target, options.signing_secret, options.machine, changed)
