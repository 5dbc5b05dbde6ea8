"""What has pages: beside a click in a message, or in a modal where there is no message to answer in."""

from typing import Any

from domain.use_cases.wishes import Outcome
from handlers.calls import Call
from handlers.outcomes import answer_content
from handlers.replies import Nothing, OpenModal, Reply, UpdateModal
from handlers.small_modal import small_modal


async def show_page(call: Call, outcome: Outcome, *, replaces: bool, **params: Any) -> Reply:
    """One page; it `replaces` the page whose button was pressed."""
    if call.came.response_url is not None:
        await call.services.answering.answer(call.wish(replaces=replaces), outcome, **params)
        return Nothing()
    content = await answer_content(call.services, call.actor, outcome, "", params)
    view = small_modal(call.texts, content)
    return UpdateModal(view) if replaces else OpenModal(view)
