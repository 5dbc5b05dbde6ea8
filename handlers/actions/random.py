"""The random pool's buttons: applying, taking it back, waiting longer, accepting a change, making a post of it."""

from typing import TypeVar

from domain.errors import DomainError, ErrorCode, if_found
from domain.model.application import Application
from domain.model.ids import ApplicationId
from domain.use_cases.wishes import Outcome
from domain.vocabulary import Category
from handlers.calls import Call
from handlers.forms import open_form
from handlers.ids import Action
from handlers.outcomes import answer_content
from handlers.phrases import Note, Prefill
from handlers.random_forms import open_random
from handlers.replies import Nothing, Reply, Say, UpdateModal
from handlers.router import Router
from handlers.small_modal import small_modal
from handlers.values import public_id, recruitment_id

T = TypeVar("T")


def register(router: Router) -> None:
    """The buttons of the pool."""
    router.actions[Action.HOME_RANDOM] = start
    router.actions[Action.RANDOM_OPEN] = start
    router.actions[Action.RANDOM_QUICK] = quick
    router.actions[Action.RANDOM_CANCEL] = cancel
    router.actions[Action.RANDOM_EXTEND] = extend
    router.actions[Action.RANDOM_RELAX] = relax
    router.actions[Action.RANDOM_TO_RECRUITMENT] = to_recruitment
    router.actions[Action.RECRUITMENT_TO_RANDOM] = from_recruitment


async def start(call: Call) -> Reply:
    """The form; the button may name a category."""
    return await open_random(call, _category(call.came.text))


async def quick(call: Call) -> Reply:
    """Applies with the last choice, in one tap; the first time there is none, and the form opens."""
    category = _category(call.came.text) or Category.MEAL
    last = await call.services.pool.last(call.actor, category)
    if last is None:
        return await open_random(call, category)
    applied = await call.services.waiting.apply(call.wish(), category, last.conditions)
    return await _answered(call, Outcome.APPLIED, applied)


async def cancel(call: Call) -> Reply:
    """Takes it back."""
    return await _answered(call, Outcome.UNAPPLIED, await call.services.waiting.cancel(call.wish(), _id(call)))


async def extend(call: Call) -> Reply:
    """Waits for another while."""
    return await _answered(call, Outcome.EXTENDED, await call.services.waiting.extend(call.wish(), _id(call)))


async def relax(call: Call) -> Reply:
    """Accepts the change that was suggested."""
    return await _answered(call, Outcome.RELAXED, await call.services.waiting.accept(call.wish(), _id(call)))


async def to_recruitment(call: Call) -> Reply:
    """The form of a post that wants the same, without a name; it goes on waiting meanwhile."""
    wait = await if_found(call.services.pool.wait(_id(call), call.actor))
    if wait is None:
        raise DomainError(ErrorCode.NO_APPLICATION)
    return await open_form(call, wait.application.category, _prefill(wait.application))


async def from_recruitment(call: Call) -> Reply:
    """Into the pool with what a post wanted that nobody joined."""
    applied = await call.services.waiting.apply_for(call.wish(), recruitment_id(call.came.text))
    return await _answered(call, Outcome.APPLIED, applied)


async def _answered(call: Call, outcome: Outcome, application: Application) -> Reply:
    """After a click in a message the answer went out with the change; a view is answered at once, a modal in place."""
    if call.came.response_url is not None:
        return Nothing()
    content = await answer_content(call.services, call.actor, outcome, str(application.id), {})
    return UpdateModal(small_modal(call.texts, content)) if call.came.from_modal else Say(content)


def _prefill(application: Application) -> Prefill:
    conditions = application.conditions
    return Prefill(
        places=conditions.places,
        way_of_eating=_only(conditions.ways_of_eating),
        study_type=_only(conditions.study_types),
        capacity=max(conditions.sizes),
        anonymous=True,
        notes=(Note.STILL_WAITING,) if application.is_waiting else (),
    )


def _only(choices: tuple[T, ...]) -> T | None:
    """A post is of one way or type: of several, its author chooses."""
    return choices[0] if len(choices) == 1 else None


def _category(value: str) -> Category | None:
    return Category(value) if value in set(Category) else None


def _id(call: Call) -> ApplicationId:
    found = public_id(call.came.text)
    if found is None:
        raise DomainError(ErrorCode.NO_APPLICATION)
    return ApplicationId(found)
