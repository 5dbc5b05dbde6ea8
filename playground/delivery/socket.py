"""Socket Mode: the bot connects to us, and each request waits for its acknowledgement on that websocket."""

import asyncio
import json
import secrets
from collections.abc import Callable
from itertools import count
from typing import Any, Final

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from playground.delivery.envelope import Answer, Envelope, Outcome
from playground.model import APP_ID, Json

_POLICY_VIOLATION: Final = 1008
_GOING_AWAY: Final = 1001


class SocketTransport:
    """Holds the bot's websockets; each request goes to one of them, in turn."""

    name = "socket"

    def __init__(self, changed: Callable[[bool], None]) -> None:
        self._changed = changed
        self._tickets: set[str] = set()
        self._sockets: list[WebSocket] = []
        self._waiting: dict[str, asyncio.Future[Answer]] = {}
        self._turn = count()
        self._connected = asyncio.Event()

    @property
    def connected(self) -> bool:
        """Whether a websocket is open."""
        return bool(self._sockets)

    async def until_connected(self) -> None:
        """Return as soon as a bot is connected."""
        await self._connected.wait()

    def issue_ticket(self) -> str:
        """Return the one-time ticket of an address for ``apps.connections.open``."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return ticket

    async def serve(self, socket: WebSocket) -> None:
        """Speak Socket Mode with a bot until it leaves; a ticket that was never issued, or used, is refused."""
        ticket = socket.path_params["ticket"]
        if ticket not in self._tickets:
            await socket.close(_POLICY_VIOLATION)
            return
        self._tickets.discard(ticket)
        await socket.accept()
        self._enter(socket)
        try:
            await socket.send_json(self._hello())
            while True:
                self._acknowledge(await socket.receive_text())
        except WebSocketDisconnect:
            pass
        finally:
            self._leave(socket)

    async def send(self, envelope: Envelope) -> Answer:
        """Send to one websocket and wait for its acknowledgement; FAILED when there is none, or it breaks."""
        if not self._sockets:
            return Answer(Outcome.FAILED, reason="connection_failed")
        socket = self._sockets[next(self._turn) % len(self._sockets)]
        envelope_id = secrets.token_hex(16)
        waiting: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = waiting
        try:
            await socket.send_text(json.dumps(_frame(envelope_id, envelope), ensure_ascii=False))
            answer = await waiting
        except (WebSocketDisconnect, RuntimeError):
            answer = Answer(Outcome.FAILED, reason="connection_failed")
        finally:
            del self._waiting[envelope_id]
        return answer

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask every bot to connect anew, as Slack does now and then, and close its websocket."""
        for socket in tuple(self._sockets):
            await self._dismiss(socket, {"type": "disconnect", "reason": reason, "debug_info": {"host": "playground"}})

    async def _dismiss(self, socket: WebSocket, farewell: Json) -> None:
        if socket.application_state is WebSocketState.CONNECTED:
            await socket.send_json(farewell)
            await socket.close(_GOING_AWAY)
        self._leave(socket)

    def _enter(self, socket: WebSocket) -> None:
        self._sockets.append(socket)
        self._connected.set()
        self._changed(True)  # noqa: FBT003 - says itself

    def _leave(self, socket: WebSocket) -> None:
        if socket in self._sockets:
            self._sockets.remove(socket)
            self._changed(bool(self._sockets))
        if not self._sockets:
            self._connected.clear()

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._sockets),
            "connection_info": {"app_id": APP_ID},
            "debug_info": {"host": "playground", "approximate_connection_time": 18060},
        }

    def _acknowledge(self, text: str) -> None:
        try:
            frame: Any = json.loads(text)
        except json.JSONDecodeError:
            return
        waiting = self._waiting.get(str(frame.get("envelope_id"))) if isinstance(frame, dict) else None
        if waiting is not None and not waiting.done():
            waiting.set_result(Answer(Outcome.ANSWERED, 200, frame.get("payload") or None))


def _frame(envelope_id: str, envelope: Envelope) -> Json:
    frame: Json = {
        "envelope_id": envelope_id,
        "type": str(envelope.type),
        "payload": envelope.payload,
        "accepts_response_payload": envelope.takes_payload,
    }
    if not envelope.takes_payload:
        retry = envelope.retry
        frame |= {"retry_attempt": retry.number if retry else 0, "retry_reason": retry.reason if retry else ""}
    return frame
