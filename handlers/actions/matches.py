"""The buttons of a group's message."""

from domain.use_cases.wishes import Outcome
from handlers.calls import Call
from handlers.ids import Action
from handlers.outcomes import answer_content
from handlers.replies import Nothing, Reply, Say
from handlers.router import Router
from handlers.values import match_id


def register(router: Router) -> None:
    """What the people of a match can do."""
    router.actions[Action.MATCH_CALENDAR] = calendar
    router.actions[Action.MATCH_CANNOT_COME] = cannot_come


async def calendar(call: Call) -> Reply:  # noqa: ARG001 a handler's signature
    """The browser has opened the link; Slack only wants to hear that we know."""
    return Nothing()


async def cannot_come(call: Call) -> Reply:
    """The others go on without whoever says so; the button has asked already."""
    match = await call.services.declining.cannot_come(call.wish(), match_id(call.came.text))
    if call.came.response_url is not None:
        return Nothing()
    return Say(await answer_content(call.services, call.actor, Outcome.CANNOT_COME, str(match.id), {}))
