"""What follows once people were brought together, in every state."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from domain.model.match import Attendance, Match, MatchStatus
from domain.model.people import DirectMessage
from domain.outgoing import Content
from domain.use_cases.meetings import GroupData
from domain.vocabulary import Category, Place, StudyType
from handlers.site import Site
from handlers.texts import Texts
from handlers.views import answers, group, history
from tests.handlers.views import samples as s

Case = Callable[[Texts], Content | dict[str, Any]]

THREE = s.recruitment(participants=(1, 2, 3))
LATER = s.NOON + timedelta(hours=3)
NOBODY = Site()
"""Of a bot whose settings say nothing."""


def without(data: GroupData, attendance: Attendance, *members: int) -> GroupData:
    match: Match = data.match
    for member in members:
        match = match.without(s.PEOPLE[member].id, attendance)  # type: ignore[index] # numbers are members here
    return replace(data, match=match)


def meeting_cases() -> Iterator[tuple[str, Case]]:
    """Groups, reminders and histories."""
    yield from _groups()
    yield from _after()
    yield from _histories()


def _groups() -> Iterator[tuple[str, Case]]:
    study = s.recruitment(s.MINISHELL, (4, 5), number=2)
    three, random = s.group(THREE), s.random_group(1, 2)
    away = without(three, Attendance.CANNOT_COME, 3)
    both = without(
        without(s.group(s.recruitment(participants=(1, 2, 3, 4))), Attendance.CANNOT_COME, 3), Attendance.GONE, 4
    )
    states = {
        "meal": three,
        "study": s.group(study),
        "delivery": s.group(s.recruitment(s.CHICKEN, (1, 2))),
        "anonymous": s.group(s.recruitment(s.ANONYMOUS, (1, 2))),
        "random": random,
        "random_study": s.random_group(
            2,
            4,
            5,
            category=Category.STUDY,
            places=(Place.SEOCHO,),
            way_of_eating=None,
            study_type=StudyType.INNER_CIRCLE,
            question=105,
        ),
        "without_one": without(three, Attendance.GONE, 3),
        "one_cannot_come": away,
        "one_cannot_come_and_one_is_gone": both,
    }
    for name, state in states.items():
        yield f"group.{name}", lambda t, state=state: group.group_message(t, state, s.SITE, s.NOW)  # type: ignore[misc] # bound here
    yield "group.without_settings", lambda t: group.group_message(t, random, NOBODY, s.NOW)
    yield "group.begun", lambda t: group.group_message(t, random, s.SITE, LATER)
    yield "group.goes_on_elsewhere", lambda t: group.outdated(t, away)
    yield "group.cancelled", lambda t: group.outdated(t, without(random, Attendance.CANNOT_COME, 2))


def _after() -> Iterator[tuple[str, Case]]:
    random = s.random_group(1, 2, 3)
    quiet = replace(s.PEOPLE[s.SEO], muted=frozenset({DirectMessage.REMINDERS}))
    yield "reminder.random", lambda t: group.reminder(t, random, s.SITE)
    yield "reminder.muted", lambda t: group.reminder(t, replace(random, people={**s.PEOPLE, s.SEO: quiet}), s.SITE)
    yield "reminder.recruitment", lambda t: group.reminder(t, s.group(THREE), s.SITE)
    yield "answer.cannot_come", lambda t: answers.cannot_come(t, s.group(THREE))
    yield "answer.cannot_come_random", lambda t: answers.cannot_come(t, random)


def _histories() -> Iterator[tuple[str, Case]]:
    yesterday = s.NOON - timedelta(days=1)
    past = s.random_group(1, 2, 3, meets_at=yesterday, matched_at=yesterday - timedelta(minutes=20))
    pages = {
        "empty": s.history(),
        "mixed": s.history(
            s.random_group(1, 2),
            past,
            s.group(s.recruitment(s.ANONYMOUS, (2, 1))),
            s.random_group(1, 2, status=MatchStatus.CANCELLED),
            without(past, Attendance.CANNOT_COME, 1),
        ),
        "one": s.history(past),
        "many_people": s.history(s.random_group(*range(1, 13))),
        "middle_page": s.history(past, past, past, past, past, total=12, offset=5),
        "last_page": s.history(past, past, total=12, offset=10),
    }
    for name, page in pages.items():
        yield f"history.{name}", lambda t, page=page: history.page(t, page, s.AUTHOR, s.SITE, s.NOW)  # type: ignore[misc] # bound here
