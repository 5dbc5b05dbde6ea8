"""What happens on a long day: to a recruitment, or of one person's own accord."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from tests.faults.crowd import Crowd

Some = Callable[[int], list[str]]
"""That many people, whoever they are."""


async def _fills_up(crowd: Crowd, some: Some) -> None:
    author, *others = some(3)
    card = await crowd.seen(await crowd.posts(author, capacity="3"))
    for each in others:
        await crowd.joins(each, card)


async def _is_called_off(crowd: Crowd, some: Some) -> None:
    author, *others = some(4)
    card = await crowd.seen(await crowd.posts(author, capacity="5"))
    await asyncio.gather(*(crowd.joins(each, card) for each in others))
    await crowd.manages(author, card, "cancel")


async def _is_confirmed(crowd: Crowd, some: Some) -> None:
    author, *others = some(4)
    card = await crowd.seen(await crowd.posts(author, capacity="6"))
    await asyncio.gather(*(crowd.joins(each, card) for each in others))
    await crowd.leaves(others[0], card)
    await crowd.manages(author, card, "confirm")


async def _falls_due(crowd: Crowd, some: Some) -> None:
    author, other = some(2)
    soon = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=10)
    card = await crowd.seen(await crowd.posts(author, capacity="3", meets_at=soon))
    if crowd.rng.random() < 0.5:
        await crowd.joins(other, card)


async def _is_stormed(crowd: Crowd, some: Some) -> None:
    author, *others = some(10)
    card = await crowd.seen(await crowd.posts(author, capacity="4"))
    await asyncio.gather(*(crowd.joins(each, card) for each in others), return_exceptions=True)


async def _is_a_crowd(crowd: Crowd, some: Some) -> None:
    author, *others = some(10)
    card = await crowd.seen(await crowd.posts(author, capacity="10"))
    await asyncio.gather(*(crowd.joins(each, card) for each in others))


async def _are_matched(crowd: Crowd, some: Some) -> None:
    one, other = some(2)
    await asyncio.gather(crowd.applies(one), crowd.applies(other), return_exceptions=True)


async def _is_edited(crowd: Crowd, some: Some) -> None:
    author, *others = some(3)
    card = await crowd.seen(await crowd.posts(author, capacity="4"))
    await asyncio.gather(*(crowd.joins(each, card) for each in others))
    await crowd.manages(author, card, "edit", meets_at=crowd.some_time(), capacity="5")


async def _is_talked_about(crowd: Crowd, some: Some) -> None:
    author, other = some(2)
    card = await crowd.seen(await crowd.posts(author, capacity="4", options=["anonymous"]))
    await crowd.comments(other, card, "몇 시까지 괜찮아요?")
    await crowd.comments(author, card, "한 시까지요!")


async def _asks_for_the_file(crowd: Crowd, some: Some) -> None:
    (person,) = some(1)
    await crowd.asks_for_the_file(person)


async def _writes(crowd: Crowd, some: Some) -> None:
    (person,) = some(1)
    await crowd.writes(person, "도움말")


ACTS: Final[dict[Callable[[Crowd, Some], Awaitable[None]], int]] = {
    _fills_up: 40,
    _is_called_off: 20,
    _is_confirmed: 15,
    _falls_due: 10,
    _is_edited: 8,
    _is_talked_about: 8,
    _is_stormed: 5,
    _is_a_crowd: 3,
    _are_matched: 4,
    _asks_for_the_file: 5,
    _writes: 3,
}
"""What happens, and how often beside the others."""
