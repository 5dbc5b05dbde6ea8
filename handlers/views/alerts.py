"""Direct messages to admins about the bot itself: what is wrong, and where to look."""

from datetime import datetime

from domain.outgoing import Content
from domain.vocabulary import Category
from handlers.texts import Texts
from handlers.views.blocks import context, message, section


def deliveries_died(t: Texts, count: int, since: datetime) -> Content:
    """How many messages were given up since an hour began."""
    lead = t.say("notice.deliveries_died", count=count, at=t.moment(since))
    return message([section(lead), context(t.say("notice.deliveries_died_advice"))])


def pool_stalled(t: Texts, category: Category, waiting: int) -> Content:
    """People wait in a pool that nobody sweeps."""
    lead = t.say("notice.pool_stalled", count=waiting, category=t.say(f"category.{category}"))
    return message([section(lead), context(t.say("notice.pool_stalled_advice"))])
