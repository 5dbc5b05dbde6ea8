"""What an author does with a recruitment: the manage menu, cancelling from a list, posting again."""

from datetime import datetime

from domain.errors import DomainError, ErrorCode, word_of
from domain.model.recruitment import Recruitment
from domain.use_cases.reading import Shown
from domain.use_cases.recruiting import may_manage, outcome_of
from domain.use_cases.wishes import Outcome
from handlers.calls import Call
from handlers.forms import next_sensible, state_of
from handlers.ids import Action, Manage
from handlers.outcomes import answer_content
from handlers.paged import show_page
from handlers.replies import Nothing, OpenModal, Reply, Say
from handlers.router import Router
from handlers.values import recruitment_id
from handlers.views.asking import ask
from handlers.views.form import recruitment_form


def register(router: Router) -> None:
    """The author's buttons and menus."""
    router.actions[Action.RECRUITMENT_MANAGE] = manage
    router.actions[Action.RECRUITMENT_CANCEL] = cancel
    router.actions[Action.RECRUITMENT_REPOST] = repost
    router.actions[Action.RECRUITMENT_OWN] = own


async def manage(call: Call) -> Reply:
    """Opens what the chosen word needs; whoever may not, or comes too late, is told so before being asked anything."""
    wished, _, subject = call.came.text.partition(":")
    shown = await managed(call, subject)
    word = word_of(Manage, wished)
    would(word, shown.recruitment, call.services.clock.now())
    if word is Manage.EDIT:
        state = state_of(shown.recruitment, editing=shown.recruitment.id)
        return OpenModal(recruitment_form(call.texts, state))
    return OpenModal(ask(call.texts, word, shown))


async def cancel(call: Call) -> Reply:
    """Calls it off; the button has asked already."""
    wanted = recruitment_id(call.came.text)
    change = await call.services.recruiting.cancel(call.wish(), wanted)
    if call.came.response_url is not None:
        return Nothing()
    outcome = outcome_of(change) or Outcome.CANCELLED
    return Say(await answer_content(call.services, call.actor, outcome, str(wanted), {}))


async def repost(call: Call) -> Reply:
    """The draft of a recruitment that came to nothing, in the form again; its author's alone."""
    shown = await call.services.reading.recruitment(recruitment_id(call.came.text), call.actor)
    before = shown.recruitment
    if before.author != call.actor.member.id:
        raise DomainError(ErrorCode.NOT_AUTHOR)
    await call.services.recruiting.may_post(call.actor)
    meets_at = next_sensible(before.details.meets_at, call.services.clock.now(), call.actor.workspace)
    return OpenModal(recruitment_form(call.texts, state_of(before, meets_at=meets_at, reposts=before.id)))


async def own(call: Call) -> Reply:
    """One's own open posts, each with a button that cancels it: for whoever has too many."""
    return await show_page(call, Outcome.OWN_POSTS, replaces=False)


async def managed(call: Call, subject: str) -> Shown:
    """The recruitment as it stands, if the caller may manage it. Raises `not_found`, `not_author`."""
    shown = await call.services.reading.recruitment(recruitment_id(subject), call.actor)
    if not may_manage(call.actor, shown.recruitment):
        raise DomainError(ErrorCode.NOT_AUTHOR)
    return shown


def would(word: Manage, recruitment: Recruitment, now: datetime) -> None:
    """Refuses what comes too late. The transitions of a recruitment change nothing in place, so trying is free.

    Confirming alone isn't refused here: what would be asked says why it can't be.
    """
    if word is Manage.CANCEL:
        recruitment.cancel(None)
    else:
        recruitment.edit(recruitment.details, now)
