"""The random pool's views in every state, as functions of a language."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from domain.model.application import Application, ApplicationStatus, LeftBecause, Suggestion
from domain.model.conditions import Concession, Condition, Conditions
from domain.model.ids import ApplicationId, MatchId
from domain.model.match import MatchStatus
from domain.outbox import PostedMessage
from domain.outgoing import Content
from domain.use_cases.reading_pool import BoardData, Standing, Wait
from domain.use_cases.wishes import Outcome
from domain.vocabulary import Category, Place, StudyType, TimeOfEating, WayOfEating
from handlers.texts import Texts
from handlers.views import board, home, listing, random_form, waiting
from handlers.views.random_form import RandomForm
from tests.handlers.views import samples as s

Case = Callable[[Texts], Content | dict[str, Any]]

GAEPO_OUT = Conditions((Place.GAEPO,), (WayOfEating.EATOUT,), sizes=frozenset({2}))
ANYTHING = Conditions(tuple(Place), tuple(WayOfEating))
STUDYING = Conditions((Place.SEOCHO,), study_types=tuple(StudyType), sizes=frozenset({2, 4}))
SEOCHO_TOO = Suggestion(Concession(Condition.PLACES, Place.SEOCHO), 1)
THREE_TOO = Suggestion(Concession(Condition.GROUP_SIZE, "3"), 2)
EATOUT_TOO = Suggestion(Concession(Condition.WAYS_OF_EATING, WayOfEating.TAKEOUT), 1)
MATCH = s.group(s.recruitment(participants=(1, 2))).match
CONVERSATION = PostedMessage("match", "G0GROUP", "1751511300.000200")


def application(conditions: Conditions = GAEPO_OUT, category: Category = Category.MEAL, **more: Any) -> Application:
    number = 7 if category is Category.MEAL else 8
    applied = Application.apply(
        ApplicationId(UUID(int=number << 96 | 0x4000 << 64 | 0x8000 << 48 | number)),
        s.WORKSPACE.id,
        s.AUTHOR,
        category,
        conditions,
        s.NOW,
        timedelta(minutes=30),
    )
    return replace(applied, **more)


def wait(about: Application | None = None, others: int = 0, **more: Any) -> Wait:
    return Wait(about or application(), s.actor(), others, **more)


def pool_cases() -> Iterator[tuple[str, Case]]:
    yield from _forms()
    yield from _stories()
    yield from _answers()
    yield from _around()


def _forms() -> Iterator[tuple[str, Case]]:
    first = RandomForm(Category.MEAL, hows=tuple(WayOfEating))
    states = {
        "first": first,
        "widened": RandomForm(Category.MEAL, (Place.GAEPO,), (WayOfEating.EATOUT,), frozenset({2, 3})),
        "again": RandomForm(
            Category.MEAL, (Place.GAEPO, Place.SEOCHO), (WayOfEating.EATOUT,), frozenset({3}), waiting=1
        ),
        "study": RandomForm(Category.STUDY, (Place.SEOCHO,), tuple(StudyType), waiting=4),
    }
    for name, state in states.items():
        yield f"random_form.{name}", lambda t, state=state: random_form.random_form(t, state)  # type: ignore[misc] # bound here


def _stories() -> Iterator[tuple[str, Case]]:
    expired = application(status=ApplicationStatus.EXPIRED)
    matched = application(status=ApplicationStatus.MATCHED, match_id=MatchId(UUID(int=42)))
    cancelled = application(status=ApplicationStatus.CANCELLED)
    posts = [s.shown(s.recruitment(participants=(2,))), s.shown(s.recruitment(s.ANONYMOUS, (3,), number=2))]
    states = {
        "alone": wait(),
        "alone_with_posts": wait(posts=posts),
        "with_others": wait(application(ANYTHING), 3),
        "study": wait(application(STUDYING, Category.STUDY), 1),
        "lucky_soon": wait(application(credit=1), 2),
        "suggested": wait(application(hints=1, suggested=SEOCHO_TOO, left_because=LeftBecause.NOBODY_FITS), 1),
        "matched": wait(matched, 1),
        "matched_linked": wait(matched, 1, conversation=CONVERSATION),
        "matched_told_alone": wait(matched, 1, conversation=replace(CONVERSATION, channel_id="D0ALONE")),
        "matched_not_coming": wait(matched, match=replace(MATCH, members=MATCH.members[1:])),
        "matched_off": wait(matched, match=replace(MATCH, status=MatchStatus.CANCELLED)),
        "expired": wait(expired, 0),
        "expired_with_posts": wait(expired, 0, posts=posts),
        "cancelled": wait(cancelled),
        "joined": wait(
            replace(cancelled, joined=s.recruitment().id), joined=s.shown(s.recruitment(participants=(2, 1)))
        ),
    }
    states |= {f"left_{each}": wait(application(left_because=each), 2) for each in LeftBecause}
    for name, state in states.items():
        yield f"application.{name}", lambda t, state=state: waiting.application_message(t, state)  # type: ignore[misc] # bound here


def _answers() -> Iterator[tuple[str, Case]]:
    cancelled = application(status=ApplicationStatus.CANCELLED)
    states = {
        Outcome.APPLIED: wait(application(), 1),
        Outcome.UNAPPLIED: wait(cancelled, 1),
        Outcome.EXTENDED: wait(application(), 1),
        Outcome.RELAXED: wait(application(ANYTHING), 1),
    }
    for outcome, state in states.items():
        yield (
            f"answer.{outcome}",
            lambda t, outcome=outcome, state=state: waiting.answer(t, outcome, state),  # type: ignore[misc] # bound here
        )
    both = [wait(application(), 1), wait(application(STUDYING, Category.STUDY))]
    yield "status.both", lambda t: waiting.status(t, Standing(both))
    yield "status.nothing", lambda t: waiting.status(t, Standing())
    yield "status.nothing_yet_again", lambda t: waiting.status(t, Standing(at_hand=[cancelled]))
    matched = wait(application(status=ApplicationStatus.MATCHED), conversation=CONVERSATION)
    yield "cancel_list.matched", lambda t: listing.cancel_list(t, (), waiting.matched_lines(t, [matched]))
    for number, suggested in enumerate((SEOCHO_TOO, THREE_TOO, EATOUT_TOO), 1):
        about = wait(application(hints=1, suggested=suggested), 2)
        yield f"suggestion.{number}", lambda t, about=about: waiting.suggestion(t, about, 1)  # type: ignore[misc] # bound here
    yield "suggestion.accepted", lambda t: waiting.suggestion(t, wait(), 1, SEOCHO_TOO.concession)
    yield (
        "suggestion.matched",
        lambda t: waiting.suggestion(t, wait(application(status=ApplicationStatus.MATCHED)), 1),
    )
    yield "answer.brief", lambda t: waiting.answer(t, Outcome.APPLIED, wait(), brief=True)
    yield "suggestion.over", lambda t: waiting.suggestion(t, wait(application(hints=1)), 1)


def _around() -> Iterator[tuple[str, Case]]:
    two = BoardData(s.WORKSPACE, Category.MEAL, 2, is_out=True)
    yield "board.meal", lambda t: board.board(t, two, TimeOfEating.LUNCH)
    yield "board.study", lambda t: board.board(t, replace(two, category=Category.STUDY, waiting=1), TimeOfEating.DUNCH)
    yield "board.over", lambda t: board.board(t, replace(two, is_out=False), TimeOfEating.LUNCH)
    yield "board.nobody", lambda t: board.board(t, replace(two, waiting=0), TimeOfEating.LUNCH)
    counts = {Category.MEAL: 2, Category.STUDY: 0}
    yield "home.waiting", lambda t: home.home(t, s.home_data(), Standing([wait(application(), 1)]), counts)
    last = application(STUDYING, Category.STUDY, status=ApplicationStatus.EXPIRED)
    ahead = wait(application(status=ApplicationStatus.MATCHED), match=MATCH, conversation=CONVERSATION)
    yield "home.matched", lambda t: home.home(t, s.home_data(), Standing(matched=[ahead]))
    yield "home.at_hand", lambda t: home.home(t, s.home_data(), Standing(at_hand=[last]))
