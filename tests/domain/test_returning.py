"""The last one left of a random match goes back to where they came from."""

from datetime import timedelta

import pytest

from domain.errors import DomainError, ErrorCode
from domain.model.application import Application, ApplicationStatus
from domain.model.ids import ApplicationId, MatchId, MemberId
from domain.model.people import MemberStatus
from domain.outbox import DeliveryKind, Notice
from tests.domain.examples import AUTHOR, NOW, meal, members
from tests.domain.refusals import refused
from tests.domain.stage import Stage

ANN, BEN, CAT = members(3)


async def matched(stage: Stage, *waiting: Application) -> MatchId:
    assert await stage.sweeping.sweep_due() == len(waiting)
    return stage.matches()[-1].id


class TestTheOneWhoIsLeft:
    async def test_waits_again_at_the_old_place(self, stage: Stage) -> None:
        ann, ben = await stage.apply(ANN), await stage.apply(BEN)
        match = await matched(stage, ann, ben)
        stage.clock.move(minutes=5)
        await stage.declining.cannot_come(stage.wish(BEN), match)
        again = stage.application(ann.id)
        assert again.is_waiting
        assert (again.applied_at, again.expires_at, again.match_id) == (ann.applied_at, ann.expires_at, None)
        assert stage.application(ben.id).status is ApplicationStatus.MATCHED

    async def test_has_ten_minutes_left_at_least(self, stage: Stage) -> None:
        ann = await stage.apply(ANN)
        stage.clock.move(minutes=28)
        ben = await stage.apply(BEN)
        match = await matched(stage, ann, ben)
        stage.clock.move(minutes=1)
        await stage.declining.cannot_come(stage.wish(BEN), match)
        assert stage.application(ann.id).expires_at == NOW + timedelta(minutes=39)

    async def test_is_matched_with_somebody_who_waits_already(self, stage: Stage) -> None:
        two = frozenset({2})
        ann, ben = await stage.apply(ANN, sizes=two), await stage.apply(BEN, sizes=two)
        match = await matched(stage, ann, ben)
        await stage.apply(CAT, sizes=two)
        await stage.sweeping.sweep_due()
        await stage.declining.cannot_come(stage.wish(BEN), match)
        assert await stage.sweeping.sweep_due() == 2

    async def test_is_told_and_matched_with_the_next_who_fits(self, stage: Stage) -> None:
        ann, ben = await stage.apply(ANN), await stage.apply(BEN)
        match = await matched(stage, ann, ben)
        await stage.declining.cannot_come(stage.wish(BEN), match)
        assert stage.notices() == [(Notice.GROUP_FELL_APART, ANN)]
        assert [each.params["back"] for each in stage.outbox(DeliveryKind.NOTICE)] == [str(ann.id)]
        await stage.apply(CAT)
        assert await stage.sweeping.sweep_due() == 2
        assert stage.matches()[-1].coming == (ANN, CAT)

    async def test_may_meet_who_could_not_come_another_time(self, stage: Stage) -> None:
        ann, ben = await stage.apply(ANN), await stage.apply(BEN)
        await stage.declining.cannot_come(stage.wish(BEN), await matched(stage, ann, ben))
        await stage.apply(BEN)
        assert await stage.sweeping.sweep_due() == 2, "a match that was off is no meeting"

    async def test_waits_in_one_place_for_nobody_applies_again_before_they_have_met(self, stage: Stage) -> None:
        ann, ben = await stage.apply(ANN), await stage.apply(BEN)
        match = await matched(stage, ann, ben)
        with refused(ErrorCode.APPLICATION_MATCHED):
            await stage.apply(ANN)
        await stage.declining.cannot_come(stage.wish(BEN), match)
        assert stage.application(ann.id).is_waiting
        with refused(ErrorCode.APPLICATION_EXISTS):
            await stage.apply(ANN)
        assert (await stage.apply(BEN)).is_waiting, "whoever can't come has no meeting ahead"

    async def test_goes_back_too_when_the_other_has_left_the_workspace(self, stage: Stage) -> None:
        ann, ben = await stage.apply(ANN), await stage.apply(BEN)
        await matched(stage, ann, ben)
        await stage.people.gone(BEN)
        assert stage.application(ann.id).is_waiting


class TestNoWayBack:
    """Whoever would not be there, or has other plans by now, is not put back."""

    async def test_for_two_whom_slack_no_longer_knows(self, stage: Stage) -> None:
        ann, ben = await stage.apply(ANN), await stage.apply(BEN)
        await matched(stage, ann, ben)
        (dm,) = stage.outbox(DeliveryKind.MATCH_DM)
        await stage.outcomes.unreachable(dm, [stage.actor(ANN).member, stage.actor(BEN).member])
        assert not any(stage.application(each.id).is_waiting for each in (ann, ben))

    async def test_for_who_is_gone_already(self, stage: Stage) -> None:
        ann, ben = await stage.apply(ANN), await stage.apply(BEN)
        match = await matched(stage, ann, ben)
        await stage.uow.kept.members.set_status(ANN, MemberStatus.GONE)
        await stage.declining.cannot_come(stage.wish(BEN), match)
        assert not stage.application(ann.id).is_waiting

    async def test_once_the_meeting_would_have_begun(self, stage: Stage) -> None:
        ann, ben = await stage.apply(ANN), await stage.apply(BEN)
        await matched(stage, ann, ben)
        (dm,) = stage.outbox(DeliveryKind.MATCH_DM)
        stage.clock.move(hours=3)
        await stage.outcomes.unreachable(dm, [stage.actor(BEN).member])
        assert not stage.application(ann.id).is_waiting

    async def test_for_who_meets_somebody_else_by_now(self, stage: Stage) -> None:
        ann, ben = await stage.apply(ANN), await stage.apply(BEN)
        match = await matched(stage, ann, ben)
        posted = await stage.post(meal())
        await stage.join(posted, ANN)
        await stage.declining.cannot_come(stage.wish(BEN), match)
        assert not stage.application(ann.id).is_waiting


class TestTwoWhoCannotCome:
    async def test_say_so_at_one_moment_and_neither_waits(self, stage: Stage) -> None:
        ann, ben = await stage.apply(ANN), await stage.apply(BEN)
        match = await matched(stage, ann, ben)
        await stage.declining.cannot_come(stage.wish(BEN), match)
        assert stage.application(ann.id).is_waiting
        after = await stage.declining.cannot_come(stage.wish(ANN), match)
        assert after.coming == ()
        assert not any(stage.application(each.id).is_waiting for each in (ann, ben))
        outcomes = [each.params["outcome"] for each in stage.outbox(DeliveryKind.ANSWER)]
        assert outcomes.count("cannot_come") == 2

    async def test_a_wait_begun_afterwards_goes_on(self, stage: Stage) -> None:
        ann, ben = await stage.apply(ANN), await stage.apply(BEN)
        match = await matched(stage, ann, ben)
        await stage.declining.cannot_come(stage.wish(BEN), match)
        again = stage.application(ann.id)
        await stage.waiting.cancel(stage.wish(ANN), again.id)
        stage.clock.move(seconds=1)
        anew = await stage.apply(ANN)
        with pytest.raises(DomainError, match="match_cancelled"):
            await stage.declining.cannot_come(stage.wish(ANN), match)
        assert stage.application(anew.id).is_waiting


class TestOthers:
    async def test_while_two_remain_they_stay_together(self, stage: Stage) -> None:
        three = [await stage.apply(member, sizes=frozenset({3})) for member in (ANN, BEN, CAT)]
        match = await matched(stage, *three)
        await stage.declining.cannot_come(stage.wish(CAT), match)
        assert not any(stage.application(each.id).is_waiting for each in three)

    async def test_the_last_one_of_a_recruitment_never_was_in_the_pool(self, stage: Stage) -> None:
        posted = await stage.post(meal())
        await stage.join(posted, ANN)
        await stage.recruiting.confirm(stage.wish(AUTHOR), posted.id)
        await stage.declining.cannot_come(stage.wish(ANN), stage.matches()[-1].id)
        assert not stage.uow.kept.applications.rows


class TestStanding:
    """Where a member stands with the pool, category by category."""

    async def test_changes_from_waiting_to_meeting_to_what_is_at_hand(self, stage: Stage) -> None:
        ann = await stage.apply(ANN)
        assert await standing(stage) == ([ann.id], [], [])
        await stage.apply(BEN)
        await stage.sweeping.sweep_due()
        assert await standing(stage) == ([], [ann.id], [])
        stage.clock.move(hours=1)
        assert await standing(stage) == ([], [], [ann.id])

    async def test_who_cannot_come_has_their_choice_at_hand_and_the_other_waits(self, stage: Stage) -> None:
        ann, ben = await stage.apply(ANN), await stage.apply(BEN)
        await stage.declining.cannot_come(stage.wish(BEN), await matched(stage, ann, ben))
        assert await standing(stage) == ([ann.id], [], [])
        assert await standing(stage, BEN) == ([], [], [ben.id])


async def standing(stage: Stage, member: MemberId = ANN) -> tuple[list[ApplicationId], ...]:
    found = await stage.pool.standing(stage.actor(member))
    waits, matched_ahead = ([wait.application.id for wait in each] for each in (found.waits, found.matched))
    return waits, matched_ahead, [each.id for each in found.at_hand]
