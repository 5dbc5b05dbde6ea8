"""The help."""

from slack_sdk.models.blocks import Block

from domain.outgoing import Content
from handlers.texts import Texts, escape
from handlers.views.blocks import context, message, section
from handlers.views.start import start_buttons


def help(t: Texts, not_understood: str | None = None, nearest: str | None = None) -> Content:  # noqa: A001 it is called so
    """What `/partner` can do; headed by what was not understood, and by the word that was probably meant."""
    lead = _lead(t, not_understood, nearest)
    blocks: list[Block] = [section(text) for text in (lead, t.say("help.commands")) if text]
    text = "\n".join(part for part in (lead, t.say("help.commands")) if part)
    return message(text, [*blocks, *start_buttons(t), context(t.say("help.tip"))])


def _lead(t: Texts, not_understood: str | None, nearest: str | None) -> str:
    if not not_understood:
        return t.say("help.intro")
    key = f"help.word.{nearest}"
    sorry = t.say("help.not_understood", said=escape(not_understood))
    return f"{sorry} {t.say('help.nearest', word=t.say(key))}" if nearest and t.has(key) else sorry
