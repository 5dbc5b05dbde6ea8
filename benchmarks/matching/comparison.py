"""Simulated days under every way of matching, beside what hindsight could have made of them."""

from collections.abc import Mapping, Sequence
from itertools import islice, product
from typing import NamedTuple

from benchmarks.matching.clairvoyant import days, most_in_groups, most_in_pairs
from benchmarks.matching.crowd import FOUR, MIXED, PAIRS, Wishes
from benchmarks.matching.days import simulate
from benchmarks.matching.policies import PATIENT, WAYS
from benchmarks.matching.spread import spread
from benchmarks.matching.streams import School, Stream, stream
from benchmarks.matching.tally import Tally

SEEDS = (5, 7, 11)
WARM_UP = 14
DAYS: Mapping[int, int] = {60: 20, 200: 20, 600: 3}
"""How many days are counted a seed, by how many people apply a day."""

HINDSIGHT_DAYS: Mapping[int, int] = {60: 20, 200: 20, 600: 1}
"""Hindsight takes long on the busiest days."""

CHOOSY = (0.0, 0.8)
PAIRS_ONLY, ALL_SIZES = "pairs", "sizes 2–4"
KINDS: Mapping[str, Wishes] = {PAIRS_ONLY: PAIRS, ALL_SIZES: MIXED}
OPTIMUM, MOST_FOURS = "optimum", "most fours"


class Case(NamedTuple):
    """A kind of day."""

    volume: int
    choosy: float
    kind: str

    def stream(self, seed: int) -> Stream:
        """The days that this seed makes."""
        return stream(School(self.volume, self.choosy, KINDS[self.kind]), WARM_UP + DAYS[self.volume], seed)


CASES = [Case(*each) for each in product(DAYS, CHOOSY, KINDS)]


class Job(NamedTuple):
    """What one process does at once."""

    case: Case
    way: str
    seed: int


Results = Mapping[Case, Mapping[str, Tally]]


def results(cases: Sequence[Case] = CASES) -> Results:
    """For every kind of day, the tally of every way and of hindsight, all seeds together."""
    jobs = [Job(*each) for each in product(cases, (*WAYS, OPTIMUM, MOST_FOURS), SEEDS) if _is_asked(*each)]
    jobs.sort(key=lambda job: -job.case.volume)
    found: dict[Case, dict[str, Tally]] = {case: {} for case in cases}
    for job, tally in zip(jobs, spread(tally_of, jobs), strict=True):
        of_case = found[job.case]
        of_case[job.way] = of_case.get(job.way, Tally()) + tally
    return found


def _is_asked(case: Case, way: str, _seed: int) -> bool:
    """The picture needs no more of the patient and of those who only want four than these."""
    if way == MOST_FOURS:
        return case.volume == 200 and case.kind == ALL_SIZES
    return way != PATIENT or (case.volume == 200 and case.choosy > 0)


def tally_of(job: Job) -> Tally:
    """What comes of the days of one seed."""
    ahead = job.case.stream(job.seed)
    if job.way in WAYS:
        way = WAYS[job.way]
        return simulate(ahead, way.policy, way.rules, WARM_UP)
    tally = Tally()
    for day in islice(days(ahead, WARM_UP), HINDSIGHT_DAYS[job.case.volume]):
        wanted = [each for each in day if job.way == OPTIMUM or each.sizes == FOUR]
        tally.applicants += len(wanted)
        if job.case.kind == PAIRS_ONLY:
            tally.matched += most_in_pairs(day, ahead.blocked)
        else:
            tally.matched += most_in_groups(day, ahead.blocked, None if job.way == OPTIMUM else FOUR).bound
    return tally
