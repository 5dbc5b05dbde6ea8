"""What a message says of itself whose changes wait for Slack."""

from dataclasses import replace
from datetime import datetime

from domain.outgoing import Content
from handlers.texts import Texts
from handlers.views.blocks import context


def as_of(t: Texts, content: Content, at: datetime) -> Content:
    """The message with the moment it is of: a line that stays true, however long it stands there."""
    return replace(content, blocks=(*content.blocks, context(t.say("late.as_of", at=t.clock(at))).to_dict()))
