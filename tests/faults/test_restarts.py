"""Processes that are asked to end while people click: whatever was answered is there, and nobody is turned away."""

import asyncio

import pytest
from sqlalchemy import select

from playground.driver import Refused
from storage.tables import inbox
from storage.tables.recruiting import Participating
from tests.faults.conftest import BOTH, MakeScene, Scene
from tests.faults.crowd import unanswered

pytestmark = pytest.mark.whole


@BOTH
async def test_what_was_answered_survives_a_stop_right_afterwards(scene: Scene) -> None:
    rig, crowd = scene.rig, scene.crowd
    guests, joined = rig.invite(4), 0
    await rig.web()
    await rig.workers()
    card = await crowd.seen(await crowd.posts("U0MINJUN", capacity="10"))
    for number, guest in enumerate(guests):
        click = asyncio.create_task(crowd.joins(guest, card))
        if number % 2:
            await click
        running = rig.fleet.alive()
        codes = asyncio.gather(*(each.stop() for each in running))
        answered = (await asyncio.gather(click, return_exceptions=True))[0]
        assert answered is None or (isinstance(answered, Refused) and unanswered(answered))
        joined += answered is None
        assert await codes == [0, 0]
        for each in rig.front.instances():
            await rig.front.remove(each)
        await rig.web()
        await rig.workers()
    await scene.settled()
    assert joined >= 2
    assert (await scene.seats())[Participating.SEATED] >= 1 + joined


@BOTH
async def test_a_rolling_restart_under_load_loses_no_click(make_scene: MakeScene) -> None:
    # An answer that only one sees is given at most once: one that a slow machine makes time out would not be repeated.
    patient = {"PARTNER_HTTP_SECONDS": 5, "PARTNER_LEASE_SECONDS": 16}
    async with make_scene(PARTNER_LINGER_SECONDS=0.5, **patient) as scene, scene.rig.front.watching():
        rig, crowd = scene.rig, scene.crowd
        guests, clicks, over = rig.invite(10), 0, asyncio.Event()
        old = [*await rig.web(2), *await rig.workers(2)]
        card = await crowd.seen(await crowd.posts("U0MINJUN", capacity="20", options=[]))
        before = await received(scene)

        async def presses(guest: str) -> None:
            nonlocal clicks
            while not over.is_set():
                await crowd.joins(guest, card)
                await crowd.leaves(guest, card)
                clicks += 2

        load = asyncio.gather(*(presses(guest) for guest in guests))
        for instance in old:
            await (rig.web() if instance.role == "web" else rig.workers())
            assert await instance.stop() == 0
            if instance.role == "web":
                await rig.front.remove(instance)
        over.set()
        await load
        await scene.settled()
        assert await received(scene) - before == clicks
        assert sum(len(crowd.whispers(guest)) for guest in guests) == clicks
        assert await scene.seats() == {Participating.SEATED: 1}


async def received(scene: Scene) -> int:
    """How many clicks were taken."""
    return len(await scene.books.rows(select(inbox.c.key).where(inbox.c.key.startswith("click:"))))
