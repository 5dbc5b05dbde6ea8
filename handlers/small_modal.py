"""A modal that says one thing: for clicks in views, where Slack has no ephemeral message to offer."""

from typing import Any

from domain.outgoing import Content
from handlers.ports import View
from handlers.texts import Texts

NAME = "42Partner"
"""The product's own name, the same in every language."""


def small_modal(t: Texts, content: Content) -> View:
    """What would have been a message, as a modal."""
    return {"type": "modal", "title": _plain(NAME), "close": _plain(t.say("form.close")), "blocks": [*_blocks(content)]}


def _blocks(content: Content) -> list[Any]:
    return list(content.blocks) or [{"type": "section", "text": _plain(content.text)}]


def _plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}
