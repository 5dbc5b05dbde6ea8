"""What became of a wish, in words: for the answer that is delivered and for the modal that is shown at once."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from domain.errors import ErrorCode, if_found, word_of
from domain.model.ids import RecruitmentId
from domain.model.match import Match
from domain.model.people import Actor
from domain.model.recruitment import Recruitment
from domain.outgoing import Content
from domain.use_cases.reading import Reading, Shown
from domain.use_cases.wishes import Outcome
from handlers.pool_outcomes import ABOUT_THE_POOL, pool_answer
from handlers.services import Services
from handlers.texts import own_texts
from handlers.values import match_id
from handlers.views import answers, history, listing

OTHERS = 5
"""How many meetings nearby are read; the view lists no more."""

_LISTS = frozenset({Outcome.LISTED, Outcome.HISTORY, Outcome.OWN_POSTS})

_MATCH = "match:"
"""Before the id of a random match, for the others are recruitments."""


async def answer_content(
    services: Services, actor: Actor, outcome: Outcome, subject: str, params: Mapping[str, Any]
) -> Content:
    """The answer to `actor`. `subject` is the public id of what it is about, if it is about something."""
    if outcome in ABOUT_THE_POOL:
        return await pool_answer(services.pool, actor, outcome, subject, brief="url" in params)
    if outcome in _LISTS:
        return await _listed(services, actor, outcome, params)
    t = own_texts(actor)
    match outcome:
        case Outcome.CANNOT_COME:
            return answers.cannot_come(t, await services.meetings.group(match_id(subject)))
        case Outcome.REFUSED:
            return answers.refusal(t, word_of(ErrorCode, params["code"]), params)
        case _:
            return await _about_recruitment(services, actor, outcome, subject, params)


async def _listed(services: Services, actor: Actor, outcome: Outcome, params: Mapping[str, Any]) -> Content:
    t, reading = own_texts(actor), services.reading
    if outcome is Outcome.HISTORY:
        return await history_content(services, actor, history.read_offset(params["offset"]))
    if outcome is Outcome.OWN_POSTS:
        return listing.own_posts(t, await reading.my_open_posts(actor))
    return listing.page(t, await reading.page(actor, listing.read_value(params["listing"])), actor.member.id)


async def history_content(services: Services, actor: Actor, offset: int = 0) -> Content:
    """What the actor was brought together for, a page of it."""
    t = own_texts(actor)
    page = await services.meetings.history(actor, offset)
    return history.page(t, page, actor.member.id, services.site, services.clock.now())


async def _about_recruitment(
    services: Services, actor: Actor, outcome: Outcome, subject: str, params: Mapping[str, Any]
) -> Content:
    t, reading = own_texts(actor), services.reading
    shown = await _shown(reading, actor, subject)
    others = await _others(services, actor, params.get("others", ()))
    offered = shown is not None and shown.recruitment.offers_seats(reading.clock.now())
    known = {"others": others, "offered": offered}
    return answers.answer(t, outcome, shown, {**params, **known}, actor.member.id)


async def _shown(reading: Reading, actor: Actor, subject: str) -> Shown | None:
    return await if_found(reading.recruitment(RecruitmentId(UUID(subject)), actor))


def meeting_value(other: Recruitment | Match) -> str:
    """What an answer remembers of a meeting nearby."""
    return f"{_MATCH}{other.id}" if isinstance(other, Match) else str(other.id)


async def _others(services: Services, actor: Actor, values: Sequence[str]) -> list[Shown | Match]:
    found = [await _other(services, actor, each) for each in values[:OTHERS]]
    return [other for other in found if other is not None]


async def _other(services: Services, actor: Actor, value: str) -> Shown | Match | None:
    if not value.startswith(_MATCH):
        return await _shown(services.reading, actor, value)
    group = await if_found(services.meetings.group(match_id(value.removeprefix(_MATCH))))
    return None if group is None else group.match
