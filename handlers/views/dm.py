"""Answers in the conversation between a person and the bot."""

from domain.outgoing import Content
from handlers.ids import Action
from handlers.texts import Texts
from handlers.views.blocks import actions, button, message, section

VALUE_LIMIT = 2000
"""Slack's limit of a button's value."""


def settings_button(t: Texts) -> Content:
    """The settings are a modal too."""
    row = actions((button(Action.HOME_SETTINGS, t.say("button.settings"), style="primary"),))
    return message([section(t.say("dm.settings")), *row])


def open_button(t: Texts, typed: str, *, random: bool = False) -> Content:
    """Typed words bring no trigger that a modal needs; a button that carries them does."""
    label = t.say("button.random" if random else "button.write")
    row = actions((button(Action.COMPOSE_OPEN, label, typed[:VALUE_LIMIT], style="primary"),))
    return message([section(t.say("dm.random" if random else "dm.open")), *row])
