"""The bridge between the random pool and the open recruitments: which of them fit whom who waits."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime

from domain.model.application import Application
from domain.model.fitting import fits
from domain.model.ids import MemberId
from domain.model.recruitment import Recruitment
from domain.pool import MemberPair, Offered, PoolRef
from domain.ports import Transaction

SHOWN_AT_ONCE = 3
"""How many open recruitments that fit an application's message shows."""

LOOKED_THROUGH = 50
"""How many open recruitments are looked through for ones that fit, the soonest first."""


async def soonest(tx: Transaction, ref: PoolRef, now: datetime) -> Sequence[Recruitment]:
    """Open recruitments of the pool's category that meet soon, the soonest first."""
    return await tx.recruitments.meeting_soon(ref, now, LOOKED_THROUGH)


async def fitting(tx: Transaction, application: Application, now: datetime) -> Sequence[Recruitment]:
    """The soonest open recruitments that whoever waits could join instead."""
    hidden = await tx.blocks.hidden_from(application.member)
    posts = await soonest(tx, PoolRef.of(application), now)
    fit = [post for post in posts if post.author not in hidden and fits(application, post, now)]
    return fit[:SHOWN_AT_ONCE]


def new_offers(
    waiting: Iterable[Application],
    posts: Sequence[Recruitment],
    offered: Collection[Offered],
    blocked: Collection[MemberPair],
    now: datetime,
) -> Iterator[tuple[Application, Recruitment]]:
    """For each who waits the soonest recruitment that fits and was not offered yet. Each pair is offered once, ever."""
    for one in waiting:
        fit = (post for post in posts if fits(one, post, now) and _pair(one.member, post.author) not in blocked)
        new = (post for post in fit if Offered(one.id, post.id) not in offered)
        if (post := next(new, None)) is not None:
            yield one, post


def _pair(one: MemberId, other: MemberId) -> MemberPair:
    return (one, other) if one < other else (other, one)
