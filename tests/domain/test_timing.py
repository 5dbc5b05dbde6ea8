from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from domain.model.timing import time_of_eating
from domain.vocabulary import TimeOfEating

SEOUL = ZoneInfo("Asia/Seoul")


@pytest.mark.parametrize(
    ("hour", "minute", "meal"),
    [
        (5, 0, TimeOfEating.BREAKFAST),
        (10, 29, TimeOfEating.BREAKFAST),
        (10, 30, TimeOfEating.LUNCH),
        (14, 29, TimeOfEating.LUNCH),
        (14, 30, TimeOfEating.DUNCH),
        (16, 59, TimeOfEating.DUNCH),
        (17, 0, TimeOfEating.DINNER),
        (20, 59, TimeOfEating.DINNER),
        (21, 0, TimeOfEating.MIDNIGHT),
        (0, 0, TimeOfEating.MIDNIGHT),
        (4, 59, TimeOfEating.MIDNIGHT),
    ],
)
def test_the_meal_is_read_off_the_clock_on_the_wall(hour: int, minute: int, meal: TimeOfEating) -> None:
    moment = datetime(2026, 7, 2, hour, minute, tzinfo=SEOUL).astimezone(ZoneInfo("UTC"))
    assert time_of_eating(moment, SEOUL) is meal
