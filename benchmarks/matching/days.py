"""Simulated days: people apply, a sweep comes every five seconds, groups form, lives end.

Only sweeps that can decide something new are run: when somebody has applied or a life has ended since the last one, or
when the policy's own `next_at` has come. History and credit go on from day to day.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations

from benchmarks.matching.crowd import DAY, HISTORY
from benchmarks.matching.pools import SWEEP
from benchmarks.matching.streams import MEMBERS, Arrival, Stream
from benchmarks.matching.tally import Tally
from domain.matching.pool import Applicant, Group, Pair, Pool, Rules, pair
from domain.matching.solution import Solution

Policy = Callable[[Pool], Solution]


def simulate(stream: Stream, policy: Policy, rules: Rules, warm_up: int, *, every_sweep: bool = False) -> Tally:
    """The tally of all days but the first `warm_up`, which only make the history."""
    return Simulation(stream, policy, rules, warm_up * DAY).run(every_sweep=every_sweep)


def sweep_at(moment: int) -> int:
    """The first sweep that is not before this moment."""
    return -(-moment // SWEEP) * SWEEP


class Simulation:
    """The pool between its sweeps."""

    def __init__(self, stream: Stream, policy: Policy, rules: Rules, counts_from: int) -> None:
        self._blocked = stream.blocked
        self._arrivals = stream.arrivals
        self._policy = policy
        self._rules = rules
        self._counts_from = counts_from
        self._arrived = 0
        self._waiting: dict[int, Arrival] = {}
        self._credit = [0] * MEMBERS
        self._met: defaultdict[int, dict[int, int]] = defaultdict(dict)
        self._tally = Tally()

    def run(self, *, every_sweep: bool) -> Tally:
        """Runs all sweeps to the end."""
        next_at: int | None = None
        now = -1
        while (moment := self._next_event(next_at)) is not None:
            now = now + SWEEP if every_sweep and self._waiting else max(sweep_at(moment), now + 1)
            now = sweep_at(now)
            self._arrive(now)
            self._expire(now)
            next_at = self._sweep(now) if self._waiting else None
        return self._tally

    def _next_event(self, next_at: int | None) -> int | None:
        """The next moment that may bring something new."""
        moments = [each.until + 1 for each in self._waiting.values()]
        if self._arrived < len(self._arrivals):
            moments.append(self._arrivals[self._arrived].at)
        if next_at is not None and self._waiting:
            moments.append(next_at)
        return min(moments, default=None)

    def _arrive(self, now: int) -> None:
        until = bisect_left(self._arrivals, now + 1, lo=self._arrived, key=lambda each: each.at)
        for each in self._arrivals[self._arrived : until]:
            self._waiting[each.number] = each
            if self._counts(each):
                self._tally.applicants += 1
                self._tally.wanted[each.sizes] += 1
        self._arrived = until

    def _expire(self, now: int) -> None:
        for each in [each for each in self._waiting.values() if each.until < now]:
            del self._waiting[each.number]
            self._credit[each.member] += 1

    def _sweep(self, now: int) -> int | None:
        solution = self._policy(self._pool(now))
        self._tally.sweeps += 1
        self._tally.fell_back += bool(solution.fell_back)
        for group in solution.groups:
            self._meet([self._waiting.pop(number) for number in group.members], group, now)
        return solution.next_at

    def _pool(self, now: int) -> Pool:
        number_of = {each.member: each.number for each in self._waiting.values()}
        people = [
            Applicant(each.number, each.cells, each.sizes, each.at, each.until, self._credit[each.member])
            for each in self._waiting.values()
        ]
        return Pool.of(
            people,
            now=now,
            next_sweep=now + SWEEP,
            seed=now // SWEEP,
            blocked=[(number_of[a], number_of[b]) for a, b in self._blocked if a in number_of and b in number_of],
            met=dict(self._histories(number_of, now)),
            rules=self._rules,
        )

    def _histories(self, number_of: dict[int, int], now: int) -> Iterator[tuple[Pair, int]]:
        for one, number in number_of.items():
            for other, met_at in self._met[one].items():
                if one < other and other in number_of and now - met_at < HISTORY:
                    yield pair(number, number_of[other]), met_at

    def _meet(self, members: list[Arrival], group: Group, now: int) -> None:
        size, pairs = len(members), list(combinations(sorted(each.member for each in members), 2))
        repeats = sum(now - self._met[one].get(other, -HISTORY) < HISTORY for one, other in pairs)
        for one, other in pairs:
            self._met[one][other] = self._met[other][one] = now
        for each in members:
            self._credit[each.member] = 0
            if self._counts(each):
                self._tally.matched += 1
                self._tally.waited += now - each.at
                self._tally.got[each.sizes] += 1
        if any(self._counts(each) for each in members):
            self._count_group(repeats, pairs)
            self._tally.faults += not all(each.cells >> group.cell & each.sizes >> size & 1 for each in members)

    def _count_group(self, repeats: int, pairs: list[Pair]) -> None:
        self._tally.groups += 1
        self._tally.pairs += len(pairs)
        self._tally.repeats += repeats
        self._tally.groups_with_repeats += repeats > 0
        self._tally.blocked += sum(each in self._blocked for each in pairs)

    def _counts(self, arrival: Arrival) -> bool:
        return arrival.at >= self._counts_from
