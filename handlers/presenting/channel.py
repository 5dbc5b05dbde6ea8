"""What everybody in a channel sees, in the workspace's language."""

from uuid import UUID

from domain.outbox import Delivery, PostedMessage, card_key
from domain.outgoing import Message, Obsolete, Outgoing, ToChannel, ToThread
from handlers.presenting.subjects import about, is_out
from handlers.services import Services
from handlers.texts import common_texts
from handlers.views import card as card_view
from handlers.views import greeting as greeting_view
from handlers.views import thread


async def card(services: Services, delivery: Delivery, posted: PostedMessage | None) -> Outgoing:
    """A recruitment as it stands. One that ended before anybody saw it is not shown any more."""
    shown = await services.reading.recruitment(about(delivery))
    content = card_view.card(common_texts(shown.workspace), shown)
    message = Message(ToChannel(shown.recruitment.channel_id), content)
    return message if is_out(posted) or shown.recruitment.is_open else Obsolete(message)


async def thread_opener(services: Services, delivery: Delivery, posted: PostedMessage | None) -> Outgoing:  # noqa: ARG001 a presenter's signature
    """The first line of a named recruitment's thread, while there is something to talk about."""
    shown = await services.reading.recruitment(about(delivery))
    if shown.recruitment.details.anonymous or not shown.recruitment.is_open:
        return Obsolete()
    content = thread.opener(common_texts(shown.workspace), shown)
    return Message(ToThread(card_key(shown.recruitment.id)), content)


async def comment(services: Services, delivery: Delivery, posted: PostedMessage | None) -> Outgoing:  # noqa: ARG001 a presenter's signature
    """An anonymous comment in the thread."""
    data = await services.reading.comment(UUID(delivery.subject))
    content = thread.comment(common_texts(data.about.workspace), data)
    return Message(ToThread(card_key(data.about.recruitment.id)), content)


async def greeting(services: Services, delivery: Delivery, posted: PostedMessage | None) -> Outgoing:  # noqa: ARG001 a presenter's signature
    """What the bot says where it was invited."""
    workspace = await services.reading.workspace(delivery.workspace_id)
    return Message(ToChannel(delivery.subject), greeting_view.greeting(common_texts(workspace)))
