"""What a message says of itself whose changes wait for Slack."""

from dataclasses import replace
from datetime import datetime

from domain.outgoing import Content
from handlers.texts import Texts
from handlers.views.blocks import TEXT_LIMIT, context


def as_of(t: Texts, content: Content, at: datetime) -> Content:
    """The message with the moment it is of: a line that stays true, however long it stands there."""
    line = t.say("late.as_of", at=t.clock(at))
    said = f"{content.text}\n{line}"
    return replace(
        content,
        text=said if len(said) <= TEXT_LIMIT else content.text,
        blocks=(*content.blocks, context(line).to_dict()),
    )
