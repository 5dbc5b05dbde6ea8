"""From a delivery to what it says now: a presenter for each kind, reading the present state and rendering it."""

from collections.abc import Awaitable, Callable, Mapping

from domain.errors import DomainError, ErrorCode
from domain.outbox import Delivery, DeliveryKind, PostedMessage
from domain.outgoing import Obsolete, Outgoing
from handlers.presenting import channel, conversation, export, group, notices, personal, pool
from handlers.services import Services

Present = Callable[[Delivery, PostedMessage | None], Awaitable[Outgoing]]
Presenter = Callable[[Services, Delivery, PostedMessage | None], Awaitable[Outgoing]]

PRESENTERS: Mapping[DeliveryKind, Presenter] = {
    DeliveryKind.CARD: channel.card,
    DeliveryKind.THREAD_OPENER: channel.thread_opener,
    DeliveryKind.COMMENT: channel.comment,
    DeliveryKind.GREETING: channel.greeting,
    DeliveryKind.NOTICE: notices.notice,
    DeliveryKind.MATCH_DM: group.match_dm,
    DeliveryKind.REMINDER: group.reminder,
    DeliveryKind.HOME: personal.home,
    DeliveryKind.ANSWER: personal.answer,
    DeliveryKind.REPLY: conversation.reply,
    DeliveryKind.PROFILE: personal.profile,
    DeliveryKind.APPLICATION: pool.application,
    DeliveryKind.SUGGESTION: pool.suggestion,
    DeliveryKind.BOARD: pool.board,
    DeliveryKind.EXPORT: export.export,
}


def build_presenter(services: Services) -> Present:
    """What the delivery asks for everything that it claims. What is there no more needs no message."""

    async def present(delivery: Delivery, posted: PostedMessage | None) -> Outgoing:
        try:
            return await PRESENTERS[delivery.kind](services, delivery, posted)
        except DomainError as error:
            if error.code is not ErrorCode.NOT_FOUND:
                raise
            return Obsolete()

    return present
