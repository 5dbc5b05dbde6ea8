"""Answers to a click or command, which only who asked sees."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block

from domain.errors import ErrorCode
from domain.model.ids import MemberId
from domain.model.match import Match
from domain.model.recruitment import Recruitment
from domain.outgoing import Content
from domain.use_cases.meetings import GroupData
from domain.use_cases.reading import Shown
from domain.use_cases.wishes import Outcome
from handlers.ids import Action
from handlers.texts import Texts, escape
from handlers.views import words
from handlers.views.blocks import Element, actions, button, context, message, section
from handlers.views.card import leave_button, promise
from handlers.views.listing import cancel_button
from handlers.views.start import start_buttons

OVERLAPS = 3
"""How many meetings nearby are listed."""

_SEE_OTHERS = frozenset(
    {
        ErrorCode.RECRUITMENT_CONFIRMED,
        ErrorCode.RECRUITMENT_EXPIRED,
        ErrorCode.RECRUITMENT_CANCELLED,
        ErrorCode.NOT_FOUND,
    }
)


def answer(
    t: Texts, outcome: Outcome, shown: Shown | None, params: Mapping[str, Any], member: MemberId | None = None
) -> Content:
    """What became of a wish. `member` is who wished it; `params` are the delivery's.

    `WAITLISTED` takes `position` from `params`, or finds it by `member`; `offered` says that seats go to whoever is
    first by now. `OVERLAP` lists `params["others"]`, a sequence of `Shown` or `Recruitment`. `REFUSED` takes
    `params["code"]` and what its sentence needs. `ended_wait` says that a wait in the random pool ended by it.
    """
    if outcome is Outcome.REFUSED:
        return refusal(t, ErrorCode(params["code"]), params)
    if shown is None:
        return refusal(t, ErrorCode.NOT_FOUND, params)
    if outcome is Outcome.OVERLAP:
        return _overlap(t, shown, params.get("others", ()))
    lead = section(_lead(t, outcome, shown.recruitment, params, member))
    undo = actions((_undo(t, outcome, shown.recruitment),))
    return message([lead, section(words.summary(t, shown)), *_ended_wait(t, outcome, params), *undo])


def cannot_come(t: Texts, group: GroupData) -> Content:
    """To who said so."""
    return message([section(t.say("answer.cannot_come")), section(words.meeting(t, group))])


def refusal(t: Texts, code: ErrorCode, params: Mapping[str, Any]) -> Content:
    """One plain sentence, and the next step where there is one. `params["recruitment"]` is the id it is about."""
    steps = _pool_steps(t, code, params) or _next_step(t, code, params.get("recruitment"))
    return message([section(refusal_text(t, code, params)), *steps])


def refusal_text(t: Texts, code: ErrorCode, params: Mapping[str, Any]) -> str:
    """The sentence alone, for an error on a field."""
    return t.say(f"error.{code}", **params)


def surprise(t: Texts, reference: str) -> Content:
    """Something went wrong that nobody foresaw; `reference` leads to it in the log."""
    return message([section(t.say("answer.surprise", reference=escape(reference)))])


def _ended_wait(t: Texts, outcome: Outcome, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Joining what meets soon ends a wait in the random pool, and says so."""
    says_so = outcome in {Outcome.JOINED, Outcome.CONFIRMED} and params.get("ended_wait")
    return (context(t.say("wait.joined_note")),) if says_so else ()


def _lead(
    t: Texts, outcome: Outcome, recruitment: Recruitment, params: Mapping[str, Any], member: MemberId | None
) -> str:
    match outcome:
        case Outcome.JOINED if recruitment.details.anonymous:
            return t.say("answer.joined_anonymous", seats=words.seats(t, recruitment))
        case Outcome.WAITLISTED:
            return _waitlisted(t, recruitment, params, member)
        case _:
            return t.say(f"answer.{outcome}", seats=words.seats(t, recruitment))


def _waitlisted(t: Texts, recruitment: Recruitment, params: Mapping[str, Any], member: MemberId | None) -> str:
    waiting = [seat.member for seat in recruitment.waitlist]
    position = params.get("position") or (waiting.index(member) + 1 if member in waiting else None)
    lead = t.say("answer.waitlisted", position=position) if position else t.say("answer.waitlisted_somewhere")
    then = t.say("answer.seat_is_offered" if params.get("offered") else "answer.seat_is_given")
    return f"{lead} {then}"


def _undo(t: Texts, outcome: Outcome, recruitment: Recruitment) -> Element | None:
    if not recruitment.is_open:
        return None
    if outcome is Outcome.WAITLISTED:
        return button(Action.RECRUITMENT_LEAVE, t.say("button.stop_waiting"), recruitment.id)
    return leave_button(t, recruitment) if outcome is Outcome.JOINED else None


def _overlap(t: Texts, shown: Shown, others: Sequence[Shown | Recruitment | Match]) -> Content:
    """Asks whether it is meant all the same."""
    listed = "\n".join(words.summary(t, other) for other in others[:OVERLAPS])
    anyway = button(Action.RECRUITMENT_JOIN_ANYWAY, t.say("button.join_anyway"), shown.recruitment.id, style="primary")
    blocks = [section(t.say("answer.overlap", others=listed)), section(t.say("answer.overlap_ask"))]
    wanted = (section(words.summary(t, shown)), *promise(t, shown.recruitment))
    return message([*blocks, *wanted, *actions((anyway,))])


def _pool_steps(t: Texts, code: ErrorCode, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """`params["application"]` is the id of what waits already."""
    if code is ErrorCode.NO_APPLICATION:
        return actions((button(Action.RANDOM_OPEN, t.say("button.random")),))
    waiting = params.get("application")
    if code is not ErrorCode.APPLICATION_EXISTS or waiting is None:
        return ()
    longer = button(Action.RANDOM_EXTEND, t.say("button.random_extend"), waiting)
    return actions((longer, button(Action.RANDOM_CANCEL, t.say("button.random_cancel"), waiting)))


def _next_step(t: Texts, code: ErrorCode, subject: object) -> tuple[Block, ...]:
    if code in _SEE_OTHERS:
        return start_buttons(t)
    return actions((_step(t, code, subject),))


def _step(t: Texts, code: ErrorCode, subject: object) -> Element | None:
    match code:
        case ErrorCode.TOO_MANY_OPEN:
            return button(Action.RECRUITMENT_OWN, t.say("button.own_posts"))
        case ErrorCode.ALREADY_PARTICIPATING if subject is not None:
            return button(Action.RECRUITMENT_LEAVE, t.say("button.leave"), subject)
        case ErrorCode.NOT_PARTICIPATING if subject is not None:
            return button(Action.RECRUITMENT_JOIN, t.say("button.join"), subject, style="primary")
        case ErrorCode.AUTHOR_CANNOT_LEAVE if subject is not None:
            return cancel_button(t, subject)
        case _:
            return None
