"""Domain objects in words: title, time, place, way, seats, names. What takes part in mrkdwn is escaped here."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from domain.model.ids import MemberId
from domain.model.match import Match
from domain.model.people import Member
from domain.model.recruitment import Recruitment
from domain.model.timing import time_of_eating
from domain.use_cases.meetings import GroupData
from domain.use_cases.reading import Shown
from domain.vocabulary import Place, StudyType, WayOfEating
from handlers.texts import Texts, escape
from handlers.views.blocks import shortened
from handlers.views.links import message_link

SEPARATOR = " · "

NAME_LIMIT = 20
"""Characters of a display name; an intra id has no more than ten."""


class Described(Protocol):
    """What a recruitment's details and a match have in common."""

    @property
    def title(self) -> str | None:
        """As the author wrote it."""

    @property
    def meets_at(self) -> datetime:
        """When."""

    @property
    def places(self) -> tuple[Place, ...]:
        """Where; one or more."""

    @property
    def way_of_eating(self) -> WayOfEating | None:
        """How a meal is had."""

    @property
    def study_type(self) -> StudyType | None:
        """What is studied."""


def recruitment_of(about: Shown | Recruitment) -> Recruitment:
    """The recruitment itself."""
    return about.recruitment if isinstance(about, Shown) else about


def title(t: Texts, what: Described) -> str:
    """The title on one line, composed where the author gave none. Not escaped: for plain text."""
    return " ".join((what.title or "").split()) or composed_title(t, what)


def composed_title(t: Texts, what: Described) -> str:
    """A title from place, time and way: 개포 · 점심 · 외식."""
    where = "/".join(t.say(f"place_short.{place}") for place in what.places)
    if what.way_of_eating is None:
        return SEPARATOR.join((where, study(t, what.study_type)))
    meal = t.say(f"meal.{time_of_eating(what.meets_at, t.zone)}")
    return SEPARATOR.join((where, meal, t.say(f"way.{what.way_of_eating}")))


def study(t: Texts, study_type: StudyType | None) -> str:
    """What is studied, as it stands on a card."""
    return t.say(f"study_card.{study_type}") if study_type else t.say("category.STUDY")


def place(t: Texts, places: Iterable[Place]) -> str:
    """Every place that will do: 서초 클러스터 또는 개포 클러스터."""
    return t.either(t.say(f"place.{each}") for each in places)


def way(t: Texts, what: Described) -> str:
    """The way of eating, or what is studied."""
    return t.say(f"way.{what.way_of_eating}") if what.way_of_eating else study(t, what.study_type)


def when(t: Texts, what: Described) -> str:
    """The meeting time; for a delivery it is when the order goes out, and says so."""
    moment = t.moment(what.meets_at)
    return t.say("when.order", when=moment) if what.way_of_eating is WayOfEating.DELIVERY else moment


def icon(t: Texts, what: Described) -> str:
    """The emoji beside the title: each way of eating has its own."""
    return t.say(f"icon.{what.way_of_eating or 'STUDY'}")


def seats(t: Texts, recruitment: Recruitment) -> str:
    """Taken and all seats: 2/4명."""
    taken, capacity = len(recruitment.participants), recruitment.details.capacity
    return t.say("seats", taken=taken, capacity=capacity)


def mention(t: Texts, member: Member | None) -> str:
    """A person by mention; in a new message it makes Slack tell them."""
    if member is None or member.slack_id is None:
        return t.say("name.nobody")
    return t.say("name.polite", name=f"<@{member.slack_id}>")


def name(t: Texts, member: Member | None) -> str:
    """A person by display name, which tells nobody; by mention while the name is not known."""
    if member is None or member.slack_id is None or not member.display_name:
        return mention(t, member)
    return t.say("name.polite", name=escape(shortened(member.display_name, NAME_LIMIT)))


def mentions(t: Texts, shown: Shown, members: Iterable[MemberId]) -> str:
    """People one after the other, by mention."""
    return ", ".join(mention(t, shown.people.get(member)) for member in members)


def names(t: Texts, shown: Shown, members: Iterable[MemberId]) -> str:
    """People one after the other, by display name."""
    return ", ".join(name(t, shown.people.get(member)) for member in members)


def participants(recruitment: Recruitment) -> tuple[MemberId, ...]:
    """Who is in, the author first."""
    return tuple(seat.member for seat in recruitment.participants)


def facts(t: Texts, what: Described) -> str:
    """Time, place and way on one line, each with its emoji."""
    return t.say("facts", when=when(t, what), where=place(t, what.places), way=way(t, what), icon=icon(t, what))


def summary(t: Texts, about: Shown | Recruitment | Match) -> str:
    """Two lines of mrkdwn: the title; time, place and way, and the link to its message where there is one."""
    details = about if isinstance(about, Match) else recruitment_of(about).details
    lines = t.say("summary", title=escape(title(t, details)), facts=facts(t, details))
    link = message_link(about.workspace, about.posted) if isinstance(about, Shown) else None
    return lines if link is None else t.say("summary_linked", summary=lines, link=link)


def meeting(t: Texts, group: GroupData) -> str:
    """The same two lines of a match; the link is to the recruitment that it came from."""
    if group.origin is not None:
        return summary(t, group.origin)
    return summary(t, group.match)
