"""Modals for the handlers, over the gateway."""

from dataclasses import dataclass

from handlers.ports import ModalNotShownError, View
from infra.slack.errors import SlackCallError
from infra.slack.gateway import SlackGateway


@dataclass(frozen=True, slots=True)
class GatewayModals:
    """Shows modals at Slack, once and within the time-out of a request."""

    gateway: SlackGateway

    async def open(self, trigger_id: str, view: View, /) -> None:
        """A new modal."""
        try:
            await self.gateway.open_view(trigger_id, view)
        except SlackCallError as error:
            raise ModalNotShownError(error.code) from error

    async def push(self, trigger_id: str, view: View, /) -> None:
        """A modal on top of the one clicked in."""
        try:
            await self.gateway.push_view(trigger_id, view)
        except SlackCallError as error:
            raise ModalNotShownError(error.code) from error

    async def update(self, view_id: str, view: View, view_hash: str | None, /) -> None:
        """The content of an open modal."""
        try:
            await self.gateway.update_view(view_id, view, view_hash)
        except SlackCallError as error:
            raise ModalNotShownError(error.code) from error
