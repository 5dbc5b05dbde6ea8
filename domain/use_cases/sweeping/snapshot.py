"""A pool as a sweep sees it: read in one go, then left alone while the engine thinks."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from domain.matching.pool import Applicant, Pool, Rules, size_mask
from domain.model.application import Application
from domain.model.conditions import cells
from domain.model.ids import MemberId
from domain.model.people import Workspace
from domain.model.recruitment import Recruitment
from domain.model.timing import SOON
from domain.pool import MemberPair, Offered, PoolRef
from domain.ports import Transaction
from domain.use_cases.offering import soonest

REPEAT_WINDOW = timedelta(milliseconds=Rules().repeat_window)
"""How long ago a match still counts as recent."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Who waited at `now`, what keeps them apart, and the recruitments that they might join instead."""

    ref: PoolRef
    now: datetime
    workspace: Workspace
    waiting: Sequence[Application]
    blocked: Collection[MemberPair]
    met: Mapping[MemberPair, datetime]
    posts: Sequence[Recruitment]
    offered: Collection[Offered]

    def pool(self, seed: int, next_sweep: datetime, only: Collection[int] | None = None) -> Pool:
        """The pool in the engine's terms; a member's number is the applicant's. `only` some of them, if given."""
        there = {one.member for one in self.waiting if only is None or one.member in only}
        return Pool.of(
            (applicant(one) for one in self.waiting if one.member in there),
            now=milliseconds(self.now),
            next_sweep=milliseconds(next_sweep),
            seed=seed,
            blocked=(pair for pair in self.blocked if there.issuperset(pair)),
            met={pair: milliseconds(at) for pair, at in self.met.items() if there.issuperset(pair)},
        )


async def take(tx: Transaction, ref: PoolRef, now: datetime) -> Snapshot:
    """Reads a pool. Recruitments are read only where somebody waits who may want one."""
    waiting = await tx.applications.waiting(ref)
    posts = await soonest(tx, ref, now) if waiting else ()
    return Snapshot(
        ref=ref,
        now=now,
        workspace=await tx.workspaces.get(ref.workspace_id),
        waiting=waiting,
        blocked=await tx.blocks.between(_people(waiting, posts)) if waiting else frozenset(),
        met=await tx.applications.met(ref, now - REPEAT_WINDOW) if waiting else {},
        posts=posts,
        offered=await tx.applications.offered(ref) if posts else frozenset(),
    )


def applicant(application: Application) -> Applicant:
    """An application in the engine's terms."""
    conditions = application.conditions
    return Applicant(
        number=application.member,
        cells=cells(application.category, conditions.places, conditions.hows),
        sizes=size_mask(conditions.sizes),
        applied_at=milliseconds(application.applied_at),
        expires_at=milliseconds(application.expires_at),
        credit=application.priority,
    )


def milliseconds(at: datetime) -> int:
    """A moment in the engine's terms."""
    return (at - _EPOCH) // _MILLISECOND


def moment(at: int) -> datetime:
    """A moment of the engine's."""
    return _EPOCH + at * _MILLISECOND


def coming_to_fit(seen: Snapshot) -> Iterator[datetime]:
    """When recruitments that meet too late by now are ones that somebody who waits may be after."""
    later = (post.details.meets_at - SOON for post in seen.posts)
    return (at for at in later if at > seen.now)


def _people(waiting: Iterable[Application], posts: Iterable[Recruitment]) -> Collection[MemberId]:
    return {one.member for one in waiting} | {post.author for post in posts}
