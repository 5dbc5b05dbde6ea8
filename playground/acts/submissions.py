"""Submitting and closing modals."""

from typing import Any, Final

from playground.acts.actions import own_view
from playground.acts.actor import actor, deliver_interaction, interaction, notice
from playground.acts.errors import ActError, values_of
from playground.acts.validation import input_errors
from playground.backend import Backend
from playground.blockkit import Violation
from playground.delivery.envelope import Answer
from playground.elements import placed_elements
from playground.model import Json, Person, View
from playground.shapes import view_object
from playground.views import (
    ViewError,
    check_view,
    close_all,
    close_top,
    push_modal,
    remember_values,
    replace_view,
)

_WITH_VIEW: Final = ("update", "push")


async def submit(backend: Backend, given: Json) -> Json:
    """Submit the modal on top; the bot's answer closes, changes or refuses it."""
    person = actor(backend, given.get("user"))
    view = _top(backend, person, given.get("view_id"))
    values = values_of(given)
    errors = input_errors(view.body["blocks"], values)
    if errors:
        raise ActError("invalid_input", errors=errors)
    remember_values(backend, view, values)
    payload = interaction(
        person,
        "view_submission",
        trigger_id=backend.triggers.issue(person.id, view.id),
        view=view_object(view),
        response_urls=_response_urls(backend, person, view),
    )
    answer = await deliver_interaction(backend, person, "submission", str(view.body.get("callback_id", "")), payload)
    return _follow(backend, person, view, answer)


async def close(backend: Backend, given: Json) -> Json:
    """Close the modal on top, or with ``clear`` the whole stack; the bot hears of it if it asked to."""
    person = actor(backend, given.get("user"))
    view = _top(backend, person, given.get("view_id"))
    cleared = bool(given.get("clear")) or bool(view.body.get("clear_on_close"))
    stack = backend.workspace.stacks[person.id]
    gone = list(reversed(stack)) if cleared else [view]
    close_all(backend, person.id) if cleared else close_top(backend, person.id)
    for closed in gone:
        if closed.body.get("notify_on_close"):
            payload = interaction(person, "view_closed", view=view_object(closed), is_cleared=cleared)
            await deliver_interaction(backend, person, "closed", str(closed.body.get("callback_id", "")), payload)
    return {}


def _top(backend: Backend, person: Person, view_id: object) -> View:
    view = own_view(backend, person, view_id)
    stack = backend.workspace.stacks.get(person.id, [])
    if not stack or stack[-1] is not view:
        raise ActError("view_not_found")
    return view


def _response_urls(backend: Backend, person: Person, view: View) -> list[Json]:
    """Return an address for each conversation chosen in an input with ``response_url_enabled``."""
    urls = []
    for placed in placed_elements(view.body["blocks"]):
        if placed.element.get("response_url_enabled"):
            block_id, action_id = placed.block["block_id"], placed.element["action_id"]
            state = view.values[block_id][action_id]
            channel = state.get("selected_conversation") or state.get("selected_channel")
            if channel:
                url = f"{backend.url}response/{backend.response_urls.issue(person.id, channel)}"
                urls.append({"block_id": block_id, "action_id": action_id, "channel_id": channel, "response_url": url})
    return urls


def _follow(backend: Backend, person: Person, view: View, answer: Answer) -> Json:
    body = answer.body
    if not body:
        if backend.workspace.stacks.get(person.id, [])[-1:] == [view]:  # unless the bot has shown another meanwhile
            close_top(backend, person.id)
        return {"response_action": None}
    try:
        return _carry_out(backend, person, view, body)
    except ViewError as broken:
        raise _trouble(backend, person, view, answer, broken) from broken


def _carry_out(backend: Backend, person: Person, view: View, body: Any) -> Json:
    action = body.get("response_action") if isinstance(body, dict) else None
    if action == "clear":
        close_all(backend, person.id)
    elif action == "errors":
        return {"response_action": "errors", "errors": _field_errors(view, body.get("errors"))}
    elif action in _WITH_VIEW:
        shown = check_view(backend, body.get("view"), "modal", view)
        replace_view(backend, view, shown) if action == "update" else push_modal(backend, person.id, shown)
    else:
        raise ViewError("invalid_response_action")
    return {"response_action": action}


def _field_errors(view: View, errors: Any) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        raise ViewError("errors_missing")
    strange = sorted(set(errors) - inputs)
    if strange:
        raise ViewError(f"errors name no input block: {', '.join(strange)}")
    return {str(block_id): str(text) for block_id, text in errors.items()}


def _trouble(backend: Backend, person: Person, view: View, answer: Answer, broken: ViewError) -> ActError:
    """Return what the person sees, with the broken rules on record."""
    sentences = [_sentence(violation) for violation in broken.violations] or [broken.code]
    backend.inspector.record(
        "from_bot",
        "submission",
        str(view.body.get("callback_id", "")),
        user=person.id,
        request=answer.body,
        response={"error": broken.code},
        violations=sentences,
    )
    notice(backend, person.id, "view_error")
    return ActError("view_error", message=broken.code, violations=sentences)


def _sentence(violation: Violation) -> str:
    return violation.message
