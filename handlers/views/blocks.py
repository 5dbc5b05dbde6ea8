"""The few shapes of Block Kit that all views are made of, as slack_sdk's models, which check Slack's limits."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    HeaderBlock,
    InputBlock,
    InputInteractiveElement,
    InteractiveElement,
    MarkdownTextObject,
    OverflowMenuElement,
    PlainTextObject,
    SectionBlock,
    StaticSelectElement,
    TextObject,
)
from slack_sdk.models.blocks import Option as Choice
from slack_sdk.models.views import View

from domain.outgoing import Content
from handlers.ids import Action, CallbackId
from handlers.texts import escape

TEXT_LIMIT = 3900
"""Characters of a message's `text`: `chat.update` takes 4,000."""

QUOTE_LIMIT = 300
"""Characters of what a person wrote that a message's `text` repeats."""

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


def section(text: str, beside: Element | None = None, block_id: str | None = None) -> SectionBlock:
    """A paragraph of mrkdwn with a button or menu beside it."""
    return SectionBlock(text=mrkdwn(text), accessory=beside, block_id=block_id)


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
    url: str | None = None,
) -> ButtonElement:
    """A button; `value` is the public id of what it is about. One with a `url` opens it, and acts as well."""
    carried = None if value is None else str(value)
    return ButtonElement(action_id=action, text=plain(text), value=carried, style=style, confirm=confirm, url=url)


def choice(value: str, text: str, description: str | None = None) -> Choice:
    """One option of a select, a menu or checkboxes."""
    return Choice(value=value, text=plain(text), description=plain(description) if description else None)


def entry(
    name: str,
    label: str,
    element: InputInteractiveElement,
    *,
    hint: str | None = None,
    optional: bool = False,
    dispatch: bool = False,
) -> InputBlock:
    """An input of a modal, whose block id is its name as its action id is."""
    return InputBlock(
        block_id=name,
        label=plain(label),
        element=element,
        hint=plain(hint) if hint else None,
        optional=optional or None,
        dispatch_action=dispatch or None,
    )


def message(blocks: Sequence[Block], spoken: Sequence[Block] | None = None) -> Content:
    """A message. Its `text`, for notifications and screen readers, is what its blocks say, or those of `spoken`."""
    return Content(said(blocks if spoken is None else spoken), tuple(block.to_dict() for block in blocks))


def said(blocks: Iterable[Block]) -> str:
    """What blocks say, line by line, as mrkdwn: as many whole lines as an update's `text` may have."""
    lines = [line for block in blocks for text in _texts(block) for line in _escaped(text).split("\n")]
    lengths = accumulate(len(line) + 1 for line in lines)
    return "\n".join(line for line, length in zip(lines, lengths, strict=True) if length <= TEXT_LIMIT)


def _texts(block: Block) -> Iterator[object]:
    match block:
        case SectionBlock() | HeaderBlock():
            yield block.text
        case ContextBlock():
            yield from block.elements


def _escaped(text: object) -> str:
    match text:
        case PlainTextObject():
            return escape(shortened(text.text or "", QUOTE_LIMIT))
        case TextObject():
            return text.text or ""
        case _:
            return ""


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
