"""How the tests of phrases ask: on Thursday, 3 July 2025, at 11:50 in Seoul, unless they say otherwise."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from domain.vocabulary import Category, Place, StudyType, WayOfEating
from handlers.phrases import Command, Note, Prefill, Word, read_command

SEOUL = ZoneInfo("Asia/Seoul")
SEOCHO, GAEPO, OUT = Place.SEOCHO, Place.GAEPO, Place.OUT_OF_CLUSTER
DELIVERY, EATOUT, TAKEOUT = WayOfEating.DELIVERY, WayOfEating.EATOUT, WayOfEating.TAKEOUT


def july(day: int, clock: str, zone: ZoneInfo = SEOUL) -> datetime:
    """A moment of July 2025 on the clocks of a zone, in UTC."""
    return datetime.combine(datetime(2025, 7, day, tzinfo=zone), time.fromisoformat(clock), zone).astimezone(UTC)


NOW = july(3, "11:50")


def asked(text: str, now: datetime = NOW, zone: ZoneInfo = SEOUL) -> Prefill:
    """What a new recruitment is pre-filled with; anything else fails the test."""
    command = read_command(text, now, zone)
    assert isinstance(command, Command), command
    assert command.word in {Word.MEAL, Word.STUDY}
    assert command.prefill is not None
    assert command.category == command.prefill.category == Category(command.word.name)
    return command.prefill


def meets_at(text: str, now: datetime = NOW, zone: ZoneInfo = SEOUL) -> str:
    """The meeting time on the clocks of the zone ("3 12:30" of July), or "-"."""
    moment = asked(text, now, zone).meets_at
    if moment is None:
        return "-"
    assert moment.tzinfo is UTC
    local = moment.astimezone(zone)
    return f"{local.day} {local:%H:%M}"


def meal(
    title: str | None = None,
    on: str | None = None,
    *places: Place,
    way: WayOfEating | None = None,
    capacity: int | None = None,
    anonymous: bool = False,
    notes: tuple[Note, ...] = (),
) -> Prefill:
    """A meal as it should be read; `on` is day and time in July 2025, in Seoul."""
    return Prefill(Category.MEAL, title, _moment(on), places, way, None, capacity, anonymous, notes)


def study(
    title: str | None = None,
    on: str | None = None,
    *places: Place,
    kind: StudyType | None = None,
    capacity: int | None = None,
    anonymous: bool = False,
    notes: tuple[Note, ...] = (),
) -> Prefill:
    """A study as it should be read; `on` as for a meal."""
    return Prefill(Category.STUDY, title, _moment(on), places, None, kind, capacity, anonymous, notes)


def _moment(on: str | None) -> datetime | None:
    if on is None:
        return None
    day, clock = on.split()
    return july(int(day), clock)
