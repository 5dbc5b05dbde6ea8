"""Of an anonymous recruitment an outsider sees counts, and nothing that depends on who its people are."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, replace

import pytest

from domain.model.details import Details
from domain.model.ids import MemberId
from domain.model.people import Member
from domain.model.recruitment import Recruitment, RecruitmentStatus
from domain.outbox import Notice
from domain.use_cases.reading import HomeData, Shown
from domain.use_cases.watching import ALERTS
from domain.use_cases.wishes import Outcome
from domain.vocabulary import Language
from handlers.ids import Manage
from handlers.pool_outcomes import ABOUT_THE_POOL
from handlers.texts import Texts
from handlers.views import answers, asking, home, listing, notices, thread
from handlers.views.card import card, summary_lines
from tests.handlers.views import samples as s
from tests.handlers.views.cases import CHANGED

PROMISE = "확정되면 함께하는 사람끼리만 이름이 보여요"
FULL = replace(s.ANONYMOUS, capacity=3, confirm_when_full=False)
ADMIN = replace(s.PEOPLE[s.STRANGER], is_admin=True)
View = Callable[[Texts, Shown], object]


def world(details: Details, members: tuple[int, ...], waiting: tuple[int, ...], status: RecruitmentStatus) -> Shown:
    return s.shown(s.ended(s.recruitment(details, members, waiting), status))


def opened(details: Details, members: tuple[int, ...], waiting: tuple[int, ...] = ()) -> Shown:
    return s.shown(s.recruitment(details, members, waiting))


def worlds() -> Iterator[tuple[str, Shown, Shown]]:
    """The same recruitment twice, with other people in it."""
    yield "open", opened(s.ANONYMOUS, (1, 2, 3)), opened(s.ANONYMOUS, (11, 12, 13))
    yield "alone", opened(s.ANONYMOUS, (1,)), opened(s.ANONYMOUS, (11,))
    yield "full", opened(FULL, (1, 2, 3), (4, 5)), opened(FULL, (11, 12, 13), (14, 15))
    for status in set(RecruitmentStatus) - {RecruitmentStatus.OPEN}:
        yield status.lower(), world(FULL, (1, 2, 3), (4,), status), world(FULL, (11, 12, 13), (14,), status)


def page_of(t: Texts, shown: Shown) -> object:
    return listing.page(t, replace(s.page(()), items=[shown], total=1), s.STRANGER)


def home_of(t: Texts, shown: Shown) -> object:
    return home.home(t, HomeData(replace(s.actor(99), member=ADMIN), [], [shown], 1))


def ask_of(word: Manage) -> View:
    return lambda t, shown: asking.ask(t, word, shown)


def notice_of(which: Notice, member: MemberId | None) -> View:
    params = CHANGED if which is Notice.CHANGED else {"code": "is_archived", "content": "안녕", "alias": "익명 1"}
    return lambda t, shown: notices.notice(t, which, shown, params, [shown], member)


def answer_of(outcome: Outcome) -> View:
    return lambda t, shown: answers.answer(t, outcome, shown, {"others": [shown], "position": 1}, s.STRANGER)


ABOUT_RECRUITMENTS = [notice for notice in Notice if notice not in {Notice.GROUP_FELL_APART, *ALERTS}]
LISTS = {Outcome.LISTED, Outcome.HISTORY, Outcome.OWN_POSTS}
NOT_ABOUT_RECRUITMENTS = {Outcome.REFUSED, Outcome.CANNOT_COME, *LISTS, *ABOUT_THE_POOL}
ANSWERS = [outcome for outcome in Outcome if outcome not in NOT_ABOUT_RECRUITMENTS]
VIEWS: dict[str, View] = {
    "card": card,
    "summary": summary_lines,
    "list": page_of,
    "home of an admin": home_of,
    "comment form": lambda t, shown: thread.comment_form(t, shown.recruitment),
    "cancel list": lambda t, shown: listing.cancel_list(t, [shown]),
    "own posts": lambda t, shown: listing.own_posts(t, [shown]),
    **{f"ask {word}": ask_of(word) for word in Manage if word is not Manage.EDIT},
    **{f"notice {each}": notice_of(each, None) for each in ABOUT_RECRUITMENTS},
    **{f"notice {each} to a stranger": notice_of(each, s.STRANGER) for each in ABOUT_RECRUITMENTS},
    **{f"answer {each}": answer_of(each) for each in ANSWERS},
}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", Language)
def test_a_view_does_not_depend_on_who_they_are(view: str, language: Language) -> None:
    t = s.texts(language)
    for name, these, those in worlds():
        assert VIEWS[view](t, these) == VIEWS[view](t, those), name


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_names_none_of_them(view: str) -> None:
    for _, shown, _ in worlds():
        said = str(VIEWS[view](s.texts(), shown))
        assert not [person for person in _people(shown) if _known_by(person, said)]


def _people(shown: Shown) -> list[Member]:
    seats = (*shown.recruitment.participants, *shown.recruitment.waitlist)
    return [shown.people[seat.member] for seat in seats]


def _known_by(person: Member, said: str) -> bool:
    return str(person.slack_id) in said or str(person.display_name) in said


def test_these_views_would_name_them_were_it_not_anonymous() -> None:
    named = s.shown(s.recruitment(participants=(1, 2)))
    for view in ("card", "list", "home of an admin", "notice first_joined"):
        assert "<@U0" in str(VIEWS[view](s.texts(), named)), view


@pytest.mark.parametrize("viewer", [s.AUTHOR, s.SEO, s.JIW])
def test_the_list_shows_only_how_the_viewer_stands(viewer: MemberId) -> None:
    about = s.recruitment(replace(FULL, capacity=2), (1, 2), (3,))
    lines = str(asdict(listing.page(s.texts(), s.page([about]), viewer)))
    marks = {s.AUTHOR: "내가 올린 모집", s.SEO: "참여 중", s.JIW: "대기 중"}
    assert [mark for mark in marks.values() if mark in lines] == [marks[viewer]]
    assert "<@" not in lines


def test_seats_and_the_length_of_the_waitlist_are_no_secret() -> None:
    content = card(s.texts(), opened(FULL, (1, 2, 3), (4, 5)))
    assert "3/3명" in content.text
    assert "대기 2명" in content.text


def test_a_comment_shows_an_alias_and_no_member() -> None:
    about: Recruitment = s.recruitment(s.ANONYMOUS, (1, 2))
    said = str(thread.comment(s.texts(), s.comment(3, about)))
    assert "익명 3" in said
    assert "seolee" not in said.lower()


@pytest.mark.parametrize("language", Language)
def test_the_promise_is_made_before_posting_and_before_joining(language: Language) -> None:
    t = s.texts(language)
    promise = t.say("option_hint.anonymous").rstrip(".")
    assert promise in card(t, opened(s.ANONYMOUS, (1,))).text
    assert promise in answers.answer(t, Outcome.JOINED, opened(s.ANONYMOUS, (1, 2)), {}, s.SEO).text


@pytest.mark.parametrize("view", VIEWS)
def test_wherever_it_can_be_joined_the_promise_stands_beside_the_button(view: str) -> None:
    t = s.texts()
    said = str(VIEWS[view](t, opened(s.ANONYMOUS, (1, 2))))
    assert ("'recruitment_join" not in said) or (PROMISE in said)


def test_the_promise_reads_as_it_was_given() -> None:
    assert s.texts().say("option_hint.anonymous") == f"{PROMISE}."
