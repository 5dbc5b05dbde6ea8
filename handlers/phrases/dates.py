"""Dates: "7/3", "7월 3일", "2025-07-03", "july 3", "3 july", "25일 7시"."""

import re
from datetime import date, timedelta

from handlers.phrases.days import LETTERS, Day, Reader, take_days
from handlers.phrases.lexicon import MONTHS
from handlers.phrases.slip import Slip
from handlers.phrases.terms import FLAGS, either

REACH = timedelta(days=14)
_WEEKDAY_BEHIND = rf"(?: ?\([{LETTERS}](?:요일)?\)| [{LETTERS}](?:요일)?(?![가-힣]))?"
_NUMBER = "[0-9]{1,2}"
_LEFT = "(?<![0-9A-Za-z.,:/$₩-])"
_NAME = f"(?P<name>{either(MONTHS)})"
_CLOCK = re.compile(r"[0-9] ?[:시]|[0-9] ?[ap]m\b", FLAGS)
_ORDINAL = "(?:st|nd|rd|th)?"


def _nearest_year(today: date, month: int, day: int) -> date | None:
    """Last year's, this year's or next year's: whichever is nearest. None for a date that does not exist."""
    dates = [found for year in (-1, 0, 1) if (found := _valid(today.year + year, month, day))]
    return min(dates, key=lambda one: abs(one - today), default=None)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _date(match: re.Match[str], today: date) -> Day | None:
    said = match.groupdict()
    month = MONTHS[said["name"].lower()] if said.get("name") else int(said["month"])
    day = int(said["day"])
    year = said.get("year")
    found = _valid(int(year), month, day) if year else _nearest_year(today, month, day)
    if found is None or (said.get("slash") and _fraction(found - today, match.string)):
        return None
    return Day(match.start(), found)


def _fraction(ahead: timedelta, text: str) -> bool:
    """Tell a fraction ("1/2") from a date: that lies within reach, or the phrase has a clock time."""
    return not timedelta() <= ahead <= REACH and not _CLOCK.search(text)


def _of_month(match: re.Match[str], today: date) -> Day | None:
    """Read a day of this month or, when that is over, of the next."""
    wanted = int(match["day"])
    this = _valid(today.year, today.month, wanted)
    if this and this >= today:
        return Day(match.start(), this)
    first_of_next = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    following = _valid(first_of_next.year, first_of_next.month, wanted)
    return Day(match.start(), following) if following else None


_YEAR = r"(?P<year>20[0-9]{2}) ?[-./년] ?"
_MONTH = rf"(?P<month>{_NUMBER})"
_DAY = rf"(?P<day>{_NUMBER})"
_BESIDE_TIME = rf"(?= ?(?:\(|오전|오후|아침|점심|저녁|밤|새벽|{_NUMBER} ?[시:]))"
_SHAPES: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(shape, FLAGS), reader)
    for shape, reader in (
        (rf"{_LEFT}{_YEAR}{_MONTH} ?[-./월] ?{_DAY}(?![0-9])일?에?{_WEEKDAY_BEHIND}", _date),
        (rf"{_LEFT}{_MONTH}월 ?{_DAY}(?![0-9])일?(?:에|날)?{_WEEKDAY_BEHIND}", _date),
        (rf"{_LEFT}{_MONTH}(?P<slash>/){_DAY}(?![0-9/]|인분|조각|컵)일?에?{_WEEKDAY_BEHIND}", _date),
        (rf"\b(?:on )?{_NAME}\.? {_DAY}{_ORDINAL}\b(?!:| (?:people|persons|ppl)\b)", _date),
        (rf"\b(?:on )?{_DAY}{_ORDINAL} (?:of )?{_NAME}\b", _date),
        (rf"{_LEFT}{_DAY}일(?:(?:에|날)(?![가-힣])|{_BESIDE_TIME}){_WEEKDAY_BEHIND}", _of_month),
    )
)


def read_dates(slip: Slip, today: date) -> tuple[list[Day], Slip]:
    """Read every date, in the order of the text; 13/45 is none and stays."""
    days, slip = take_days(slip, today, _SHAPES)
    return sorted(days, key=lambda day: day.start), slip
