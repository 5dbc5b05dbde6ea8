"""What the bot says when it is invited to a channel."""

from domain.outgoing import Content
from handlers.texts import Texts
from handlers.views.blocks import context, message, section
from handlers.views.start import start_buttons


def greeting(t: Texts) -> Content:
    """Who it is, and how to begin."""
    return message([section(t.say("greeting.text")), *start_buttons(t), context(t.say("greeting.hint"))])
