"""What admins are told of the bot itself."""

from datetime import datetime, timedelta

from domain.model.people import Actor
from domain.outbox import Delivery, Notice
from domain.outgoing import Content, Message, Obsolete, Outgoing, ToMember
from domain.vocabulary import Category
from handlers.services import Services
from handlers.texts import own_texts
from handlers.views import alerts as views

_HOUR = timedelta(hours=1)


async def alert(services: Services, delivery: Delivery, actor: Actor) -> Outgoing:
    """How it stands when it is told; nothing where all is well again before anybody heard of it."""
    if Notice(delivery.params["notice"]) is Notice.POOL_STALLED:
        content = await _stalled(services, Category(delivery.subject), actor)
    else:
        content = await _died(services, datetime.fromisoformat(delivery.params["since"]), actor)
    return Message(ToMember(actor.member), content) if content is not None else Obsolete()


async def _died(services: Services, since: datetime, actor: Actor) -> Content | None:
    count = await services.reading.deaths(actor.workspace.id, since, since + _HOUR)
    return views.deliveries_died(own_texts(actor), count, since) if count else None


async def _stalled(services: Services, category: Category, actor: Actor) -> Content | None:
    waiting = (await services.pool.counts(actor.workspace.id))[category]
    return views.pool_stalled(own_texts(actor), category, waiting) if waiting else None
