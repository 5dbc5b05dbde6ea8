"""Applying to the random pool, waiting in it, and going again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.errors import ErrorCode
from domain.model.application import ApplicationStatus, LeftBecause, Suggestion
from domain.model.conditions import Concession, Condition, Conditions
from domain.model.ids import ApplicationId
from domain.model.people import MemberStatus
from domain.outbox import DeliveryKind, application_key
from domain.pool import Offered, PoolRef
from domain.use_cases.recruiting import OverlapFoundError
from domain.use_cases.wishes import AlreadyHandled
from domain.vocabulary import Category, Place, StudyType, WayOfEating
from tests.domain.examples import AUTHOR, NOW, WORKSPACE, meal, members
from tests.domain.refusals import refused
from tests.domain.stage import LIFE, Stage

ANN, BEN = members(2)
MEALS = PoolRef(WORKSPACE, Category.MEAL)
LUNCH = Conditions((Place.GAEPO,), (WayOfEating.EATOUT,))


class TestApplying:
    async def test_one_waits_for_half_an_hour(self, stage: Stage) -> None:
        applied = await stage.apply(ANN)
        assert stage.application(applied.id).is_waiting
        assert applied.expires_at == NOW + LIFE

    async def test_one_message_tells_its_story(self, stage: Stage) -> None:
        applied = await stage.apply(ANN)
        assert [each.key for each in stage.outbox(DeliveryKind.APPLICATION)] == [application_key(applied.id)]

    async def test_the_next_sweep_looks_at_the_pool(self, stage: Stage) -> None:
        await stage.apply(ANN)
        assert await stage.uow.kept.pools.due(NOW) == [MEALS]

    async def test_one_waits_once_a_category(self, stage: Stage) -> None:
        first = await stage.apply(ANN)
        with refused(ErrorCode.APPLICATION_EXISTS) as error:
            await stage.apply(ANN, Place.SEOCHO)
        assert error.value.params == {"application": str(first.id)}
        assert stage.application(first.id) == first

    async def test_meal_and_study_go_side_by_side(self, stage: Stage) -> None:
        await stage.apply(ANN)
        await stage.apply(ANN, category=Category.STUDY)
        waits = await stage.pool.waits(stage.actor(ANN))
        assert [wait.application.category for wait in waits] == [Category.MEAL, Category.STUDY]

    async def test_a_click_that_comes_twice_applies_once(self, stage: Stage) -> None:
        wish = stage.wish(ANN)
        await stage.waiting.apply(wish, Category.MEAL, LUNCH)
        with pytest.raises(AlreadyHandled):
            await stage.waiting.apply(wish, Category.MEAL, LUNCH)
        assert len(stage.uow.kept.applications.rows) == 1

    @pytest.mark.parametrize(
        ("conditions", "category", "field"),
        [
            (replace(LUNCH, places=()), Category.MEAL, Condition.PLACES),
            (replace(LUNCH, ways_of_eating=()), Category.MEAL, Condition.WAYS_OF_EATING),
            (LUNCH, Category.STUDY, Condition.STUDY_TYPES),
            (replace(LUNCH, study_types=(StudyType.INNER_CIRCLE,)), Category.MEAL, Condition.WAYS_OF_EATING),
            (replace(LUNCH, sizes=frozenset()), Category.MEAL, Condition.GROUP_SIZE),
            (replace(LUNCH, sizes=frozenset({5})), Category.MEAL, Condition.GROUP_SIZE),
        ],
    )
    async def test_conditions_that_nobody_could_meet_are_refused_by_their_field(
        self, stage: Stage, conditions: Conditions, category: Category, field: Condition
    ) -> None:
        with refused(ErrorCode.CONDITION_MISSING) as error:
            await stage.waiting.apply(stage.wish(ANN), category, conditions)
        assert error.value.field == field
        assert not stage.uow.kept.applications.rows

    async def test_a_wait_that_is_over_stands_in_nobodys_way_though_no_sweep_has_ended_it(self, stage: Stage) -> None:
        old = await stage.apply(ANN)
        stage.clock.move(hours=5)
        new = await stage.apply(ANN)
        assert stage.application(old.id).status is ApplicationStatus.EXPIRED
        assert stage.application(new.id).is_waiting

    async def test_somebody_who_is_gone_cannot_apply(self, stage: Stage) -> None:
        await stage.uow.kept.members.set_status(ANN, MemberStatus.GONE)
        with refused(ErrorCode.MEMBER_GONE):
            await stage.apply(ANN)

    async def test_open_posts_that_fit_are_shown_at_once_and_not_offered_again(self, stage: Stage) -> None:
        fits = await stage.post(meal())
        await stage.post(meal(places=(Place.SEOCHO,)))
        applied = await stage.apply(ANN)
        wait = await stage.pool.wait(applied.id, stage.actor(ANN))
        assert [shown.recruitment for shown in wait.posts] == [fits]
        assert stage.uow.kept.applications.offers == {Offered(applied.id, fits.id)}

    async def test_a_post_becomes_an_application_by_one_tap_of_its_author(self, stage: Stage) -> None:
        posted = await stage.post(meal(places=(Place.SEOCHO, Place.GAEPO)))
        applied = await stage.waiting.apply_for(stage.wish(AUTHOR), posted.id)
        assert applied.conditions == replace(LUNCH, places=(Place.SEOCHO, Place.GAEPO))
        with refused(ErrorCode.NOT_AUTHOR):
            await stage.waiting.apply_for(stage.wish(ANN), posted.id)


class TestGoing:
    async def test_it_can_be_taken_back(self, stage: Stage) -> None:
        applied = await stage.apply(ANN)
        await stage.waiting.cancel(stage.wish(ANN), applied.id)
        assert stage.application(applied.id).status is ApplicationStatus.CANCELLED
        assert await stage.pool.waits(stage.actor(ANN)) == []

    async def test_only_by_who_applied(self, stage: Stage) -> None:
        applied = await stage.apply(ANN)
        with refused(ErrorCode.NO_APPLICATION):
            await stage.waiting.cancel(stage.wish(BEN), applied.id)
        assert stage.application(applied.id).is_waiting

    async def test_what_was_never_there_cannot(self, stage: Stage) -> None:
        with refused(ErrorCode.NO_APPLICATION):
            await stage.waiting.cancel(stage.wish(ANN), ApplicationId(stage.ids.new()))

    async def test_not_twice(self, stage: Stage) -> None:
        applied = await stage.apply(ANN)
        await stage.waiting.cancel(stage.wish(ANN), applied.id)
        with refused(ErrorCode.NO_APPLICATION):
            await stage.waiting.cancel(stage.wish(ANN), applied.id)

    async def test_all_at_once_or_those_of_a_category(self, stage: Stage) -> None:
        await stage.apply(ANN)
        study = await stage.apply(ANN, category=Category.STUDY)
        await stage.apply(BEN)
        assert await stage.waiting.cancel_all(stage.wish(ANN), Category.STUDY) == [stage.application(study.id)]
        assert len(await stage.waiting.cancel_all(stage.wish(ANN))) == 1
        assert await stage.waiting.cancel_all(stage.wish(ANN)) == []
        assert await stage.uow.kept.applications.count_waiting(MEALS) == 1

    async def test_one_can_apply_again(self, stage: Stage) -> None:
        applied = await stage.apply(ANN)
        await stage.waiting.cancel(stage.wish(ANN), applied.id)
        assert (await stage.apply(ANN)).id != applied.id

    async def test_joining_what_meets_soon_ends_the_wait(self, stage: Stage) -> None:
        applied = await stage.apply(ANN)
        posted = await stage.post(meal())
        await stage.join(posted, ANN)
        ended = stage.application(applied.id)
        assert (ended.status, ended.joined) == (ApplicationStatus.CANCELLED, posted.id)
        (answer,) = [
            each for each in stage.outbox(DeliveryKind.ANSWER) if each.member == ANN and each.subject == str(posted.id)
        ]
        assert answer.params["ended_wait"]

    async def test_joining_what_meets_later_does_not(self, stage: Stage) -> None:
        applied = await stage.apply(ANN)
        await stage.join(await stage.post(meal(meets_at=NOW + timedelta(hours=2, minutes=1))), ANN)
        assert stage.application(applied.id).is_waiting

    async def test_nor_a_place_on_the_waitlist_until_it_becomes_a_seat(self, stage: Stage) -> None:
        posted = await stage.post(meal(capacity=2))
        await stage.join(posted, BEN)
        applied = await stage.apply(ANN)
        await stage.join(posted, ANN)
        assert stage.application(applied.id).is_waiting
        await stage.recruiting.leave(stage.wish(BEN), posted.id)
        assert stage.application(applied.id).joined == posted.id

    async def test_an_author_whose_group_is_confirmed_waits_no_more(self, stage: Stage) -> None:
        applied = await stage.apply(AUTHOR)
        posted = await stage.post(meal())
        await stage.join(posted, ANN)
        assert stage.application(applied.id).is_waiting
        await stage.recruiting.confirm(stage.wish(AUTHOR), posted.id)
        assert stage.application(applied.id).joined == posted.id

    async def test_joining_a_study_leaves_the_wait_for_a_meal(self, stage: Stage) -> None:
        study = await stage.apply(ANN, category=Category.STUDY)
        await stage.join(await stage.post(meal()), ANN)
        assert stage.application(study.id).is_waiting

    async def test_who_is_gone_waits_for_nobody(self, stage: Stage) -> None:
        meal_, study = await stage.apply(ANN), await stage.apply(ANN, category=Category.STUDY)
        await stage.people.gone(ANN)
        assert not stage.application(meal_.id).is_waiting
        assert not stage.application(study.id).is_waiting


class TestTwoMeetingsAtOnce:
    async def test_joining_near_a_random_meeting_asks(self, stage: Stage) -> None:
        await stage.apply(ANN)
        await stage.apply(BEN)
        await stage.sweeping.sweep_due()
        posted = await stage.post(meal(meets_at=NOW + timedelta(minutes=40)))
        with pytest.raises(OverlapFoundError) as overlap:
            await stage.recruiting.join(stage.wish(ANN), posted.id)
        assert overlap.value.others == tuple(stage.matches())
        await stage.recruiting.join(stage.wish(ANN), posted.id, despite_overlap=True)

    async def test_one_that_is_off_is_near_nothing(self, stage: Stage) -> None:
        await stage.apply(ANN)
        await stage.apply(BEN)
        await stage.sweeping.sweep_due()
        await stage.declining.cannot_come(stage.wish(BEN), stage.matches()[0].id)
        posted = await stage.post(meal(meets_at=NOW + timedelta(minutes=40)))
        await stage.recruiting.join(stage.wish(BEN), posted.id)


class TestWaitingOn:
    async def test_longer(self, stage: Stage) -> None:
        applied = await stage.apply(ANN)
        stage.clock.move(minutes=20)
        await stage.waiting.extend(stage.wish(ANN), applied.id)
        assert stage.application(applied.id).expires_at == NOW + timedelta(minutes=60)

    async def test_an_hour_from_now_at_most(self, stage: Stage) -> None:
        applied = await stage.apply(ANN)
        for _ in range(3):
            await stage.waiting.extend(stage.wish(ANN), applied.id)
        assert stage.application(applied.id).expires_at == NOW + timedelta(minutes=60)

    async def test_never_shorter(self, stage: Stage) -> None:
        applied = await stage.apply(ANN)
        stage.clock.move(minutes=-40)
        await stage.waiting.extend(stage.wish(ANN), applied.id)
        assert stage.application(applied.id).expires_at == applied.expires_at

    async def test_a_suggestion_is_accepted_once(self, stage: Stage) -> None:
        applied = await stage.apply(ANN)
        suggested = applied.suggest(Suggestion(Concession(Condition.PLACES, Place.SEOCHO), 1), NOW)
        stage.uow.kept.applications.rows[applied.id] = suggested
        await stage.waiting.accept(stage.wish(ANN), applied.id)
        assert stage.application(applied.id).conditions.places == (Place.SEOCHO, Place.GAEPO)
        with refused(ErrorCode.SUGGESTION_GONE):
            await stage.waiting.accept(stage.wish(ANN), applied.id)

    @pytest.mark.parametrize(
        ("concession", "after"),
        [
            (Concession(Condition.WAYS_OF_EATING, "TAKEOUT"), Conditions((Place.GAEPO,), tuple(WayOfEating)[1:])),
            (Concession(Condition.GROUP_SIZE, "3"), LUNCH),
        ],
    )
    def test_a_concession_adds_one_thing(self, concession: Concession, after: Conditions) -> None:
        before = LUNCH if concession.condition is not Condition.GROUP_SIZE else replace(LUNCH, sizes=frozenset({2, 4}))
        assert before.conceding(concession) == after

    def test_what_is_accepted_already_is_no_concession(self) -> None:
        offered = {str(each) for each in replace(LUNCH, sizes=frozenset({2})).concessions(Category.MEAL)}
        assert offered == {
            *("group_size:3", "group_size:4", "ways_of_eating:DELIVERY", "ways_of_eating:TAKEOUT"),
            *("places:SEOCHO", "places:OUT_OF_CLUSTER"),
        }


class TestLuck:
    async def test_who_was_not_found_anybody_for_goes_first_next_time(self, stage: Stage) -> None:
        await stage.apply(ANN)
        stage.clock.move(minutes=30)
        await stage.sweeping.sweep_due()
        assert (await stage.apply(ANN)).credit == 1

    async def test_taking_it_back_changes_nothing_of_that(self, stage: Stage) -> None:
        await stage.apply(ANN)
        stage.clock.move(minutes=30)
        await stage.sweeping.sweep_due()
        again = await stage.apply(ANN)
        await stage.waiting.cancel(stage.wish(ANN), again.id)
        stage.clock.move(seconds=1)
        assert (await stage.apply(ANN)).credit == 1

    async def test_being_left_over_counts_once_a_wait(self, stage: Stage) -> None:
        ann = await stage.apply(ANN)
        for because in (LeftBecause.LEFT_OVER, LeftBecause.ALONE, LeftBecause.LEFT_OVER):
            ann = ann.leave(because)
        assert (ann.credit, ann.priority, ann.cancel().credit_after) == (0, 1, 1)

    async def test_whoever_was_matched_begins_anew(self, stage: Stage) -> None:
        await stage.apply(ANN)
        stage.clock.move(minutes=30)
        await stage.sweeping.sweep_due()
        await stage.apply(ANN)
        await stage.apply(BEN)
        await stage.sweeping.sweep_due()
        stage.clock.move(minutes=31)
        assert (await stage.apply(ANN)).credit == 0
