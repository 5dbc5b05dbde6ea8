"""What is kept no longer is asked for, each kind by its own age."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from domain.retention import Remnant, Retaining
from tests.domain.examples import NOW
from tests.fakes import Clock

AGES = {remnant: timedelta(days=number) for number, remnant in enumerate(Remnant, 1)}


@dataclass
class Remains:
    """`there` is how much is left of each kind; `failing` are kinds that can't be dropped."""

    there: dict[Remnant, int] = field(default_factory=dict)
    failing: frozenset[Remnant] = frozenset()
    asked: list[tuple[Remnant, timedelta, datetime]] = field(default_factory=list)

    async def drop(self, remnant: Remnant, age: timedelta, now: datetime) -> int:
        self.asked.append((remnant, age, now))
        if remnant in self.failing:
            raise OSError(remnant)
        return self.there.pop(remnant, 0)


class TestRetaining:
    async def test_asks_for_each_kind_by_its_age_groups_before_their_recruitments(self) -> None:
        remains = Remains()
        assert await Retaining(remains, Clock(NOW), AGES).retain() == 0
        assert remains.asked == [(remnant, AGES[remnant], NOW) for remnant in Remnant]
        order = [remnant for remnant, *_ in remains.asked]
        assert order.index(Remnant.MATCHES) < order.index(Remnant.MATCHED_POSTS)

    async def test_says_how_much_it_was_so_that_it_is_called_again(self) -> None:
        retaining = Retaining(Remains({Remnant.RECEIVED: 200, Remnant.TEXTS: 3}), Clock(NOW), AGES)
        assert [await retaining.retain(), await retaining.retain()] == [203, 0]

    async def test_does_the_rest_when_a_kind_fails_and_says_so_in_the_end(self) -> None:
        remains = Remains({Remnant.MATCHES: 1}, failing=frozenset({Remnant.RECEIVED, Remnant.TEXTS}))
        with pytest.raises(ExceptionGroup) as failed:
            await Retaining(remains, Clock(NOW), AGES).retain()
        assert len(failed.value.exceptions) == 2
        assert remains.there == {}
