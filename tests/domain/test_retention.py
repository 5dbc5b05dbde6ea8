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


async def all_rounds(retaining: Retaining) -> int:
    """How many rounds it takes until nothing is left."""
    rounds = 1
    while await retaining.retain():
        rounds += 1
    return rounds


class TestRetaining:
    async def test_asks_for_each_kind_by_its_age_groups_before_their_recruitments(self) -> None:
        remains = Remains()
        await all_rounds(Retaining(remains, Clock(NOW), AGES))
        assert remains.asked == [(remnant, AGES[remnant], NOW) for remnant in Remnant]
        order = [remnant for remnant, *_ in remains.asked]
        assert order.index(Remnant.MATCHES) < order.index(Remnant.MATCHED_POSTS)

    async def test_drops_one_batch_a_round_so_that_a_process_can_stop_between(self) -> None:
        remains = Remains({Remnant.RECEIVED: 200, Remnant.TEXTS: 3})
        retaining = Retaining(remains, Clock(NOW), AGES)
        await retaining.retain()
        assert len(remains.asked) == 1
        assert await all_rounds(retaining) == len(Remnant) + 1
        assert remains.there == {}

    async def test_begins_again_when_all_is_gone(self) -> None:
        remains = Remains()
        retaining = Retaining(remains, Clock(NOW), AGES)
        assert [await all_rounds(retaining) for _ in range(2)] == [len(Remnant)] * 2

    async def test_does_the_rest_when_a_kind_fails_and_says_so_in_the_end(self) -> None:
        remains = Remains({Remnant.MATCHES: 1}, failing=frozenset({Remnant.RECEIVED, Remnant.TEXTS}))
        retaining = Retaining(remains, Clock(NOW), AGES)
        with pytest.raises(ExceptionGroup) as failed:
            await all_rounds(retaining)
        assert len(failed.value.exceptions) == 2
        assert remains.there == {}
        remains.failing = frozenset()
        assert await all_rounds(retaining) == len(Remnant)
