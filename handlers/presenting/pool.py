"""What those who wait in the random pool see of it, and the channel."""

from dataclasses import replace
from uuid import UUID

from domain.errors import word_of
from domain.model.conditions import Concession
from domain.model.ids import ApplicationId
from domain.model.people import DirectMessage
from domain.outbox import Delivery, PostedMessage
from domain.outgoing import Message, Obsolete, Outgoing, ToChannel, ToMember
from domain.pool import PoolRef
from domain.use_cases.reading_pool import Wait
from domain.vocabulary import Category, TimeOfEating
from handlers.presenting.subjects import is_out, recipient
from handlers.services import Services
from handlers.texts import common_texts, own_texts
from handlers.views.board import board as board_view
from handlers.views.waiting import application_message
from handlers.views.waiting import suggestion as suggestion_view


async def application(services: Services, delivery: Delivery, posted: PostedMessage | None) -> Outgoing:  # noqa: ARG001 a presenter's signature
    """An application's story so far, to who applied."""
    wait = await _wait(services, delivery)
    if wait.conversation is None and delivery.params.get("ts"):
        params = delivery.params
        wait = replace(wait, conversation=PostedMessage(delivery.key, params["channel"], params["ts"]))
    return Message(ToMember(wait.actor.member), application_message(own_texts(wait.actor), wait))


async def suggestion(services: Services, delivery: Delivery, posted: PostedMessage | None) -> Outgoing:
    """What one change would give, unless that is over before anybody saw it."""
    wait = await _wait(services, delivery)
    number, suggested = delivery.params["number"], wait.application.suggested
    stands = suggested is not None and wait.application.hints == number
    accepted = Concession.read(delivery.params["accepted"]) if "accepted" in delivery.params else None
    content = suggestion_view(own_texts(wait.actor), wait, number, accepted)
    message = Message(ToMember(wait.actor.member), content)
    is_wanted = stands and wait.actor.member.wants(DirectMessage.HINTS)
    return message if is_out(posted) or is_wanted else Obsolete(message)


async def board(services: Services, delivery: Delivery, posted: PostedMessage | None) -> Outgoing:
    """That somebody waits, to the category's channel; nothing where nobody does any more and nothing was said."""
    data = await services.pool.board(PoolRef(delivery.workspace_id, word_of(Category, delivery.subject)), delivery.key)
    channel_id = data.workspace.channel_for(data.category)
    if channel_id is None:
        return Obsolete()
    meal = TimeOfEating(delivery.key.rpartition(":")[2])
    message = Message(ToChannel(channel_id), board_view(common_texts(data.workspace), data, meal))
    return message if is_out(posted) or (data.is_out and data.waiting) else Obsolete(message)


async def _wait(services: Services, delivery: Delivery) -> Wait:
    """Read as its member sees it. Raises `not_found` for somebody who is gone."""
    actor = await recipient(services.reading, delivery)
    return await services.pool.wait(ApplicationId(UUID(delivery.subject)), actor)
