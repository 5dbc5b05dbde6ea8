"""From the times in a phrase to one moment, and what to tell about it.

The rules (now = 11:50 on a Thursday):

* from now on ("30분 뒤") and 지금 (20 minutes) count from this minute, rounded up to a whole one;
* a clock time without a day is the next one ahead: 12시 = next noon, 7시 = the nearest 7 o'clock, 저녁 7시 = 19:00;
* with another day, an hour that may be either half of the day is an afternoon or evening from 1 to 7 (a meal: to 8),
  else a morning; with 오늘, it is whichever is still ahead;
* a meal or part of the day without a clock time is its natural time (아침 08:00, 점심 12:00, 점저 16:00, 저녁 18:00,
  야식 22:00) if that is 10 minutes ahead or more; else in 20 minutes, if that is inside its window; else tomorrow's;
* a day alone is noon for a meal, 14:00 for study; today alone says nothing (the form has its own default).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from domain.vocabulary import Category
from handlers.phrases.clocks import Clock
from handlers.phrases.dates import REACH
from handlers.phrases.daypart import DAY, HOUR, Part
from handlers.phrases.days import WEEK, Day
from handlers.phrases.readings import Note

T = TypeVar("T")

LEAD = timedelta(minutes=20)
"""Least time between posting and meeting that is offered by itself; also what 지금 means."""
QUARTER = 15
_ENOUGH_FOR_A_MEAL = timedelta(minutes=10)
_DAY_ALONE = {Category.MEAL: 12 * HOUR, Category.STUDY: 14 * HOUR}
_LAST_PM = {Category.MEAL: 8, Category.STUDY: 7}
_MINUTE = timedelta(minutes=1)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Said:
    """What a phrase says of time, as read."""

    after: timedelta | None = None
    days: tuple[Day, ...] = ()
    clocks: tuple[Clock, ...] = ()
    parts: tuple[Part, ...] = ()
    now: bool = False


def default_meets_at(now: datetime, zone: ZoneInfo) -> datetime:
    """Find the next quarter of an hour, on the clocks of `zone`, at least 20 minutes ahead; aware, in UTC.

    `now` must be aware.
    """
    local = _whole_minute(now + LEAD).astimezone(zone)
    past_quarter = local.minute % QUARTER
    missing = timedelta(minutes=(QUARTER - past_quarter) % QUARTER)
    return local.astimezone(UTC) + missing


def moment(
    said: Said, now: datetime, zone: ZoneInfo, category: Category | None
) -> tuple[datetime | None, tuple[Note, ...]]:
    """Settle what time is meant, aware and in UTC; None where nothing says so, or what it says can't be."""
    notes = [Note.TWO_TIMES] if _several(said) else []
    meets_at = _Settling(now, zone, category).settle(said)
    if isinstance(meets_at, Note):
        return None, (*notes, meets_at)
    if meets_at is None:
        return None, tuple(notes)
    if meets_at - now > REACH:
        return None, (*notes, Note.TIME_TOO_FAR)
    return meets_at, (*notes, *_remarks(said, meets_at.astimezone(zone).date(), now.astimezone(zone).date()))


def _several(said: Said) -> bool:
    clocks = {clock.minutes(_first(said.parts)) for clock in said.clocks}
    return len({day.day for day in said.days}) > 1 or len(clocks) > 1


def _remarks(said: Said, day: date, today: date) -> Iterator[Note]:
    if day == today + _ONE_DAY and all(named.day == today for named in said.days):
        yield Note.FALLS_ON_TOMORROW
    if said.days and not (said.after or said.clocks or said.now or said.parts):
        yield Note.TIME_GUESSED


@dataclass(frozen=True)
class _Settling:
    now: datetime
    zone: ZoneInfo
    category: Category | None

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def settle(self, said: Said) -> datetime | Note | None:
        day = _first(said.days)
        if said.after is not None:
            return _whole_minute(self.now + said.after)
        if said.clocks:
            return self._clock(said.clocks[0].minutes(_first(said.parts)), day)
        if said.now:
            return _whole_minute(self.now + LEAD)
        if said.parts:
            return self._part(said.parts[0], day)
        return self._day_alone(day) if day else None

    def _clock(self, minutes: tuple[int, ...], day: Day | None) -> datetime | Note:
        if day is None:
            offers = (self._at(one, choice) for one in self._around_today() for choice in minutes)
            return min(offer for offer in offers if offer > self.now)
        if day.day == self.today and not day.weekly:
            ahead = [at for choice in minutes if (at := self._at(day.day, choice)) > self.now]
            return min(ahead, default=Note.TIME_IN_PAST)
        return self._ahead(day, self._likelier(minutes))

    def _likelier(self, minutes: tuple[int, ...]) -> int:
        early, late = minutes[0], minutes[-1]
        return late if early < (_LAST_PM[self.category or Category.MEAL] + 1) * HOUR else early

    def _part(self, part: Part, day: Day | None) -> datetime | Note:
        if day and day.day != self.today:
            return self._ahead(day, part.natural)
        offers = (self._offer(part, one) for one in ([day.day] if day else self._around_today()))
        found = next((offer for offer in offers if offer), None)
        return found or (self._ahead(day, part.natural) if day else Note.TIME_IN_PAST)

    def _offer(self, part: Part, day: date) -> datetime | None:
        natural, soon = self._at(day, part.natural), _whole_minute(self.now + LEAD)
        if natural - self.now >= _ENOUGH_FOR_A_MEAL:
            return natural
        return soon if self._at(day, part.start) <= soon < self._at(day, part.end) else None

    def _day_alone(self, day: Day) -> datetime | Note | None:
        if day.day == self.today:
            return None
        return self._ahead(day, _DAY_ALONE[self.category or Category.MEAL])

    def _ahead(self, day: Day, minutes: int) -> datetime | Note:
        """Of a weekday whose time is over, next week's is meant; any other day is past."""
        at = self._at(day.day, minutes)
        if at <= self.now and day.weekly:
            return self._at(day.day + WEEK * _ONE_DAY, minutes)
        return at if at > self.now else Note.TIME_IN_PAST

    def _around_today(self) -> tuple[date, ...]:
        """Yesterday too: what lies after midnight of its night can still be ahead."""
        return (self.today - _ONE_DAY, self.today, self.today + _ONE_DAY)

    def _at(self, day: date, minutes: int) -> datetime:
        days, minute = divmod(minutes, DAY)
        local = datetime.combine(day + days * _ONE_DAY, time(*divmod(minute, HOUR)), self.zone)
        return local.astimezone(UTC)


def _whole_minute(moment: datetime) -> datetime:
    """Round up, so that 20 minutes are never less."""
    floor = moment.astimezone(UTC).replace(second=0, microsecond=0)
    return floor if floor == moment else floor + _MINUTE


def _first(items: tuple[T, ...]) -> T | None:
    return items[0] if items else None
