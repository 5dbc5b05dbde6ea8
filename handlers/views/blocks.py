"""The few shapes of Block Kit that all views are made of, as slack_sdk's models, which check Slack's limits."""

from collections.abc import Iterable, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    HeaderBlock,
    InteractiveElement,
    MarkdownTextObject,
    OverflowMenuElement,
    PlainTextObject,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.blocks import Option as Choice
from slack_sdk.models.views import View

from domain.outgoing import Content
from handlers.ids import Action, CallbackId

Element = ButtonElement | OverflowMenuElement | StaticSelectElement


def mrkdwn(text: str) -> MarkdownTextObject:
    """Text with our formatting. Verbatim: a title that reads "@here" or "#general" stays what it is."""
    return MarkdownTextObject(text=text, verbatim=True)


def plain(text: str) -> PlainTextObject:
    """Text in which nothing is formatting, so it needs no escaping."""
    return PlainTextObject(text=text, emoji=True)


def header(text: str) -> HeaderBlock:
    """A title."""
    return HeaderBlock(text=plain(text))


def section(text: str, beside: Element | None = None) -> SectionBlock:
    """A paragraph of mrkdwn with a button or menu beside it."""
    return SectionBlock(text=mrkdwn(text), accessory=beside)


def quoted(text: str) -> SectionBlock:
    """What a person wrote, letter for letter: escaping would stretch it beyond Slack's limit."""
    return SectionBlock(text=plain(text))


def context(*texts: str) -> ContextBlock:
    """Small print, up to ten pieces."""
    return ContextBlock(elements=[mrkdwn(text) for text in texts])


def actions(elements: Iterable[Element | None], block_id: str | None = None) -> tuple[Block, ...]:
    """A row of buttons and menus, or nothing where there are none."""
    present: list[dict[str, Any] | InteractiveElement] = [element for element in elements if element is not None]
    return (ActionsBlock(elements=present, block_id=block_id),) if present else ()


def button(
    action: Action,
    text: str,
    value: object | None = None,
    *,
    style: str | None = None,
    confirm: ConfirmObject | None = None,
) -> ButtonElement:
    """A button; `value` is the public id of what it is about."""
    carried = None if value is None else str(value)
    return ButtonElement(action_id=action, text=plain(text), value=carried, style=style, confirm=confirm)


def choice(value: str, text: str, description: str | None = None) -> Choice:
    """One option of a select, a menu or checkboxes."""
    return Choice(value=value, text=plain(text), description=plain(description) if description else None)


def message(text: str, blocks: Sequence[Block]) -> Content:
    """A message; `text` says the same as its blocks, for notifications and screen readers."""
    return Content(text, tuple(block.to_dict() for block in blocks))


def modal(
    callback_id: CallbackId,
    title: str,
    close: str,
    blocks: Sequence[Block],
    *,
    submit: str | None = None,
    metadata: str = "",
) -> dict[str, Any]:
    """A modal."""
    return View(
        type="modal",
        callback_id=callback_id,
        title=plain(title),
        submit=plain(submit) if submit else None,
        close=plain(close),
        blocks=blocks,
        private_metadata=metadata,
    ).to_dict()


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters, with an ellipsis where something was cut off."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
