"""What somebody is told whose wish could not be granted, wherever they wished it."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from domain.errors import DomainError, ErrorCode
from domain.outgoing import Content
from handlers.interaction import Interaction, Kind
from handlers.replies import FieldErrors, Nothing, OpenModal, ReplaceView, Reply, Say
from handlers.small_modal import small_modal
from handlers.texts import Texts
from handlers.values import recruitment_id
from handlers.views import answers

PASSING: Final = frozenset({ErrorCode.UNAVAILABLE, ErrorCode.BEING_UPDATED})
"""Refusals of a wish that will be granted in a moment."""

_FORM_WAITS = frozenset({ErrorCode.TOO_MANY_OPEN, ErrorCode.TOO_MANY_POSTS})
"""What may soon be possible: the form that was submitted waits below the refusal, with all that was typed."""


def refusal(came: Interaction, t: Texts, error: DomainError) -> Reply:
    """The refusal as a reply: below the input it is about, else instead of the modal, else in words."""
    params = refusal_params(came, error)
    if came.kind is not Kind.SUBMISSION:
        return Say(answers.refusal(t, error.code, params))
    inputs = tuple(_inputs(came.view or {}))
    at = error.field if error.field in inputs else None
    if at is None and error.code in PASSING:
        # What was typed is still good: the modal stays as it is.
        at = next(iter(inputs), None)
    if at is not None:
        return FieldErrors({str(at): answers.refusal_text(t, error.code, params)})
    if error.code in _FORM_WAITS:
        return OpenModal(small_modal(t, answers.refusal(t, error.code, params)))
    return ReplaceView(small_modal(t, answers.refusal(t, error.code, params)))


def surprise(came: Interaction, t: Texts, reference: str) -> Reply:
    """Nobody foresaw this: the reference leads to it in the log. What was typed is kept."""
    content = answers.surprise(t, reference)
    return _kept(came, content) or Say(content)


def refusal_params(came: Interaction, error: DomainError) -> Mapping[str, Any]:
    """What the sentence needs, and the recruitment that its next step is about."""
    return {**error.params, **_about(came)}


def _kept(came: Interaction, content: Content) -> Reply | None:
    if came.kind is Kind.CLOSED:
        return Nothing()
    first = next(_inputs(came.view or {}), None) if came.kind is Kind.SUBMISSION else None
    return FieldErrors({first: content.text}) if first else None


def _inputs(view: Mapping[str, Any]) -> Iterator[str]:
    named = (block.get("block_id") for block in view.get("blocks") or () if block.get("type") == "input")
    return (name for name in named if isinstance(name, str))


def _about(came: Interaction) -> Mapping[str, str]:
    try:
        return {"recruitment": str(recruitment_id(came.text.rpartition(":")[2]))}
    except DomainError:
        return {}
