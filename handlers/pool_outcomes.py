"""What became of a wish about the random pool, in words."""

from uuid import UUID

from domain.errors import ErrorCode, if_found
from domain.model.ids import ApplicationId
from domain.model.people import Actor
from domain.outgoing import Content
from domain.use_cases.reading_pool import PoolReading
from domain.use_cases.wishes import Outcome
from handlers.texts import own_texts
from handlers.views import answers, waiting

ABOUT_THE_POOL = frozenset({Outcome.APPLIED, Outcome.UNAPPLIED, Outcome.EXTENDED, Outcome.RELAXED})
"""Outcomes whose subject is an application."""


async def pool_answer(
    pool: PoolReading, actor: Actor, outcome: Outcome, subject: str, *, brief: bool = False
) -> Content:
    """The answer to `actor`. `subject` is the public id of the application it is about."""
    t = own_texts(actor)
    wait = await if_found(pool.wait(ApplicationId(UUID(subject)), actor))
    if wait is None:
        return answers.refusal(t, ErrorCode.NO_APPLICATION, {})
    return waiting.answer(t, outcome, wait, brief=brief)
