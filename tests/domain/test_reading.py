from datetime import timedelta

import pytest

from domain.errors import DomainError
from domain.model.people import Actor, Member
from domain.ports import Listing
from tests.domain.examples import NOW, meal, members
from tests.domain.stage import ELSEWHERE, SEOUL, Stage

ANN, BEN, CHO = members(3)


class TestReading:
    async def test_pages_through_open_ones_soonest_first(self, stage: Stage) -> None:
        start = meal().meets_at
        for hours in (3, 1, 2):
            await stage.post(meal(meets_at=start + timedelta(hours=hours)))
        page = await stage.reading.page(stage.actor(ANN), Listing(limit=2))
        assert page.total == 3
        assert [shown.recruitment.details.meets_at - start for shown in page.items] == [
            timedelta(hours=1),
            timedelta(hours=2),
        ]

    async def test_a_page_past_the_end_is_the_last_one(self, stage: Stage) -> None:
        await stage.post()
        page = await stage.reading.page(stage.actor(ANN), Listing(offset=50))
        assert (page.listing.offset, len(page.items)) == (0, 1)

    async def test_home_shows_what_others_post_however_much_is_mine(self, stage: Stage) -> None:
        stage.lift_limits()
        for _ in range(12):
            await stage.post(author=ANN)
        other = await stage.post(meal(meets_at=NOW + timedelta(hours=5)))
        home = await stage.reading.home(stage.actor(ANN))
        assert len(home.mine) == 12
        assert [shown.recruitment.id for shown in home.open] == [other.id]

    async def test_home_shows_mine_first_and_never_twice(self, stage: Stage) -> None:
        mine, other = await stage.post(author=ANN), await stage.post()
        home = await stage.reading.home(stage.actor(ANN))
        assert [shown.recruitment.id for shown in home.mine] == [mine.id]
        assert [shown.recruitment.id for shown in home.open] == [other.id]

    async def test_whoever_has_blocked_whom_their_posts_are_not_shown_to_each_other(self, stage: Stage) -> None:
        other = await stage.post(author=BEN)
        mine = await stage.post(author=ANN)
        await stage.uow.kept.blocks.replace(BEN, [ANN], NOW)
        for viewer, own, hidden in ((ANN, mine, other), (BEN, other, mine)):
            page = await stage.reading.page(stage.actor(viewer), Listing())
            home = await stage.reading.home(stage.actor(viewer))
            assert (page.total, [shown.recruitment.id for shown in page.items]) == (1, [own.id])
            assert hidden.id not in {shown.recruitment.id for shown in (*home.mine, *home.open)}
        assert (await stage.reading.page(stage.actor(CHO), Listing())).total == 2

    async def test_where_one_is_in_stays_in_sight_and_an_anonymous_one_tells_nothing(self, stage: Stage) -> None:
        named, anonymous = await stage.post(author=BEN), await stage.post(meal(anonymous=True), author=BEN)
        await stage.join(named, ANN)
        await stage.uow.kept.blocks.replace(ANN, [BEN], NOW)
        page = await stage.reading.page(stage.actor(ANN), Listing())
        assert {shown.recruitment.id for shown in page.items} == {named.id, anonymous.id}

    async def test_a_foreign_recruitment_is_not_found(self, stage: Stage) -> None:
        recruitment = await stage.post()
        with pytest.raises(DomainError):
            await stage.reading.recruitment(recruitment.id, Actor(ELSEWHERE, Member(ANN, ELSEWHERE.id, "U2")))
        assert (await stage.reading.recruitment(recruitment.id, Actor(SEOUL, Member(ANN, SEOUL.id, "U2")))).recruitment
