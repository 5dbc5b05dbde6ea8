"""Buttons that can still be pressed, and words that fit whom they are for."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import ErrorCode
from domain.model.recruitment import Recruitment, RecruitmentStatus
from domain.outbox import Notice
from domain.outgoing import Content
from domain.ports import Listing
from domain.use_cases.watching import ALERTS
from domain.use_cases.wishes import Outcome
from domain.vocabulary import Category, Language, Place
from handlers.ids import Action, Manage, manage_value, read_manage
from handlers.views import answers, asking, dm, home, listing, notices, thread
from handlers.views.help import help as help_message
from playground.blockkit import validate_message
from tests.handlers.views import samples as s
from tests.handlers.views.cases import CHANGED, FULL, as_json

KO = s.texts()
ABOUT_RECRUITMENTS = [notice for notice in Notice if notice not in {Notice.GROUP_FELL_APART, *ALERTS}]


def pressed(content: Content) -> dict[str, str | None]:
    """Action and value of everything that can be pressed."""
    blocks = as_json(content)["blocks"]
    elements = [each for block in blocks for each in (*block.get("elements", ()), block.get("accessory"))]
    return {each["action_id"]: each.get("value") for each in elements if each and "action_id" in each}


def told(which: Notice, about: Recruitment, **more: object) -> Content:
    params = CHANGED if which is Notice.CHANGED else {"code": "is_archived"}
    return notices.notice(KO, which, s.shown(about), params, **more)  # type: ignore[arg-type] # others and member


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("status", RecruitmentStatus)
@pytest.mark.parametrize("which", ABOUT_RECRUITMENTS)
def test_every_notice_can_be_told_whatever_has_become_of_the_recruitment(
    which: Notice, status: RecruitmentStatus, language: Language
) -> None:
    params = CHANGED if which is Notice.CHANGED else {}
    for member in (None, s.AUTHOR, s.SEO, s.STRANGER):
        about = replace(s.recruitment(participants=(1, 2), waitlist=(3,)), status=status)
        content = notices.notice(s.texts(language), which, s.shown(about), params, member=member)
        assert validate_message(as_json(content)["blocks"]) == []


@pytest.mark.parametrize("which", [Notice.FIRST_JOINED, Notice.BECAME_FULL, Notice.COMMENTED])
def test_the_author_can_manage_an_open_one_from_a_notice(which: Notice) -> None:
    assert Action.RECRUITMENT_MANAGE in pressed(told(which, s.recruitment(participants=(1, 2)), member=s.AUTHOR))
    ended = s.ended(s.recruitment(participants=(1, 2)), RecruitmentStatus.CONFIRMED)
    assert pressed(told(which, ended, member=s.AUTHOR)) == {}


def test_who_is_told_of_a_change_can_leave() -> None:
    about = s.recruitment(FULL, (1, 2), (3,))
    assert pressed(told(Notice.CHANGED, about, member=s.SEO)) == {Action.RECRUITMENT_LEAVE: str(about.id)}
    assert "대기 취소" in str(told(Notice.CHANGED, about, member=s.JIW))
    assert "참여 취소" in str(told(Notice.CHANGED, about, member=s.SEO))


def test_only_what_changed_is_told() -> None:
    old = {**CHANGED, "places": ["GAEPO"], "way_of_eating": "EATOUT"}
    text = notices.notice(KO, Notice.CHANGED, s.shown(s.recruitment()), old).text
    assert "7/3 목 12:00 → *7/3 목 12:30*" in text
    assert text.count("→") == 1


def test_a_draft_can_be_posted_again() -> None:
    about = s.ended(s.recruitment(), RecruitmentStatus.EXPIRED)
    again = {Action.RECRUITMENT_REPOST: str(about.id)}
    assert pressed(told(Notice.NOT_POSTED, about, member=s.AUTHOR)) == again
    random = {Action.RECRUITMENT_TO_RANDOM: str(about.id)}
    assert pressed(told(Notice.EXPIRED, about, member=s.AUTHOR)) == again | random


def test_an_unknown_reason_of_slack_is_shown_by_its_code() -> None:
    said = notices.notice(KO, Notice.NOT_POSTED, s.shown(s.recruitment()), {"code": "never_heard_of"}).text
    assert "never_heard_of" in said


def test_somebody_who_came_first_and_left_again_is_not_made_up() -> None:
    assert "첫 참여자가 생겼어요" in told(Notice.FIRST_JOINED, s.recruitment(), member=s.AUTHOR).text


def test_an_undo_stands_beside_what_was_just_done() -> None:
    about = s.shown(s.recruitment(FULL, (1, 2), (3, 4)))
    answer = answers.answer(KO, Outcome.WAITLISTED, about, {}, s.HAJ)
    assert "대기 2번째" in answer.text
    assert Action.RECRUITMENT_LEAVE in pressed(answer)
    assert "대기 5번째" in answers.answer(KO, Outcome.WAITLISTED, about, {"position": 5}, s.HAJ).text
    assert pressed(answers.answer(KO, Outcome.LEFT, about, {})) == {}


def test_an_answer_about_nothing_says_that_nothing_was_found() -> None:
    assert answers.answer(KO, Outcome.JOINED, None, {}) == answers.refusal(KO, ErrorCode.NOT_FOUND, {})


def test_a_refused_wish_is_answered_by_its_sentence() -> None:
    refused = answers.answer(KO, Outcome.REFUSED, None, {"code": "not_author"})
    assert refused.text == answers.refusal_text(KO, ErrorCode.NOT_AUTHOR, {})


def test_a_next_step_needs_to_know_what_it_is_about() -> None:
    known = {"recruitment": "0b9c"}
    assert pressed(answers.refusal(KO, ErrorCode.AUTHOR_CANNOT_LEAVE, known)) == {Action.RECRUITMENT_CANCEL: "0b9c"}
    assert pressed(answers.refusal(KO, ErrorCode.AUTHOR_CANNOT_LEAVE, {})) == {}


def test_joining_anyway_is_about_the_recruitment_that_was_wanted() -> None:
    wanted, other = s.recruitment(number=1), s.recruitment(number=2)
    answer = answers.answer(KO, Outcome.OVERLAP, s.shown(wanted), {"others": [other]})
    assert pressed(answer) == {Action.RECRUITMENT_JOIN_ANYWAY: str(wanted.id)}


def test_confirming_alone_is_not_even_asked() -> None:
    assert "submit" not in asking.ask(KO, Manage.CONFIRM, s.shown(s.recruitment()))
    assert asking.ask(KO, "confirm", s.shown(s.recruitment(participants=(1, 2))))["submit"]["text"] == "확정하기"


def test_what_is_asked_is_known_by_its_metadata() -> None:
    about = s.recruitment(participants=(1, 2))
    assert read_manage(asking.ask(KO, Manage.CANCEL, s.shown(about))["private_metadata"]) == (Manage.CANCEL, about.id)


@pytest.mark.parametrize("value", ["", "cancel", "cancel:", "burn:00000001-0000-4000-8000-000000000001", "cancel:7"])
def test_a_menu_value_that_is_not_ours_is_none(value: str) -> None:
    assert read_manage(value) is None


def test_a_menu_value_is_the_word_and_the_id() -> None:
    about = s.recruitment()
    assert manage_value(Manage.EDIT, about.id) == f"edit:{about.id}"


listings = st.builds(
    Listing,
    category=st.none() | st.sampled_from(Category),
    place=st.none() | st.sampled_from(Place),
    offset=st.integers(0, 1000),
)


@given(listings)
def test_a_listing_comes_back_out_of_its_value(wanted: Listing) -> None:
    assert listing.read_value(listing.listing_value(wanted)) == wanted


@given(st.text())
def test_any_value_reads_as_some_listing(value: str) -> None:
    assert listing.read_value(value).limit == Listing().limit


def test_turning_pages_keeps_what_narrows_the_list() -> None:
    narrow = Listing(Category.MEAL, Place.GAEPO, offset=5)
    content = listing.page(KO, s.page([s.recruitment()], 12, narrow), s.STRANGER)
    turns = [block["accessory"]["value"] for block in as_json(content)["blocks"] if "다음" in str(block)]
    assert turns == ["MEAL:GAEPO:10"]
    assert pressed(content)[Action.LIST_PAGE] == "MEAL:GAEPO:0"


def test_narrowing_begins_at_the_first_page() -> None:
    content = listing.page(KO, s.page([s.recruitment()], 12, Listing(offset=5)), s.STRANGER)
    menu = next(each for block in as_json(content)["blocks"] for each in block.get("elements", ()))
    values = [option["value"] for option in menu["options"]]
    assert len(values) == len(set(values)) == (len(Category) + 1) * (len(Place) + 1)
    assert all(value.endswith(":0") for value in values)


def test_home_offers_no_more_than_what_can_be_done() -> None:
    confirmed = s.ended(s.recruitment(participants=(1, 2)), RecruitmentStatus.CONFIRMED)
    view = home.home(KO, s.home_data([confirmed]))
    assert "accessory" not in str(view)
    waiting = home.home(KO, s.home_data([s.recruitment(FULL, (2, 3), (1,))]))
    assert "대기 취소" in str(waiting)


def test_the_first_line_of_a_thread_mentions_its_author() -> None:
    assert "<@U0MINJKIM1>" in thread.opener(KO, s.shown(s.recruitment(participants=(1, 2)))).text


def test_typed_words_travel_on_a_button() -> None:
    assert pressed(dm.open_button(KO, "밥 개포 12:30")) == {Action.COMPOSE_OPEN: "밥 개포 12:30"}


def test_the_help_proposes_the_nearest_word_only_if_it_does_something() -> None:
    assert "`/partner 목록`" in help_message(KO, "목룩", "list").text.splitlines()[0]
    assert help_message(KO, "통게", "stats") == help_message(KO, "통게")
