"""Answers in the conversation between a person and the bot."""

from domain.outgoing import Content
from handlers.ids import Action
from handlers.texts import Texts
from handlers.views.blocks import actions, button, message, section

VALUE_LIMIT = 2000
"""Slack's limit of a button's value."""


def open_button(t: Texts, typed: str) -> Content:
    """Typed words bring no trigger that a modal needs; a button that carries them does."""
    row = actions((button(Action.COMPOSE_OPEN, t.say("button.write"), typed[:VALUE_LIMIT], style="primary"),))
    return message([section(t.say("dm.open")), *row])
