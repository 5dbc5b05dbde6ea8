"""``views.*``: modals and App Homes."""

from collections.abc import Callable
from typing import Final, TypeVar

from playground.blockkit import Violation
from playground.model import BOT_USER, Json, View
from playground.shapes import view_object
from playground.triggers import Trigger, TriggerError
from playground.views import ViewError, check_view, open_modal, publish_home, push_modal, replace_view
from playground.web_api.call import Call, Handler
from playground.web_api.errors import ApiError, invalid_arguments, refused

Result = TypeVar("Result")


def open_(call: Call) -> Json:
    """Open a modal for whoever caused the trigger."""
    body = _checked(call, "modal")
    trigger = _exchanged(call)
    return {"view": view_object(open_modal(call.backend, trigger.user, body))}


def push(call: Call) -> Json:
    """Put a modal above the one in which the trigger was caused."""
    body = _checked(call, "modal")
    trigger = _exchanged(call)
    if trigger.view_id is None:
        raise ApiError("not_found")
    view = _or_refuse(lambda: push_modal(call.backend, trigger.user, body))
    return {"view": view_object(view)}


def update(call: Call) -> Json:
    """Change an open view, named by its id or its ``external_id``."""
    view = _named(call)
    body = _checked(call, str(view.body["type"]), view)
    _check_hash(call, view)
    replace_view(call.backend, view, body)
    return {"view": view_object(view)}


def publish(call: Call) -> Json:
    """Set a person's App Home."""
    user = call.args.text("user_id")
    if user not in call.backend.workspace.people or user == BOT_USER:
        raise invalid_arguments("invalid `user_id`")
    present = call.backend.workspace.homes.get(user)
    body = _checked(call, "home", present)
    if not call.backend.profile.home_tab:
        raise ApiError("not_enabled")
    if present is not None:
        _check_hash(call, present)
    return {"view": view_object(publish_home(call.backend, user, body))}


def _checked(call: Call, type_: str, replaces: View | None = None) -> Json:
    body = call.args.structure("view", "invalid_arguments")
    return _or_refuse(lambda: check_view(call.backend, body, type_, replaces))


def _exchanged(call: Call) -> Trigger:
    if "trigger_id" not in call.args:
        raise invalid_arguments("missing required field: trigger_id")
    try:
        return call.backend.triggers.exchange(call.args.text("trigger_id"))
    except TriggerError as broken:
        raise ApiError(broken.code) from broken


def _named(call: Call) -> View:
    if "view_id" not in call.args and "external_id" not in call.args:
        raise invalid_arguments("missing required field: view_id")
    view_id, external_id = call.args.text("view_id"), call.args.text("external_id")
    for view in call.backend.workspace.all_views():
        if view.id == view_id or (external_id and view.body.get("external_id") == external_id):
            return view
    raise ApiError("not_found")


def _check_hash(call: Call, view: View) -> None:
    if "hash" in call.args and call.args.text("hash") != view.hash:
        raise ApiError("hash_conflict")


def _or_refuse(attempt: Callable[[], Result]) -> Result:
    try:
        return attempt()
    except ViewError as broken:
        raise _refusal(broken.code, broken.violations) from broken


def _refusal(code: str, violations: list[Violation]) -> ApiError:
    return refused(code, violations) if violations else ApiError(code)


HANDLERS: Final[dict[str, Handler]] = {
    "views.open": open_,
    "views.push": push,
    "views.update": update,
    "views.publish": publish,
}
