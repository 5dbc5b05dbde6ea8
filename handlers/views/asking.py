"""Asking before something that can't be taken back. A menu's own confirmation would ask for every word in it."""

from typing import Any

from slack_sdk.models.blocks import Block

from domain.model.recruitment import Recruitment
from domain.use_cases.reading import Shown
from handlers.ids import CallbackId, Manage, manage_value
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import context, modal, section


def ask(t: Texts, word: str, shown: Shown) -> dict[str, Any]:
    """The modal that asks whether to confirm or cancel, and says what then happens. `word` is of the manage menu."""
    recruitment = shown.recruitment
    asked = Manage(word)
    others = len(recruitment.participants) - 1
    possible = asked is Manage.CANCEL or others > 0
    blocks: list[Block] = [section(t.say(f"ask.{asked}") if possible else t.say("ask.nobody_yet"))]
    blocks.append(section(words.summary(t, shown)))
    if possible and (told := _told(t, asked, recruitment)):
        blocks.append(context("\n".join(told)))
    return modal(
        CallbackId.RECRUITMENT_ASK,
        t.say(f"ask.title.{asked}"),
        t.say("ask.back"),
        blocks,
        submit=t.say(f"ask.submit.{asked}") if possible else None,
        metadata=manage_value(asked, recruitment.id),
    )


def _told(t: Texts, asked: Manage, recruitment: Recruitment) -> list[str]:
    """Who hears of it."""
    others, waiting = len(recruitment.participants) - 1, len(recruitment.waitlist)
    if asked is Manage.CONFIRM:
        lines = [t.say("ask.group", count=others + 1)]
        return [*lines, t.say("ask.waitlist_ends", count=waiting)] if waiting else lines
    return [t.say("ask.all_told", count=others + waiting)] if others + waiting else [t.say("ask.nobody_told")]
