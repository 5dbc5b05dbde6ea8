"""What everybody in a channel sees, in the workspace's language."""

from uuid import UUID

from domain.outbox import Delivery, PostedMessage, card_key
from domain.outgoing import Message, Obsolete, Outgoing, ToChannel, ToThread
from handlers.presenting.late import refreshed
from handlers.presenting.subjects import about, is_out
from handlers.services import Services
from handlers.texts import common_texts
from handlers.views import card as card_view
from handlers.views import greeting as greeting_view
from handlers.views import thread


async def card(services: Services, delivery: Delivery, posted: PostedMessage | None) -> Outgoing:
    """A recruitment as it stands. One that ended before anybody saw it is not shown any more."""
    shown = await services.reading.recruitment(about(delivery))
    t = common_texts(shown.workspace)
    to, content = ToChannel(shown.recruitment.channel_id), card_view.card(t, shown)
    if not is_out(posted) and not shown.recruitment.is_open:
        return Obsolete(Message(to, content))
    return refreshed(services, t, delivery, posted, to, content)


async def thread_opener(services: Services, delivery: Delivery, posted: PostedMessage | None) -> Outgoing:
    """The first line of a named recruitment's thread, while there is something to talk about; changed at any time."""
    shown = await services.reading.recruitment(about(delivery))
    if shown.recruitment.details.anonymous or not (shown.recruitment.is_open or is_out(posted)):
        return Obsolete()
    content = thread.opener(common_texts(shown.workspace), shown)
    return Message(ToThread(card_key(shown.recruitment.id)), content)


async def comment(services: Services, delivery: Delivery, posted: PostedMessage | None) -> Outgoing:
    """An anonymous comment in the thread; one that was erased before anybody saw it is not shown."""
    data = await services.reading.comment(UUID(delivery.subject))
    if data.comment.is_erased and not is_out(posted):
        return Obsolete()
    content = thread.comment(common_texts(data.about.workspace), data)
    return Message(ToThread(card_key(data.about.recruitment.id)), content)


async def greeting(services: Services, delivery: Delivery, posted: PostedMessage | None) -> Outgoing:  # noqa: ARG001 a presenter's signature
    """What the bot says where it was invited."""
    workspace = await services.reading.workspace(delivery.workspace_id)
    return Message(ToChannel(delivery.subject), greeting_view.greeting(common_texts(workspace)))
