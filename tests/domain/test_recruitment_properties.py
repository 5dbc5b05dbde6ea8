"""Whatever people do in whatever order, the promises of a recruitment hold."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from domain.errors import DomainError
from domain.model import events
from domain.model.ids import MemberId
from domain.model.match import Match
from domain.model.recruitment import Change, Recruitment, RecruitmentStatus
from tests.domain.examples import AUTHOR, NOW, meal, members, posted, seated, waiting

PEOPLE = st.sampled_from([AUTHOR, *members(6)])


class ARecruitmentsLife(RuleBasedStateMachine):
    """Six people and the author act on one recruitment while time passes."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.recruitment: Recruitment = posted(meal(capacity=3))
        self.confirmations = 0
        self.arrivals: list[MemberId] = []

    def take(self, change: Change) -> None:
        before, self.recruitment = self.recruitment, change.after
        assert before.is_open or change.after == before, "a final state changed"
        assert change.events or change.after == before, "something changed and nothing was said"
        self.confirmations += sum(isinstance(event, events.Confirmed) for event in change.events)
        self.follow_waitlist(before, change.after)

    def follow_waitlist(self, before: Recruitment, after: Recruitment) -> None:
        """Nobody overtakes: those who still wait stand as they stood."""
        stayed = [member for member in waiting(before) if member in waiting(after)]
        assert waiting(after)[: len(stayed)] == stayed
        promoted = [member for member in waiting(before) if member in seated(after)]
        in_offer_window = self.now >= before.closes_at - timedelta(minutes=10)
        if promoted and not in_offer_window:
            assert promoted == waiting(before)[: len(promoted)]

    def attempt(self, act: str, *arguments: object) -> None:
        try:
            self.take(getattr(self.recruitment, act)(*arguments))
        except DomainError:
            return

    @rule(who=PEOPLE)
    def join(self, who: MemberId) -> None:
        self.attempt("join", who, self.now)

    @rule(who=PEOPLE)
    def leave(self, who: MemberId) -> None:
        self.attempt("leave", who, self.now)

    @rule(who=st.sampled_from(members(6)))
    def is_gone(self, who: MemberId) -> None:
        self.attempt("lose", who, self.now)

    @rule(capacity=st.integers(2, 6), confirm=st.booleans(), hours=st.integers(1, 5))
    def edit(self, capacity: int, confirm: bool, hours: int) -> None:  # noqa: FBT001 hypothesis passes by name
        wanted = meal(capacity=capacity, confirm_when_full=confirm, meets_at=NOW + timedelta(hours=hours))
        self.attempt("edit", wanted, self.now)

    @rule(minutes=st.integers(1, 30))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def the_scheduler_looks(self) -> None:
        self.attempt("close", self.now)

    @precondition(lambda self: len(self.recruitment.participants) > 1)
    @rule(by=st.sampled_from(["confirm", "cancel"]))
    def the_author_ends_it(self, by: str) -> None:
        self.attempt(by, self.now if by == "confirm" else AUTHOR)

    @invariant()
    def never_over_capacity(self) -> None:
        assert len(self.recruitment.participants) <= self.recruitment.details.capacity

    @invariant()
    def exactly_one_author_who_is_first(self) -> None:
        assert seated(self.recruitment)[0] == AUTHOR
        assert seated(self.recruitment).count(AUTHOR) == 1

    @invariant()
    def everybody_once(self) -> None:
        everybody = seated(self.recruitment) + waiting(self.recruitment)
        assert len(everybody) == len(set(everybody))

    @invariant()
    def an_open_one_that_confirms_when_full_is_never_full(self) -> None:
        recruitment = self.recruitment
        assert not (recruitment.is_open and recruitment.details.confirm_when_full and recruitment.is_full)

    @invariant()
    def a_match_exactly_when_confirmed(self) -> None:
        assert self.confirmations == (self.recruitment.status is RecruitmentStatus.CONFIRMED)

    @invariant()
    def nobody_waits_for_what_has_ended(self) -> None:
        assert self.recruitment.is_open or not self.recruitment.waitlist

    @invariant()
    def a_confirmed_one_makes_a_group_of_all_who_were_in(self) -> None:
        if self.recruitment.status is RecruitmentStatus.CONFIRMED:
            match = Match.of_recruitment(self.recruitment.id, self.recruitment, self.now)  # type: ignore[arg-type]
            assert list(match.coming) == seated(self.recruitment)
            assert len(match.coming) > 1


TestARecruitmentsLife = ARecruitmentsLife.TestCase


def test_the_life_can_end_in_every_way() -> None:
    """The machine above would prove nothing if its rules could not reach the ends."""
    two = posted().join(members(1)[0], NOW).after
    ends = {
        two.confirm(NOW).after.status,
        two.cancel(AUTHOR).after.status,
        posted().close(posted().closes_at).after.status,
    }
    assert ends == set(RecruitmentStatus) - {RecruitmentStatus.OPEN}
    assert replace(two, status=RecruitmentStatus.OPEN) == two
