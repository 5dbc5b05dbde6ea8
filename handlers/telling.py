"""From a reply to Slack: in the body of the answer where that can carry it, else by a call for a modal."""

from typing import Any

from slack_bolt import BoltResponse

from domain.outgoing import Content
from handlers.interaction import Interaction, Kind
from handlers.ports import Modals, View
from handlers.replies import FieldErrors, OpenModal, ReplaceView, Reply, Say, UpdateModal
from handlers.small_modal import small_modal
from handlers.texts import Texts


def acknowledged(body: dict[str, Any] | None = None) -> BoltResponse:
    """Taken. Without a body a submitted modal closes and nothing else is shown."""
    return BoltResponse(status=200, body=body if body is not None else "")


async def tell(came: Interaction, modals: Modals, t: Texts, reply: Reply) -> BoltResponse:
    """Shows the reply to whoever asked. Raises `ModalNotShownError`."""
    match reply:
        case Say(content) if came.kind is not Kind.COMMAND:
            return await _show(came, modals, small_modal(t, content), over=False)
        case OpenModal(view):
            return await _show(came, modals, view, over=True)
        case UpdateModal(view, anew):
            return await _change(came, modals, view, anew)
        case _:
            return acknowledged(_body(reply))


def _body(reply: Reply) -> dict[str, Any] | None:
    """What the answer itself can carry."""
    match reply:
        case Say(content):
            return _ephemeral(content)
        case ReplaceView(view):
            return {"response_action": "update", "view": view}
        case FieldErrors(errors):
            return {"response_action": "errors", "errors": dict(errors)}
        case _:
            return None


async def _show(came: Interaction, modals: Modals, view: View, *, over: bool) -> BoltResponse:
    """A modal where none is; one on top of the first; in place of any above it, for Slack stacks no more than three."""
    if came.kind is Kind.SUBMISSION:
        return acknowledged({"response_action": "push" if over else "update", "view": view})
    trigger = came.trigger_id or ""
    if came.view is None or not came.from_modal:
        await modals.open(trigger, view)
    elif came.view.get("root_view_id") in {None, came.view["id"]}:
        await modals.push(trigger, view)
    else:
        return await _update(came, modals, view, None)
    return acknowledged()


async def _change(came: Interaction, modals: Modals, view: View, anew: str | None) -> BoltResponse:
    unchanged = (came.view or {}).get("hash")
    if anew is None:
        return await _update(came, modals, view, unchanged)
    rest = [block for block in view["blocks"] if block.get("block_id") != anew]
    await _update(came, modals, {**view, "blocks": rest}, unchanged)
    return await _update(came, modals, view, None)


async def _update(came: Interaction, modals: Modals, view: View, view_hash: str | None) -> BoltResponse:
    await modals.update((came.view or {})["id"], view, view_hash)
    return acknowledged()


def _ephemeral(content: Content) -> dict[str, Any]:
    body: dict[str, Any] = {"response_type": "ephemeral", "text": content.text}
    return {**body, "blocks": list(content.blocks)} if content.blocks else body
