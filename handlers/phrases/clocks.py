"""Times of the day: "12:30", "12시 반", "오후 3시", "3pm", "정오". The first of a range is what counts."""

import re
from dataclasses import dataclass

from handlers.phrases.daypart import HOUR, NOON, Part
from handlers.phrases.lexicon import AFTERNOON, ENGLISH_NUMBERS, KOREAN_HOURS, MORNING
from handlers.phrases.parts import numbered_parts, part_before
from handlers.phrases.slip import Slip
from handlers.phrases.terms import FLAGS, either

LAST_HOUR = 24
EVENING = 17 * HOUR


@dataclass(frozen=True)
class Clock:
    """A time of the day as said; "7시" may be morning or evening."""

    start: int
    hour: int
    minute: int
    part: Part | None = None
    """The part of the day right beside it."""
    exact: bool = False
    """Written as "07:30" or "정오": there is no other half of the day to think of."""

    def minutes(self, elsewhere: Part | None = None) -> tuple[int, ...]:
        """Give the minutes after midnight that can be meant; from 24:00 on they lie in the night behind the day.

        `elsewhere` is a part of the day that the phrase names at another place.
        """
        part = self.part or elsewhere
        hours = self._hours(part)
        return tuple(sorted(self._of_day(hour, part) for hour in hours))

    def _hours(self, part: Part | None) -> set[int]:
        if self.hour > NOON or self.hour == 0:
            return {self.hour}
        other = (self.hour + NOON) % LAST_HOUR
        if part and (fitting := {self.hour, other} & part.hours):
            return fitting
        return {self.hour} if self.exact or self.hour == NOON else {self.hour, other}

    def _of_day(self, hour: int, part: Part | None) -> int:
        at_night = part is not None and part.start >= EVENING and hour < NOON and hour in part.hours
        return (hour + LAST_HOUR * at_night) * HOUR + self.minute


_LEFT = r"(?<![0-9A-Za-z_#$₩:])(?<![0-9][.,/-])"
_HOUR = "(?P<hour>[0-9]{1,2})"
_HALF = r" ?(?P<half>[ap])\.?m\b\.?"
# In "3시간", "시즌", "시리즈", "시작" another word goes on; else anything may stand right behind "12시".
_SI = " ?시(?!간|즌|리즈|스템|티|트|드|작|절|대|험|도)"
_MINUTE = " ?(?P<minute>[0-9]{1,2}) ?분(?! ?(?:뒤|후|동안|간))"
_TWO_DIGITS = " ?(?P<digits>[0-5][0-9])(?![0-9:]| ?(?:명|인|사람|분))"
_HOURS = {**KOREAN_HOURS, **ENGLISH_NUMBERS}
_KOREAN = either(KOREAN_HOURS)
_END = "(?=에|쯤|정도|경|까지|부터|이후|전|나|[^가-힣]|$)"
_ENGLISH = f"(?P<word>{either(ENGLISH_NUMBERS)})"
_SHAPES = tuple(
    re.compile(shape, FLAGS)
    for shape in (
        rf"{_LEFT}{_HOUR} ?[~–〜-] ?(?P<until>[0-9]{{1,2}})(?:{_SI}(?: ?반| ?[0-9]{{1,2}}분)?|{_HALF})",
        rf"{_LEFT}{_HOUR} ?: ?(?P<minute>[0-9]{{2}})(?![0-9]|:[0-9])(?:{_HALF})?",
        rf"{_LEFT}{_HOUR}{_SI}(?: ?(?P<thirty>반){_END}|{_MINUTE}|{_TWO_DIGITS})?",
        rf"(?<![가-힣])(?P<word>{_KOREAN}){_SI}(?: ?(?P<thirty>반)|{_MINUTE})?{_END}",
        rf"{_LEFT}{_HOUR}{_HALF}",
        rf"\b(?P<thirty>half past) {_HOUR}\b",
        rf"\b(?:at|around) {_ENGLISH}(?: o['’]?clock)?\b(?! people)",
        rf"{_LEFT}{_HOUR} ?(?:o['’]?clock\b|-?ish\b)",
        rf"(?:\b(?:at|around) |@ ?){_HOUR}(?![0-9:.,%/가-힣A-Za-z-]| (?:people|persons|ppl)\b)",
        r"(?<![가-힣A-Za-z])(?:12 ?)?(?P<noon>정오|noon|midday)(?![A-Za-z])",
        r"(?<![가-힣A-Za-z])(?P<midnight>자정|midnight)(?![A-Za-z]| snack)",
    )
)
_UNTIL = (
    r"(?: ?[~–〜-] ?| ?(?:부터|에서) ?| (?:to|until|till) )"
    r"(?:[0-9]{1,2}(?::[0-9]{2}(?: ?[ap]m\b)?| ?시(?: ?반| ?[0-9]{1,2}분)?| ?[ap]m\b)"
    r"|(?<=[~–〜-])[0-9]{1,2}(?![0-9가-힣A-Za-z:]))"
    r"(?: ?까지| ?사이에?)?"
)
_CLOCK_PARTICLE = "(?:(?:쯤|정도|경)에?|정각에?|에서|까지|부터| ?이후에?| ?전에?|이나|나|은|는|으로|로|에)(?![가-힣])"
_BEHIND = re.compile(f"(?:{_UNTIL})?(?:{_CLOCK_PARTICLE})?", FLAGS)


def read_clocks(slip: Slip) -> tuple[list[Clock], Slip]:
    """Read every time of the day, in the order of the text; what can't be one (25:00) stays."""
    clocks: list[Clock] = []
    for shape in _SHAPES:
        slip = _take(slip, shape, clocks)
    for numbered in numbered_parts(slip.left):
        clocks.append(Clock(numbered.start, numbered.hour, 0, numbered.part))
        slip = slip.claim([(numbered.start, numbered.end)])
    return sorted(clocks, key=lambda clock: clock.start), slip


def _take(slip: Slip, shape: re.Pattern[str], clocks: list[Clock]) -> Slip:
    """Add what one shape finds; what an earlier find took along, as the end of its range, is none of its own."""
    spans = [(0, 0)]
    for match in shape.finditer(slip.left):
        start, part = part_before(slip.left, match.start())
        if match.start() >= spans[-1][1] and (clock := _clock(match, start, part)):
            clocks.append(clock)
            spans.append((start, _end(slip.left, match.end())))
    return slip.claim(spans)


def _end(text: str, end: int) -> int:
    """Take the rest of a range and a particle along: "12시~1시까지"."""
    behind = _BEHIND.match(text, end)
    return behind.end() if behind else end


def _clock(match: re.Match[str], start: int, part: Part | None) -> Clock | None:
    said = match.groupdict()
    if said.get("noon"):
        return Clock(start, NOON, 0, exact=True)
    if said.get("midnight"):
        return Clock(start, LAST_HOUR, 0, exact=True)
    hour = _HOURS[said["word"].lower()] if said.get("word") else int(said["hour"])
    minute = HOUR // 2 if said.get("thirty") else int(said.get("minute") or said.get("digits") or 0)
    if hour > LAST_HOUR or minute >= HOUR:
        return None
    padded = (said.get("hour") or "").startswith("0")
    return Clock(start, hour, minute, _half(said) or part, exact=padded)


def _half(said: dict[str, str | None]) -> Part | None:
    """Read am and pm; in "11-1pm" the pm is not that of the 11."""
    half, until = said.get("half"), said.get("until")
    if half is None or (until and int(said["hour"] or 0) > int(until)):
        return None
    return MORNING if half.lower() == "a" else AFTERNOON
