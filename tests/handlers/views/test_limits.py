"""The most that can be in a recruitment still fits: Slack would refuse the whole message, not cut it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.model.ids import MemberId, RecruitmentId
from domain.model.people import Member
from domain.model.recruitment import Recruitment, RecruitmentStatus
from domain.outbox import Notice
from domain.outgoing import Content
from domain.ports import Listing
from domain.use_cases.preferring import BLOCKED_LIMIT, Preferences
from domain.use_cases.reading import Shown
from domain.use_cases.wishes import Outcome
from domain.vocabulary import Language, Place
from handlers.texts import Texts
from handlers.views import answers, asking, dm, form, group, home, listing, notices, thread
from handlers.views.blocks import TEXT_LIMIT
from handlers.views.card import card
from handlers.views.help import help as help_message
from handlers.views.settings import settings_form
from playground.blockkit import MAX_VIEW_BYTES, validate_message, validate_view, view_size
from tests.handlers.views import samples as s
from tests.handlers.views.cases import CHANGED, LUNCH_FORM, NOTES, as_json

CONTENT = "<&>\n" * 250
DETAILS = replace(
    s.CHICKEN, title="&<>" * 20, content=CONTENT, places=tuple(Place), capacity=20, confirm_when_full=False
)
PEOPLE = {
    MemberId(number): Member(MemberId(number), s.WORKSPACE.id, f"U{number:010}", display_name="&" * 80)
    for number in range(1, 100)
}
FULL = s.recruitment(DETAILS, range(1, 21), range(21, 71))
LATE = replace(FULL, closes_at=FULL.details.meets_at - timedelta(days=1))


def most(about: Recruitment = FULL, *, posted: bool = True) -> Shown:
    return replace(s.shown(about, posted=posted), people=PEOPLE)


def ended(status: RecruitmentStatus) -> Shown:
    return most(s.ended(FULL, status))


OTHERS = [most(replace(FULL, id=RecruitmentId(UUID(int=number)))) for number in range(5)]
MIDDLE = Listing(offset=5)
FORM = replace(LUNCH_FORM, title=DETAILS.title, content=CONTENT, places=tuple(Place), notes=NOTES, overlaps=(FULL,) * 9)

SETTINGS = Preferences(blocked=tuple(f"U{number:031}" for number in range(BLOCKED_LIMIT)))

VIEWS: dict[str, Callable[[Texts], Content | dict[str, Any]]] = {
    "new card": lambda t: card(t, most(posted=False)),
    "card": lambda t: card(t, most(LATE)),
    "anonymous card": lambda t: card(t, most(replace(LATE, details=replace(DETAILS, anonymous=True)))),
    "confirmed card": lambda t: card(t, ended(RecruitmentStatus.CONFIRMED)),
    "new confirmed card": lambda t: card(t, replace(ended(RecruitmentStatus.CONFIRMED), posted=None)),
    "list": lambda t: listing.page(t, replace(s.page(()), listing=MIDDLE, items=OTHERS, total=1000), s.STRANGER),
    "cancel list": lambda t: listing.cancel_list(t, OTHERS * 10),
    "home": lambda t: home.home(t, replace(s.home_data(), mine=OTHERS * 20, open=OTHERS)),
    "group": lambda t: group.group_message(t, replace(s.group(FULL), people=PEOPLE), s.SITE, s.NOW),
    "changed": lambda t: notices.notice(t, Notice.CHANGED, most(), CHANGED, member=s.SEO),
    "waitlist ended": lambda t: notices.notice(t, Notice.WAITLIST_ENDED, most(), {}, OTHERS),
    "commented": lambda t: notices.notice(t, Notice.COMMENTED, most(), {"content": CONTENT, "alias": "익명 99"}),
    "overlap": lambda t: answers.answer(t, Outcome.OVERLAP, most(), {"others": OTHERS * 3}),
    "comment": lambda t: thread.comment(t, s.comment(99, FULL, CONTENT)),
    "ask": lambda t: asking.ask(t, "confirm", most()),
    "help": lambda t: help_message(t, "&" * 3000),
    "settings": lambda t: settings_form(t, SETTINGS),
    "form": lambda t: form.recruitment_form(t, FORM),
    "dm": lambda t: dm.open_button(t, "&" * 3000),
}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", Language)
def test_the_most_there_can_be_fits(view: str, language: Language) -> None:
    rendered = VIEWS[view](s.texts(language))
    if isinstance(rendered, Content):
        assert validate_message(as_json(rendered)["blocks"]) == []
        assert 0 < len(rendered.text) <= TEXT_LIMIT
    else:
        assert validate_view(rendered) == []
        assert view_size(rendered) < MAX_VIEW_BYTES


def test_content_is_shown_whole_however_much_escaping_would_stretch_it() -> None:
    shown = [block["text"]["text"] for block in card(s.texts(), most()).blocks if block["type"] == "section"]
    assert shown[1] == DETAILS.content


def test_the_text_beside_the_blocks_is_cut_between_lines_not_within_an_entity() -> None:
    text = listing.cancel_list(s.texts(), OTHERS * 10).text
    assert len(text) > TEXT_LIMIT - 600
    assert text.splitlines()[-1] in listing.cancel_list(s.texts(), OTHERS).text.splitlines()
