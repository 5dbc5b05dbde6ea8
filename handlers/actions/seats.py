"""Taking a seat and giving it up again."""

from dataclasses import replace
from uuid import UUID

from domain.model.recruitment import Change
from domain.use_cases.recruiting import OverlapFoundError, outcome_of
from domain.use_cases.wishes import Outcome, Wish
from handlers.calls import Call
from handlers.ids import Action
from handlers.outcomes import answer_content, meeting_value
from handlers.replies import Nothing, Reply, Say
from handlers.router import Router
from handlers.values import recruitment_id
from handlers.views.listing import listing_of_row


def register(router: Router) -> None:
    """The buttons of a recruitment's message."""
    router.actions[Action.RECRUITMENT_JOIN] = join
    router.actions[Action.RECRUITMENT_JOIN_ANYWAY] = join_anyway
    router.actions[Action.RECRUITMENT_LEAVE] = leave


async def join(call: Call) -> Reply:
    """A seat, or a place on the waitlist; asks first where another meeting is near."""
    wanted = recruitment_id(call.came.text)
    try:
        change = await call.services.recruiting.join(_wish_from_list(call), wanted)
    except OverlapFoundError as overlap:
        others = [meeting_value(other) for other in overlap.others]
        return await tell_outcome(call, Outcome.OVERLAP, wanted, others=others)
    return await _settled(call, change)


def _wish_from_list(call: Call) -> Wish:
    """Who joins from a list is shown it anew, so that it says where they are in now."""
    wish, listing = call.wish(), listing_of_row(call.came.block_id)
    if listing is None:
        return wish
    list_again = replace(wish, key=f"{wish.key}:list", replaces=True)
    shown = list_again.answer(Outcome.LISTED, "", call.services.clock.now(), listing=listing)
    return replace(wish, following=(*wish.following, *shown))


async def join_anyway(call: Call) -> Reply:
    """The answer to that question takes its place."""
    wish = call.wish(replaces=call.came.from_ephemeral)
    change = await call.services.recruiting.join(wish, recruitment_id(call.came.text), despite_overlap=True)
    return await _settled(call, change)


async def leave(call: Call) -> Reply:
    """Gives up a seat or a place on the waitlist; an undo takes the place of what it undoes."""
    wish = call.wish(replaces=call.came.from_ephemeral)
    return await _settled(call, await call.services.recruiting.leave(wish, recruitment_id(call.came.text)))


async def tell_outcome(call: Call, outcome: Outcome, subject: UUID, **params: object) -> Reply:
    """An answer that changes nothing: delivered after a click in a message, shown at once in a view."""
    if call.came.response_url is None:
        return Say(await answer_content(call.services, call.actor, outcome, str(subject), params))
    await call.services.answering.answer(call.wish(), outcome, subject, **params)
    return Nothing()


async def _settled(call: Call, change: Change) -> Reply:
    """After a click in a message the answer went out with the change; views have none to go to."""
    outcome = outcome_of(change)
    if call.came.response_url is not None or outcome is None:
        return Nothing()
    return Say(await answer_content(call.services, call.actor, outcome, str(change.after.id), {}))
