"""The help."""

from domain.outgoing import Content
from handlers.texts import Texts, escape
from handlers.views.blocks import context, message, section, shortened
from handlers.views.start import start_buttons

SAID_LIMIT = 60
"""Characters that are repeated of what was not understood."""


def help(t: Texts, not_understood: str | None = None, nearest: str | None = None) -> Content:  # noqa: A001 it is called so
    """What `/partner` can do; headed by what was not understood, and by the word that was probably meant."""
    lead, commands = section(_lead(t, not_understood, nearest)), section(t.say("help.commands"))
    return message([lead, commands, *start_buttons(t, own=True), context(t.say("help.tip"))])


def _lead(t: Texts, not_understood: str | None, nearest: str | None) -> str:
    if not not_understood:
        return t.say("help.intro")
    key = f"help.word.{nearest}"
    sorry = t.say("help.not_understood", said=escape(shortened(not_understood, SAID_LIMIT)))
    return f"{sorry} {t.say('help.nearest', word=t.say(key))}" if nearest and t.has(key) else sorry
