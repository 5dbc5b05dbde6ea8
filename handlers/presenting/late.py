"""Messages whose changes come late, because Slack lets only so many through a minute."""

from domain.outbox import Delivery, PostedMessage
from domain.outgoing import Content, Destination, Message
from handlers.presenting.subjects import is_out
from handlers.services import Services
from handlers.texts import Texts
from handlers.views.late import as_of


def refreshed(
    services: Services, t: Texts, delivery: Delivery, posted: PostedMessage | None, to: Destination, content: Content
) -> Message:
    """The message; with a line that says of when it is, if what it shows by now was wanted long ago."""
    if not is_out(posted) or delivery.waited < services.late_after:
        return Message(to, content)
    return Message(to, as_of(t, content, services.clock.now()), late=True)
