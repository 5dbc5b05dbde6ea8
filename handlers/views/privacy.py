"""One's own data: getting a file of them, having them erased."""

from typing import Any

from slack_sdk.models.blocks import Block, CheckboxesElement, DividerBlock

from domain.outgoing import Content
from handlers.ids import Action, CallbackId, Confirmation
from handlers.small_modal import small_modal
from handlers.texts import Texts
from handlers.views.blocks import actions, button, choice, context, entry, message, modal, section


def own_data(t: Texts) -> list[Block]:
    """What stands below the settings."""
    buttons = (
        button(Action.SETTINGS_EXPORT, t.say("button.export")),
        button(Action.SETTINGS_ERASE, t.say("button.erase"), style="danger"),
    )
    return [DividerBlock(), section(t.say("privacy.lead")), *actions(buttons)]


def export_asked(t: Texts) -> Content:
    """The file is on its way."""
    return message([section(t.say("privacy.export_asked"))])


def export_failed(t: Texts) -> Content:
    """Slack will not take the file."""
    return message([section(t.say("privacy.export_failed"))])


def erase_form(t: Texts) -> dict[str, Any]:
    """What goes and what stays, and whether that is wanted."""
    sure = choice(Confirmation.ERASE, t.say("erase.sure"))
    element = CheckboxesElement(action_id=Confirmation.ERASE, options=[sure])
    blocks: list[Block] = [
        section(t.say("erase.goes")),
        section(t.say("erase.stays")),
        context(t.say("erase.new")),
        entry(Confirmation.ERASE, t.say("erase.ask"), element),
    ]
    return modal(CallbackId.ERASE, t.say("erase.title"), t.say("ask.back"), blocks, submit=t.say("erase.submit"))


def erased(t: Texts) -> dict[str, Any]:
    """The last word. Whatever is open below closes with it: saving settings would make somebody new of them."""
    return {**small_modal(t, message([section(t.say("erase.done"))])), "clear_on_close": True}
