"""The figures of simulated days."""

from collections.abc import Iterator

from benchmarks.figures import Figure
from benchmarks.matching.comparison import ALL_SIZES, MOST_FOURS, OPTIMUM, PAIRS_ONLY, Case, Results
from benchmarks.matching.crowd import FOUR
from benchmarks.matching.policies import BASELINE, EAGER, ENGINE, PATIENT

USUAL = 200
CHOOSY = 0.8


def figures(results: Results) -> Iterator[Figure]:
    """What days of two hundred come to, and that nobody was ever grouped against the rules."""
    yield from _fours(results)
    for kind in (PAIRS_ONLY, ALL_SIZES):
        yield from _repeats(results, kind)
        yield from _hindsight(results, kind)
    ours = [of_case[way] for of_case in results.values() for way in (EAGER, ENGINE)]
    yield Figure("all days: blocked pairs formed", sum(each.blocked for each in ours), "", goal=0)
    yield Figure("all days: broken rules", sum(each.faults for each in ours), "", goal=0)
    first = sum(of_case[BASELINE].blocked for of_case in results.values())
    yield Figure("all days: blocked pairs formed by the first product", first)


def _fours(results: Results) -> Iterator[Figure]:
    """Those who accept only four. Where most are choosy there is no goal that anybody could reach."""
    of_case = results[Case(USUAL, 0.0, ALL_SIZES)]
    name = f"a day of {USUAL}, sizes 2–4: "
    yield Figure(f'{name}matched of "only 4"', of_case[ENGINE].matched_share_of(FOUR), "%", goal=60, least=True)
    yield Figure(f"{name}mean wait", of_case[ENGINE].mean_wait, "min", goal=6)
    yield Figure(f'{name}matched of "only 4", eager', of_case[EAGER].matched_share_of(FOUR), "%")
    yield Figure(f'{name}matched of "only 4", in hindsight', of_case[MOST_FOURS].matched_share, "%")
    choosy = results[Case(USUAL, CHOOSY, ALL_SIZES)]
    name += "80 % choosy, "
    yield Figure(f'{name}matched of "only 4"', choosy[ENGINE].matched_share_of(FOUR), "%")
    yield Figure(f'{name}matched of "only 4", in hindsight', choosy[MOST_FOURS].matched_share, "%")


def _repeats(results: Results, kind: str) -> Iterator[Figure]:
    """How often people meet again within a fortnight, and what it costs to avoid it."""
    of_case = results[Case(USUAL, 0.0, kind)]
    name = f"a day of {USUAL}, {kind}: "
    yield Figure(f"{name}repeats among pairs brought together", of_case[ENGINE].repeat_share, "%", goal=0.5)
    wait = of_case[ENGINE].mean_wait - of_case[EAGER].mean_wait
    yield Figure(f"{name}mean wait beyond eager", wait, "min", goal=0.5)
    for way in (EAGER, BASELINE):
        yield Figure(f"{name}repeats, {way}", of_case[way].repeat_share, "%")


def _hindsight(results: Results, kind: str) -> Iterator[Figure]:
    """How far from the best that could have been."""
    of_case = results[Case(USUAL, CHOOSY, kind)]
    name = f"a day of {USUAL}, 80 % choosy, {kind}: "
    short = {
        way: of_case[OPTIMUM].matched_share - of_case[way].matched_share for way in (ENGINE, EAGER, PATIENT, BASELINE)
    }
    yield Figure(f"{name}matched, short of hindsight", short[ENGINE], "points", goal=1)
    yield Figure(f"{name}mean wait of the matched", of_case[ENGINE].mean_wait, "min", goal=6)
    for way in (EAGER, PATIENT, BASELINE):
        yield Figure(f"{name}short of hindsight, {way}", short[way], "points")
        yield Figure(f"{name}mean wait, {way}", of_case[way].mean_wait, "min")
