"""Rules of time: when a recruitment closes, which meal it is, what overlaps."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.vocabulary import TimeOfEating, WayOfEating

CLOSES_BEFORE_MEETING = timedelta(minutes=10)
"""A group knows this long before it meets that it will."""

SHORT_NOTICE = timedelta(minutes=20)
"""A recruitment posted less than this ahead stays open until the meeting itself."""

REMINDED_BEFORE_MEETING = timedelta(minutes=10)
"""Who was brought together earlier than that is reminded then."""

OFFER_WINDOW = timedelta(minutes=10)
"""In the last minutes before closing a free seat is offered to the whole waitlist, not given to its first."""

MAX_AHEAD = timedelta(days=14)
"""How far ahead a meeting may be."""

OVERLAP_WINDOW = timedelta(minutes=60)
"""Two meetings of one member nearer than this to each other overlap."""

RANDOM_MEETING_AFTER = timedelta(minutes=15)
"""A random group meets this long after it was found, and then at the next full five minutes."""

LEAST_NOTICE = timedelta(minutes=15)
"""A group that is brought together as late as its meeting (an order that goes out then) has this long to answer."""

FULL_MINUTES = timedelta(minutes=5)

SOON = timedelta(hours=2)
"""A recruitment that meets within this time is what somebody who waits in the random pool is after."""

DAY_BEGINS = timedelta(hours=5)
"""After midnight; what is eaten before is a meal of the night."""

_MEALS = (
    (time(5, 0), TimeOfEating.BREAKFAST),
    (time(10, 30), TimeOfEating.LUNCH),
    (time(14, 30), TimeOfEating.DUNCH),
    (time(17, 0), TimeOfEating.DINNER),
    (time(21, 0), TimeOfEating.MIDNIGHT),
)


def closes_at(meets_at: datetime, settled_at: datetime, way: WayOfEating | None) -> datetime:
    """When a recruitment closes whose meeting time was settled (posted or last changed) at `settled_at`."""
    if way is WayOfEating.DELIVERY or meets_at - settled_at < SHORT_NOTICE:
        return meets_at
    return meets_at - CLOSES_BEFORE_MEETING


def random_meeting(now: datetime) -> datetime:
    """When a random group meets that is found now."""
    earliest = now + RANDOM_MEETING_AFTER
    past = (earliest - datetime.min.replace(tzinfo=earliest.tzinfo)) % FULL_MINUTES
    return earliest if not past else earliest - past + FULL_MINUTES


def time_of_eating(meets_at: datetime, zone: ZoneInfo) -> TimeOfEating:
    """Which meal a meeting at this moment is, by the clock on the wall in `zone`."""
    local = meets_at.astimezone(zone).time()
    begun = [meal for starts, meal in _MEALS if local >= starts]
    return begun[-1] if begun else TimeOfEating.MIDNIGHT
