"""Turning the pages of what is too long for one."""

from collections.abc import Callable
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, DividerBlock

from handlers.ids import Action
from handlers.texts import Texts
from handlers.views.blocks import actions, button, section


@dataclass(frozen=True, slots=True)
class Span:
    """The `shown` ones of `total` that stand behind `offset` others, `limit` a page."""

    offset: int
    shown: int
    total: int
    limit: int


def paging(t: Texts, action: Action, span: Span, value: Callable[[int], object]) -> list[Block]:
    """Which ones show, and the way to those before and behind; nothing where one page holds them all.

    `value` is what a button carries that leads to the page that begins at an offset. Two buttons of one action may not
    stand in one row: the next page's stands beside the count.
    """
    if span.total <= span.limit:
        return []
    last = span.offset + span.shown
    count = t.say("list.range", first=span.offset + 1, last=last, count=span.total)
    onward = button(action, t.say("list.next"), value(span.offset + span.limit)) if last < span.total else None
    before = max(0, span.offset - span.limit)
    back = button(action, t.say("list.previous"), value(before)) if span.offset else None
    return [DividerBlock(), section(count, onward), *actions((back,))]
