"""Those whom a sweep leaves: why, what one change would give them, and which recruitments fit meanwhile."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.matching.pool import Pool, size_mask
from domain.matching.relaxing import Choice, relaxation
from domain.matching.solution import Solution
from domain.model.application import Application, LeftBecause, Suggestion
from domain.model.conditions import Concession, cells
from domain.model.ids import MemberId
from domain.outbox import Delivery, Urgency
from domain.pool import Offered
from domain.use_cases.offering import new_offers
from domain.use_cases.pool_messages import application_message, offer_message, suggestion_message
from domain.use_cases.sweeping.snapshot import Snapshot

TOLD_OF_COUNTS = 8
"""How many of those who wait longest have their message refreshed when only the count of the others changed."""

THOUGHT_ABOUT = 20
"""For how many people one sweep looks for changes that would help: the longest wait first, the others in their turn."""

SUGGESTED_AMONG = 200
"""With more people left than this nothing is suggested: somebody will fit soon, and looking would take too long."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to become of those who are left, by member. It holds for whoever still waits when it is written.

    `standing` is what was suggested before, as it would be now; None where it would help no more.
    """

    because: Mapping[MemberId, LeftBecause]
    suggestions: Mapping[MemberId, Suggestion]
    standing: Mapping[MemberId, Suggestion | None]


@dataclass(frozen=True, slots=True)
class Leaving:
    """What is written about those who are left: their next states, offers, and what they are told."""

    changes: Sequence[tuple[Application, Application]]
    offers: Sequence[Offered]
    deliveries: Sequence[Delivery]

    @property
    def after(self) -> Sequence[Application]:
        """Those who still wait, as they are from now on."""
        return [after for _, after in self.changes]


def plan(snapshot: Snapshot, solution: Solution) -> Plan:
    """Decided before anything is locked, for it takes thinking."""
    because = {MemberId(left.number): LeftBecause.of(left.reason) for left in solution.left}
    left = [one for one in snapshot.waiting if one.member in because]
    pool = snapshot.pool(0, snapshot.now, only=because) if len(left) <= SUGGESTED_AMONG else None
    due = [one for one in left if one.hint_at and one.hint_at <= snapshot.now][:THOUGHT_ABOUT]
    suggested = [one for one in left if one.suggested is not None]
    return Plan(
        because=because,
        suggestions={one.member: found for one in due if (found := _best(pool, one))},
        standing={one.member: _again(pool, one) for one in suggested},
    )


def leave(snapshot: Snapshot, plan: Plan, still: Sequence[Application], *, count_changed: bool) -> Leaving:
    """What to write about those who `still` wait, locked, in the order of applying."""
    changes = [(one, _left(one, plan, snapshot.now)) for one in still]
    offers = list(new_offers(still, snapshot.posts, snapshot.offered, snapshot.blocked, snapshot.now))
    told = [
        *_refreshes(changes, count_changed=count_changed),
        *(each for before, after in changes for each in _suggested(before, after)),
        *(offer_message(one, post) for one, post in offers),
    ]
    return Leaving(changes, [Offered(one.id, post.id) for one, post in offers], told)


def hints_at(left: Iterable[Application], now: datetime) -> Iterator[datetime]:
    """When the next suggestions are to be thought about."""
    return (one.hint_at for one in left if one.hint_at is not None and one.hint_at > now)


def _best(pool: Pool | None, one: Application) -> Suggestion | None:
    """The one change that would help most, other than what is suggested already."""
    known = None if one.suggested is None else one.suggested.concession
    return _among(pool, one, [each for each in one.conditions.concessions(one.category) if each != known])


def _again(pool: Pool | None, one: Application) -> Suggestion | None:
    """What was suggested, if it would still help, and how much."""
    return None if one.suggested is None else _among(pool, one, [one.suggested.concession])


def _among(pool: Pool | None, one: Application, concessions: Sequence[Concession]) -> Suggestion | None:
    if pool is None:
        return None
    choices = {str(each): each for each in concessions}
    found = relaxation(pool, one.member, [_choice(one, each) for each in choices.values()])
    return None if found is None else Suggestion(choices[found.key], found.others)


def _choice(one: Application, concession: Concession) -> Choice:
    """A concession in the engine's terms: what it adds."""
    before, after = one.conditions, one.conditions.conceding(concession)
    more = cells(one.category, after.places, after.hows) & ~cells(one.category, before.places, before.hows)
    return Choice(str(concession), more, size_mask(after.sizes - before.sizes))


def _left(one: Application, plan: Plan, now: datetime) -> Application:
    because, suggestion = plan.because.get(one.member), plan.suggestions.get(one.member)
    after = one if because is None else one.leave(because)
    if suggestion is not None and after.hint_at is not None and after.hint_at <= now:
        return after.suggest(suggestion, now)
    # Whoever accepted it meanwhile has nothing suggested any more: that stays so.
    return after.suggested_still(plan.standing[one.member]) if one.suggested and one.member in plan.standing else after


def _refreshes(changes: Sequence[tuple[Application, Application]], *, count_changed: bool) -> Iterator[Delivery]:
    for place, (before, after) in enumerate(changes):
        changed = (before.left_because, before.suggested) != (after.left_because, after.suggested)
        if changed or (count_changed and place < TOLD_OF_COUNTS):
            yield application_message(after, Urgency.BACKGROUND)


def _suggested(before: Application, after: Application) -> Iterator[Delivery]:
    """The new suggestion, or the last one where it changed; and the one before a new one, which is over then."""
    if after.suggested != before.suggested or after.hints > before.hints:
        yield suggestion_message(after, after.hints)
    if after.hints > before.hints > 0:
        yield suggestion_message(after, before.hints)
