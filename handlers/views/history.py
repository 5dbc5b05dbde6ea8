"""What somebody was brought together for, with whom, and what came of it; a page at a time."""

from datetime import datetime

from slack_sdk.models.blocks import Block, DividerBlock

from domain.model.ids import MemberId
from domain.model.match import Match, MatchStatus
from domain.outgoing import Content
from domain.use_cases.meetings import HISTORY_PAGE, GroupData, HistoryPage
from handlers.ids import Action
from handlers.site import Site
from handlers.texts import Texts, escape
from handlers.views import words
from handlers.views.blocks import message, section
from handlers.views.group import buttons
from handlers.views.links import message_link
from handlers.views.paging import Span, paging
from handlers.views.start import start_buttons

NAMES = 6
"""How many people are named; of more it is said how many."""

_DIGITS = 6


def page(t: Texts, page: HistoryPage, viewer: MemberId, site: Site, now: datetime) -> Content:
    """One page, newest first. Who was in a match has seen its names, so an anonymous one is shown like any other."""
    if not page.items:
        return message([section(t.say("history.empty")), *start_buttons(t)])
    rows = [block for group in page.items for block in _row(t, group, viewer, site, now)]
    span = Span(page.offset, len(page.items), page.total, HISTORY_PAGE)
    turns = paging(t, Action.HISTORY_PAGE, span, str)
    return message([section(t.say("history.lead", count=page.total)), DividerBlock(), *rows, *turns])


def read_offset(value: str) -> int:
    """Where the page begins that a button leads to; the first one for anything else."""
    return int(value) if value.isascii() and value.isdigit() and len(value) <= _DIGITS else 0


def _row(t: Texts, group: GroupData, viewer: MemberId, site: Site, now: datetime) -> list[Block]:
    match = group.match
    comes = viewer in match.coming
    title, facts = escape(words.title(t, match)), words.facts(t, match)
    lines = [t.say("summary", title=title, facts=facts), _company(t, group, viewer), _state(t, match, now, comes=comes)]
    link = message_link(group.workspace, group.posted) if comes else None
    if link is not None:
        lines[-1] = t.say("history.linked", state=lines[-1], link=link)
    return [section("\n".join(lines)), *(buttons(t, match, site, now) if comes else ())]


def _state(t: Texts, match: Match, now: datetime, *, comes: bool) -> str:
    if match.status is MatchStatus.CANCELLED:
        return t.say("history.cancelled")
    if not comes:
        return t.say("history.without_me")
    return t.say("history.ahead" if match.is_ahead(now) else "history.took_place")


def _company(t: Texts, group: GroupData, viewer: MemberId) -> str:
    """Whom the viewer met, or would have."""
    match = group.match
    meant = [each.member for each in match.members] if match.status is MatchStatus.CANCELLED else match.coming
    others = [each for each in meant if each != viewer]
    names = ", ".join(words.name(t, group.people.get(each)) for each in others[:NAMES])
    rest = len(others) - NAMES
    return (
        t.say("history.company_and_more", names=names, count=rest)
        if rest > 0
        else t.say("history.company", names=names)
    )
