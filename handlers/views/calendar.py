"""A match as a calendar entry (RFC 5545), in the workspace's language. Nobody is named: a link can be passed on."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from unicodedata import category

from domain.model.match import Match, MatchStatus
from domain.model.timing import REMINDED_BEFORE_MEETING
from domain.use_cases.meetings import GroupData
from domain.vocabulary import Category
from handlers.site import Site
from handlers.texts import Texts
from handlers.views import words

DURATIONS: Final[Mapping[Category, timedelta]] = {
    Category.MEAL: timedelta(hours=1),
    Category.STUDY: timedelta(hours=2),
}
"""How much of a calendar a meeting takes: people only say when they begin. A meal with the way to it, one evaluation
slot after another of study; reviews are asked for after an hour in any case."""

_PRODUCT: Final = "-//42Partner//42Partner//KO"


def calendar_file(t: Texts, group: GroupData, site: Site, now: datetime) -> bytes:
    """The one entry of a match. Its id stays and its sequence grows with every change, so that calendars follow."""
    from icalendar import Alarm, Calendar, Event  # noqa: PLC0415 - only who asks for an entry needs it

    match = group.match
    event = Event()
    event.add("uid", f"{match.id}@42partner")
    event.add("dtstamp", now)
    event.add("dtstart", match.meets_at)
    event.add("dtend", match.meets_at + DURATIONS[match.category])
    event.add("summary", _title(t, match))
    event.add("location", _location(t, match, site))
    event.add("description", t.say("calendar.description", way=words.way(t, match)))
    event.add("sequence", match.revision)
    event.add("status", "CONFIRMED" if match.status is MatchStatus.ACTIVE else "CANCELLED")
    if match.status is MatchStatus.ACTIVE:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _title(t, match))
        alarm.add("trigger", -REMINDED_BEFORE_MEETING)
        event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _title(t: Texts, match: Match) -> str:
    said = t.say(f"card.title.{match.category}", title=words.title(t, match))
    # RFC 5545, 3.3.11: text holds no control characters, and calendars refuse the whole entry for one.
    return "".join(each for each in said if category(each) != "Cc")


def _location(t: Texts, match: Match, site: Site) -> str:
    where, spot = words.place(t, match.places), site.spot(match)
    return t.say("calendar.spot", where=where, spot=spot) if spot else where
