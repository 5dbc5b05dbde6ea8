"""The file with all that is kept about a person."""

import json

from domain.outbox import Delivery, PostedMessage
from domain.outgoing import File, Message, Outgoing, ToMember
from handlers.presenting.subjects import recipient
from handlers.services import Services
from handlers.texts import own_texts
from handlers.views.export import everything
from handlers.views.privacy import export_failed


async def export(services: Services, delivery: Delivery, posted: PostedMessage | None) -> Outgoing:  # noqa: ARG001 a presenter's signature
    """Made from what is kept by now; or that Slack would not take it."""
    actor = await recipient(services.reading, delivery)
    t, to = own_texts(actor), ToMember(actor.member)
    if "refused" in delivery.params:
        return Message(to, export_failed(t))
    kept = await services.exporting.kept_about(actor.member.id)
    content = json.dumps(everything(t, kept, services.site.kept_days), ensure_ascii=False, indent=2)
    return File(to, t.say("export.title"), content.encode(), t.say("export.said"))
