"""The bridge between the random pool and the open recruitments: which of them fit whom who waits."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from domain.matching.pool import Pair, pair
from domain.model.application import Application
from domain.model.fitting import fits
from domain.model.recruitment import Recruitment
from domain.model.timing import SOON
from domain.pool import Offered, PoolRef
from domain.ports import Transaction

SHOWN_AT_ONCE = 3
"""How many open recruitments that fit an application's message shows."""

LOOKED_AHEAD = timedelta(hours=1)
"""A recruitment that meets this much later than soon may come to be one that fits while somebody waits."""

LOOKED_THROUGH = 50
"""How many open recruitments are looked through for ones that fit, the soonest first."""


async def soonest(tx: Transaction, ref: PoolRef, now: datetime) -> Sequence[Recruitment]:
    """Open recruitments of the pool's category that meet soon or a little later, the soonest first."""
    return await tx.recruitments.meeting_until(ref, now, now + SOON + LOOKED_AHEAD, LOOKED_THROUGH)


async def fitting(tx: Transaction, application: Application, now: datetime) -> Sequence[Recruitment]:
    """The open recruitments that whoever waits could join instead, the soonest first."""
    hidden = await tx.blocks.hidden_from(application.member)
    blocked = {pair(application.member, other) for other in hidden}
    posts = await soonest(tx, PoolRef.of(application), now)
    return [post for post in posts if may_be_offered(application, post, blocked, now)]


def may_be_offered(application: Application, post: Recruitment, blocked: Collection[Pair], now: datetime) -> bool:
    """Whether it fits, and its author may be seen: where names show, whoever has blocked one another isn't offered it.

    An anonymous one is offered to everybody: who is left out would know whose it is.
    """
    seen = post.details.anonymous or pair(application.member, post.author) not in blocked
    return seen and fits(application, post, now)


def new_offers(
    waiting: Iterable[Application],
    posts: Sequence[Recruitment],
    offered: Collection[Offered],
    blocked: Collection[Pair],
    now: datetime,
) -> Iterator[tuple[Application, Recruitment]]:
    """For each who waits the soonest recruitment that fits and was not offered yet. Each pair is offered once, ever."""
    for one in waiting:
        fit = (post for post in posts if may_be_offered(one, post, blocked, now))
        new = (post for post in fit if Offered(one.id, post.id) not in offered)
        if (post := next(new, None)) is not None:
            yield one, post
