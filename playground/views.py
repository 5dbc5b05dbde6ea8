"""Modals and App Homes: the stack of three, hashes, and what a change keeps."""

import secrets
from typing import Final

from playground.backend import Backend
from playground.blockkit import MAX_VIEW_BYTES, Violation, validate_view, view_size
from playground.elements import state_of, with_ids
from playground.model import Json, View
from playground.ui_shapes import home_for_ui, stack_for_ui

STACK_LIMIT: Final = 3
"""Views on a modal's stack (Slack: "Modals")."""
_SENT_FIELDS: Final = (
    "type",
    "callback_id",
    "title",
    "submit",
    "close",
    "private_metadata",
    "clear_on_close",
    "notify_on_close",
    "submit_disabled",
    "external_id",
)


class ViewError(Exception):
    """A view can't be shown; ``code`` is Slack's error, ``violations`` what a validator said."""

    def __init__(self, code: str, violations: list[Violation] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.violations = violations or []


def check_view(backend: Backend, body: object, type_: str, replaces: View | None = None) -> Json:
    """Return the view if Slack would take it.

    Raises ViewError: ``invalid_arguments`` with the broken rules, ``view_too_large``, ``duplicate_external_id``.
    """
    if not isinstance(body, dict):
        raise ViewError("invalid_arguments")
    if view_size(body) > MAX_VIEW_BYTES:
        raise ViewError("view_too_large")
    violations = validate_view(body)
    if body.get("type") != type_ or violations:
        raise ViewError("invalid_arguments", violations)
    external_id = body.get("external_id")
    if external_id and any(
        _claims(view, external_id) for view in backend.workspace.all_views() if view is not replaces
    ):
        raise ViewError("duplicate_external_id")
    return body


def open_modal(backend: Backend, user: str, body: Json) -> View:
    """Show a modal in place of whatever the person had open."""
    view = _new(backend, user, body)
    backend.workspace.stacks[user] = [view]
    show_stack(backend, user)
    return view


def push_modal(backend: Backend, user: str, body: Json) -> View:
    """Show a modal above the one on top.

    Raises ViewError: ``push_limit_reached`` above three, ``not_found`` when none is open.
    """
    stack = backend.workspace.stacks.get(user)
    if not stack:
        raise ViewError("not_found")
    if len(stack) >= STACK_LIMIT:
        raise ViewError("push_limit_reached")
    view = _new(backend, user, body)
    view.root_view_id, view.previous_view_id = stack[0].id, stack[-1].id
    stack.append(view)
    show_stack(backend, user)
    return view


def replace_view(backend: Backend, view: View, body: Json) -> None:
    """Put another content into a view; what was typed into inputs of the same ids stays."""
    _fill(view, body)
    if view.is_modal:
        show_stack(backend, view.owner)
    else:
        _show_home(backend, view.owner)


def publish_home(backend: Backend, user: str, body: Json) -> View:
    """Set a person's App Home."""
    view = backend.workspace.homes.get(user)
    if view is None:
        view = backend.workspace.homes[user] = _new(backend, user, body)
    else:
        _fill(view, body)
    _show_home(backend, user)
    return view


def close_top(backend: Backend, user: str) -> None:
    """Take the top view away; the one below is shown again."""
    stack = backend.workspace.stacks.get(user, [])
    if stack:
        stack.pop()
    show_stack(backend, user)


def close_all(backend: Backend, user: str) -> None:
    """Take the whole stack away."""
    backend.workspace.stacks[user] = []
    show_stack(backend, user)


def remember_values(backend: Backend, view: View, values: Json) -> None:
    """Keep what the person has typed and chosen so far."""
    view.values = state_of(view.body["blocks"], values)
    backend.touch()


def show_stack(backend: Backend, user: str) -> None:
    """Tell the person's windows which modals are open."""
    backend.publish_to(user, "views", {"views": stack_for_ui(backend.workspace, user)})


def _show_home(backend: Backend, user: str) -> None:
    backend.publish_to(user, "home", {"view": home_for_ui(backend.workspace, user)})


def _claims(view: View, external_id: str) -> bool:
    return bool(view.body.get("external_id") == external_id)


def _new(backend: Backend, user: str, body: Json) -> View:
    id_ = backend.workspace.next_id("V")
    view = View(id_, user, {}, "", root_view_id=id_)
    _fill(view, body)
    return view


def _fill(view: View, body: Json) -> None:
    view.body = {name: body[name] for name in _SENT_FIELDS if name in body} | {"blocks": with_ids(body["blocks"])}
    view.hash = f"{secrets.randbelow(10**10)}.{secrets.token_hex(4)}"
    view.values = state_of(view.body["blocks"], view.values)
