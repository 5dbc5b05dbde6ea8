"""The App Home: what is mine, what I can begin, and what is open."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from domain.model.ids import MemberId
from domain.use_cases.reading import HomeData, Shown
from domain.use_cases.reading_pool import Standing
from domain.vocabulary import Category
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import Element, context, header, section
from handlers.views.card import leave_button, manage_menu
from handlers.views.listing import row, standing
from handlers.views.start import start_buttons
from handlers.views.waiting import matched_row, quick_row, waiting_row

MINE = 20
"""How many of one's own recruitments are shown; a view may not be endless."""


def home(
    t: Texts, data: HomeData, pool: Standing | None = None, counts: Mapping[Category, int] | None = None
) -> dict[str, Any]:
    """What I wait for and what is mine first, then the buttons, then open ones of others.

    `pool` is where the member stands with the random pools, `counts` how many wait there, whoever they are.
    """
    pool = pool or Standing()
    mine = [
        *_waits(t, pool),
        *_mine(t, data),
        *start_buttons(t, own=True),
        *_pool(t, counts or {}),
        *(quick_row(t, last) for last in pool.at_hand),
    ]
    return View(type="home", blocks=[*mine, DividerBlock(), *_open(t, data)]).to_dict()


def _waits(t: Texts, pool: Standing) -> list[Block]:
    rows = [*(matched_row(t, wait) for wait in pool.matched), *(waiting_row(t, wait) for wait in pool.waits)]
    return [header(t.say("home.waiting")), *rows] if rows else []


def _pool(t: Texts, counts: Mapping[Category, int]) -> list[Block]:
    """Company is easier to look for where others do."""
    if not any(counts.values()):
        return []
    meals, studies = counts.get(Category.MEAL, 0), counts.get(Category.STUDY, 0)
    return [context(t.say("home.pool", meals=meals, studies=studies))]


def _mine(t: Texts, data: HomeData) -> list[Block]:
    viewer = data.actor.member.id
    heading = header(t.say("home.mine"))
    if not data.mine:
        return [heading, section(t.say("home.mine_empty"))]
    rows: list[Block] = [_my_row(t, shown, viewer) for shown in data.mine[:MINE]]
    rest = len(data.mine) - MINE
    return [heading, *rows, *([context(t.say("home.more", count=rest))] if rest > 0 else [])]


def _my_row(t: Texts, shown: Shown, viewer: MemberId) -> Block:
    recruitment = shown.recruitment
    seats = t.say("list.seats", seats=words.seats(t, recruitment))
    state = standing(t, recruitment, viewer) if recruitment.is_open else t.say("home.confirmed")
    line = words.SEPARATOR.join((seats, state or ""))
    return section(f"{words.summary(t, shown)}\n{line}", _my_control(t, shown, viewer))


def _my_control(t: Texts, shown: Shown, viewer: MemberId) -> Element | None:
    recruitment = shown.recruitment
    if not recruitment.is_open:
        return None
    return manage_menu(t, recruitment) if viewer == recruitment.author else leave_button(t, recruitment, viewer)


def _open(t: Texts, data: HomeData) -> list[Block]:
    viewer = data.actor.member.id
    heading = header(t.say("home.open"))
    if not data.open:
        return [heading, section(t.say("home.open_empty"))]
    return [heading, *(row(t, shown, viewer) for shown in data.open)]
