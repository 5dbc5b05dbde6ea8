"""Every view in every state: what the golden files hold, as functions of a language."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from domain.errors import ErrorCode
from domain.model.recruitment import RecruitmentStatus
from domain.outbox import Notice
from domain.outgoing import Content
from domain.ports import Listing
from domain.use_cases.wishes import Outcome
from domain.vocabulary import Category, Place, StudyType, WayOfEating
from handlers.ids import Manage
from handlers.texts import Texts
from handlers.views import answers, asking, card, dm, form, greeting, home, listing, notices, thread
from handlers.views.help import help as help_message
from tests.handlers.views import samples as s
from tests.handlers.views.meeting_cases import meeting_cases
from tests.handlers.views.pool_cases import pool_cases
from tests.handlers.views.service_cases import service_cases
from tests.handlers.views.settings_cases import settings_cases

Case = Callable[[Texts], Content | dict[str, Any]]

FULL = replace(s.LUNCH, capacity=2, confirm_when_full=False)
REFUSED = {
    "application": "00000007-0000-4000-8000-000000000007",
    "days": 14,
    "participants": 3,
    "least": 2,
    "most": 20,
    "limit": 60,
    "recruitment": str(s.recruitment().id),
}
NOTES = (
    "falls_on_tomorrow",
    "time_in_past",
    "time_too_far",
    "time_guessed",
    "two_times",
    "capacity_out_of_range",
    "capacity_includes_me",
    "two_capacities",
    "two_ways",
    "title_shortened",
    "still_waiting",
)

OPEN = s.shown(s.recruitment(participants=(1, 2)))
SECRET = s.shown(s.recruitment(s.ANONYMOUS, (1, 2)))
CROWDED = s.shown(s.recruitment(FULL, (1, 2), (3,)))
LATE = {"offered": True}
CONFIRMED = s.shown(s.ended(s.recruitment(participants=(1, 2, 3)), RecruitmentStatus.CONFIRMED))
EXPIRED = s.shown(s.ended(s.recruitment(), RecruitmentStatus.EXPIRED))
CANCELLED = s.shown(s.ended(s.recruitment(participants=(1, 2)), RecruitmentStatus.CANCELLED))
STUDY = s.recruitment(s.MINISHELL, (4, 5), number=2)
DELIVERY = s.recruitment(s.CHICKEN, (2,), number=3)
CHANGED = {"meets_at": (s.NOON - timedelta(minutes=30)).isoformat(), "places": ["SEOCHO"], "way_of_eating": "TAKEOUT"}

LUNCH_FORM = form.FormState(Category.MEAL, s.NOON, places=(Place.GAEPO,), channel_id="C0MEAL")


def cases() -> Mapping[str, Case]:
    """`<view>.<state>` → what renders it."""
    posts = (_cards(), _forms(), _threads(), _notices(), _lists())
    parts = (*posts, _answers(), _asking(), _others(), meeting_cases(), pool_cases(), settings_cases(), service_cases())
    return {name: case for part in parts for name, case in part}


def as_json(rendered: Content | dict[str, Any]) -> Any:
    """The rendered thing as it goes to Slack."""
    return {**asdict(rendered), "blocks": list(rendered.blocks)} if isinstance(rendered, Content) else rendered


def _cards() -> Iterator[tuple[str, Case]]:
    states = {
        "just_posted": s.shown(s.recruitment(), posted=False),
        "open": OPEN,
        "full": CROWDED,
        "waits_for_all": s.shown(s.recruitment(replace(s.LUNCH, confirm_when_full=False))),
        "study": s.shown(STUDY),
        "delivery": s.shown(DELIVERY),
        "closes_the_day_before": s.shown(
            s.recruitment(replace(s.LUNCH, meets_at=s.NOON + timedelta(hours=11, minutes=35)))
        ),
        "anonymous": SECRET,
        "anonymous_full": s.shown(s.recruitment(replace(FULL, anonymous=True), (1, 2), (3, 4))),
        "confirmed": CONFIRMED,
        "confirmed_anonymous": s.shown(s.ended(s.recruitment(s.ANONYMOUS, (1, 2, 3)), RecruitmentStatus.CONFIRMED)),
        "expired": EXPIRED,
        "cancelled": CANCELLED,
    }
    for name, state in states.items():
        yield f"card.{name}", lambda t, state=state: card.card(t, state)  # type: ignore[misc] # the state is bound here


def _forms() -> Iterator[tuple[str, Case]]:
    study = form.FormState(Category.STUDY, s.NOON, study_type=StudyType.INNER_CIRCLE, confirm_when_full=False)
    filled = replace(
        LUNCH_FORM, title="치킨 드실 분", content="배달비 나눠요", way_of_eating=WayOfEating.DELIVERY, anonymous=True
    )
    states = {
        "new_meal": LUNCH_FORM,
        "new_study": study,
        "filled": filled,
        "noted": replace(LUNCH_FORM, notes=NOTES),
        "overlap": replace(filled, overlaps=(OPEN.recruitment, STUDY)),
        "repost": replace(filled, reposts=OPEN.recruitment.id),
        "edit": replace(filled, editing=OPEN.recruitment.id),
        "edit_study": replace(study, editing=OPEN.recruitment.id),
    }
    for name, state in states.items():
        yield f"form.{name}", lambda t, state=state: form.recruitment_form(t, state)  # type: ignore[misc] # bound here


def _threads() -> Iterator[tuple[str, Case]]:
    yield "thread.opener", lambda t: thread.opener(t, OPEN)
    yield "thread.comment", lambda t: thread.comment(t, s.comment(1, SECRET.recruitment))
    yield "thread.comment_of_author", lambda t: thread.comment(t, s.comment(0, SECRET.recruitment, "1시쯤이요!"))
    yield "thread.comment_erased", lambda t: thread.comment(t, s.comment(1, SECRET.recruitment, ""))
    yield "thread.comment_form", lambda t: thread.comment_form(t, SECRET.recruitment)


def _notices() -> Iterator[tuple[str, Case]]:
    told: dict[str, Callable[[Texts], Content]] = {
        "first_joined": lambda t: notices.notice(t, Notice.FIRST_JOINED, OPEN, {}, member=s.AUTHOR),
        "first_joined_anonymous": lambda t: notices.notice(t, Notice.FIRST_JOINED, SECRET, {}, member=s.AUTHOR),
        "became_full": lambda t: notices.notice(t, Notice.BECAME_FULL, CROWDED, {}, member=s.AUTHOR),
        "changed": lambda t: notices.notice(t, Notice.CHANGED, OPEN, CHANGED, member=s.SEO),
        "changed_for_who_waits": lambda t: notices.notice(t, Notice.CHANGED, CROWDED, CHANGED, member=s.JIW),
        "changed_for_author": lambda t: notices.notice(t, Notice.CHANGED, OPEN, CHANGED, member=s.AUTHOR),
        "cancelled": lambda t: notices.notice(t, Notice.CANCELLED, CANCELLED, {}, member=s.SEO),
        "cancelled_for_author": lambda t: notices.notice(t, Notice.CANCELLED, CANCELLED, {}, member=s.AUTHOR),
        "expired": lambda t: notices.notice(t, Notice.EXPIRED, EXPIRED, {}, member=s.AUTHOR),
        "promoted": lambda t: notices.notice(t, Notice.PROMOTED, OPEN, {}, member=s.SEO),
        "promoted_and_confirmed": lambda t: notices.notice(t, Notice.PROMOTED, CONFIRMED, {}, member=s.SEO),
        "seat_offered": lambda t: notices.notice(
            t, Notice.SEAT_OFFERED, s.shown(s.recruitment(waitlist=(2,))), {}, member=s.SEO
        ),
        "offered": lambda t: notices.notice(t, Notice.OFFERED, OPEN, {}, member=s.STRANGER),
        "offered_anonymous": lambda t: notices.notice(t, Notice.OFFERED, SECRET, {}, member=s.STRANGER),
        "waitlist_ended": lambda t: notices.notice(
            t, Notice.WAITLIST_ENDED, CONFIRMED, {}, [s.shown(STUDY), s.shown(DELIVERY)], s.STRANGER
        ),
        "waitlist_ended_expired": lambda t: notices.notice(t, Notice.WAITLIST_ENDED, EXPIRED, {}, member=s.HAJ),
        "not_shown": lambda t: notices.notice(t, Notice.NOT_SHOWN, OPEN, {}, member=s.AUTHOR),
        "commented": lambda t: notices.notice(t, Notice.COMMENTED, SECRET, {}, member=s.AUTHOR),
        "commented_quoted": lambda t: notices.notice(
            t, Notice.COMMENTED, SECRET, {"content": "몇 시쯤\n끝나나요?", "alias": thread.alias(t, 1)}, member=s.AUTHOR
        ),
        "group_fell_apart_back_in_pool": lambda t: notices.group_fell_apart(
            t, s.group(s.recruitment(participants=(1, 2))), back="00000007-0000-4000-8000-000000000007"
        ),
        "group_fell_apart": lambda t: notices.group_fell_apart(t, s.group(s.recruitment(participants=(1, 2)))),
    }
    yield from ((f"notice.{name}", case) for name, case in told.items())
    for code in ("channel_not_found", "not_in_channel", "is_archived", "restricted_action", "msg_too_long"):
        draft = s.shown(s.ended(s.recruitment(), RecruitmentStatus.CANCELLED), posted=False)
        yield (
            f"notice.not_posted_{code}",
            lambda t, code=code, draft=draft: notices.notice(t, Notice.NOT_POSTED, draft, {"code": code}),  # type: ignore[misc] # bound here
        )


def _lists() -> Iterator[tuple[str, Case]]:
    many = [s.recruitment(number=number, participants=(number,)) for number in range(1, 6)]
    mixed = [
        s.recruitment(s.ANONYMOUS, (1, 2)),
        s.recruitment(participants=(2, 1), number=2),
        s.recruitment(FULL, (2, 3), (1,), number=3),
        s.recruitment(FULL, (2, 3), number=4),
        s.recruitment(s.ANONYMOUS, (2, 3), number=5),
    ]
    narrow = Listing(Category.MEAL, Place.GAEPO)
    yield "list.mixed", lambda t: listing.page(t, s.page(mixed), s.AUTHOR)
    yield "list.first_page", lambda t: listing.page(t, s.page(many, 12), s.STRANGER)
    yield "list.middle_page", lambda t: listing.page(t, s.page(many, 12, Listing(offset=5)), s.STRANGER)
    yield "list.last_page", lambda t: listing.page(t, s.page(many[:2], 12, Listing(offset=10)), s.STRANGER)
    yield "list.narrowed", lambda t: listing.page(t, s.page(many[:1], 1, narrow), s.STRANGER)
    yield "list.empty", lambda t: listing.page(t, s.page(()), s.STRANGER)
    yield "list.narrowed_empty", lambda t: listing.page(t, s.page((), 0, narrow), s.STRANGER)
    yield "cancel_list.mine", lambda t: listing.cancel_list(t, [OPEN, SECRET])
    yield "own_posts.mine", lambda t: listing.own_posts(t, [OPEN, SECRET])
    yield "own_posts.empty", lambda t: listing.own_posts(t, [])
    yield "cancel_list.empty", lambda t: listing.cancel_list(t, [])
    yield "home.new", lambda t: home.home(t, s.home_data())
    yield (
        "home.busy",
        lambda t: home.home(t, s.home_data([*mixed[:3], CONFIRMED.recruitment], [mixed[4], STUDY, DELIVERY])),
    )
    yield "home.very_busy", lambda t: home.home(t, s.home_data([mixed[0]] * 22))


def _answers() -> Iterator[tuple[str, Case]]:
    states = {
        Outcome.JOINED: OPEN,
        Outcome.WAITLISTED: CROWDED,
        Outcome.LEFT: OPEN,
        Outcome.LEFT_WAITLIST: OPEN,
        Outcome.CONFIRMED: CONFIRMED,
        Outcome.CANCELLED: CANCELLED,
    }
    for outcome, state in states.items():
        yield (
            f"answer.{outcome}",
            lambda t, outcome=outcome, state=state: answers.answer(t, outcome, state, {}, s.JIW),  # type: ignore[misc] # bound here
        )
    others = {"others": [s.shown(DELIVERY), s.shown(STUDY)]}
    ended = {"ended_wait": True}
    yield "answer.joined_instead_of_waiting", lambda t: answers.answer(t, Outcome.JOINED, OPEN, ended, s.SEO)
    yield "answer.joined_anonymous", lambda t: answers.answer(t, Outcome.JOINED, SECRET, {}, s.SEO)
    yield "answer.waitlisted_somewhere", lambda t: answers.answer(t, Outcome.WAITLISTED, CROWDED, {}, s.STRANGER)
    yield "answer.waitlisted_late", lambda t: answers.answer(t, Outcome.WAITLISTED, CROWDED, LATE, s.JIW)
    yield "answer.overlap", lambda t: answers.answer(t, Outcome.OVERLAP, OPEN, others, s.STRANGER)
    yield "answer.surprise", lambda t: answers.surprise(t, "4f2a9c")
    for code in ErrorCode:
        yield f"refusal.{code}", lambda t, code=code: answers.refusal(t, code, REFUSED)  # type: ignore[misc] # bound here


def _asking() -> Iterator[tuple[str, Case]]:
    yield "ask.confirm", lambda t: asking.ask(t, Manage.CONFIRM, OPEN)
    yield "ask.confirm_waited_for", lambda t: asking.ask(t, Manage.CONFIRM, CROWDED)
    yield "ask.confirm_alone", lambda t: asking.ask(t, Manage.CONFIRM, s.shown(s.recruitment()))
    yield "ask.cancel", lambda t: asking.ask(t, Manage.CANCEL, CROWDED)
    yield "ask.cancel_alone", lambda t: asking.ask(t, Manage.CANCEL, s.shown(s.recruitment()))


def _others() -> Iterator[tuple[str, Case]]:
    yield "help.plain", help_message
    yield "help.not_understood", lambda t: help_message(t, "먹을래말래")
    yield "help.nearest", lambda t: help_message(t, "<목룩>", "list")
    yield "greeting.channel", greeting.greeting
    yield "dm.open_button", lambda t: dm.open_button(t, "밥 개포 12:30 치킨 4명")
