"""What people do at one moment, on two instances: one wins, and the other is told."""

import asyncio
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import Row, select

from domain.model.application import ApplicationStatus
from domain.model.recruitment import RecruitmentStatus
from storage.tables import application, match, participation, recruitment
from storage.tables.recruiting import Participating
from tests.faults.conftest import BOTH, Scene
from tests.faults.fleet import until

pytestmark = pytest.mark.whole


@BOTH
async def test_of_a_leave_and_a_confirm_at_one_moment_one_wins_and_the_other_is_told(scene: Scene) -> None:
    rig, crowd = scene.rig, scene.crowd
    await rig.web(2)
    await rig.workers(2)
    for first in ("leave", "confirm", "leave", "confirm"):
        card = await crowd.seen(await crowd.posts("U0MINJUN", capacity="4"))
        await crowd.joins("U0SEOYEON", card)
        await scene.settled()
        whispers = len(crowd.whispers("U0SEOYEON"))
        asked = await crowd.chooses("U0MINJUN", card, "confirm")
        acts = [crowd.leaves("U0SEOYEON", card), rig.slack.submit("U0MINJUN", asked)]
        answers = await asyncio.gather(*(acts if first == "leave" else reversed(acts)))
        (answer,) = [each for each in answers if each is not None]
        row, taken = await newest(scene)
        left = taken == {Participating.SEATED: 1}
        confirmed = row.status is RecruitmentStatus.CONFIRMED
        assert left is not confirmed
        assert (answer["response_action"] is None) is confirmed
        await scene.settled()
        assert len(crowd.whispers("U0SEOYEON")) == whispers + 1


@BOTH
async def test_of_an_edit_and_a_join_at_one_moment_none_is_over_capacity(scene: Scene) -> None:
    rig, crowd = scene.rig, scene.crowd
    await rig.web(2)
    await rig.workers(2)
    for first in ("edit", "join", "edit", "join"):
        card = await crowd.seen(await crowd.posts("U0MINJUN", capacity="3", options=[]))
        await crowd.joins("U0SEOYEON", card)
        form = await crowd.chooses("U0MINJUN", card, "edit")
        acts = [rig.slack.submit("U0MINJUN", form, {"capacity": "2"}), crowd.joins("U0JIWOO", card)]
        answers = await asyncio.gather(*(acts if first == "edit" else reversed(acts)))
        (answer,) = [each for each in answers if each is not None]
        row, taken = await newest(scene)
        edited = (row.capacity, taken) == (2, {Participating.SEATED: 2, Participating.WAITING: 1})
        refused = (row.capacity, taken) == (3, {Participating.SEATED: 3})
        assert edited is not refused
        assert (answer["response_action"] is None) is edited
    await scene.settled()
    assert [len(crowd.whispers(each)) for each in ("U0SEOYEON", "U0JIWOO")] == [4, 4]


@BOTH
async def test_of_giving_up_and_a_sweep_at_one_moment_one_wins_and_the_other_is_told(scene: Scene) -> None:
    rig, crowd = scene.rig, scene.crowd
    guests, matched = rig.invite(8), 0
    await rig.web(2)
    await rig.workers(2)
    for one, other in zip(guests[::2], guests[1::2], strict=True):
        await asyncio.gather(crowd.applies(one), crowd.applies(other))
        if scene.rng.random() < 0.5:
            await until(scene.books.nothing_waits, "both were told that they wait")
        await crowd.gives_up(one)
        await crowd.gives_up(other)
        rows = await scene.books.rows(select(application.c.status).order_by(application.c.applied_at.desc()).limit(2))
        both = {row.status for row in rows}
        assert both in ({ApplicationStatus.CANCELLED}, {ApplicationStatus.MATCHED})
        matched += both == {ApplicationStatus.MATCHED}
    account = await scene.settled()
    assert len(await scene.books.rows(select(match.c.id))) == matched
    assert account.due >= 8 + matched


async def newest(scene: Scene) -> tuple[Row[Any], Counter[Participating]]:
    """The recruitment that was posted last, and how many have a seat in it or wait for one."""
    (row,) = await scene.books.rows(select(recruitment).order_by(recruitment.c.posted_at.desc()).limit(1))
    taken = select(participation.c.state).where(participation.c.recruitment_id == row.id)
    return row, Counter(each.state for each in await scene.books.rows(taken))


@pytest.mark.parametrize(
    ("database", "count"), [("sqlite", 60), pytest.param("mariadb", 200, marks=pytest.mark.mariadb)]
)
async def test_hundreds_who_join_at_one_moment_are_all_answered_and_never_too_many(scene: Scene, count: int) -> None:
    rig, crowd = scene.rig, scene.crowd
    guests = rig.invite(count)
    await rig.web(2)
    await rig.workers(2)
    card = await crowd.seen(await crowd.posts("U0MINJUN", capacity="20", options=[]))
    await asyncio.gather(*(crowd.joins(guest, card) for guest in guests))
    account = await scene.settled()
    assert await scene.seats() == {Participating.SEATED: 20, Participating.WAITING: count - 19}
    assert [len(crowd.whispers(guest)) for guest in guests] == [1] * count
    assert account.counts["overbooked"] == 0
