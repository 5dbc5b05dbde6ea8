from datetime import timedelta
from uuid import UUID

import pytest

from domain.errors import DomainError, ErrorCode
from domain.model.details import Detail
from domain.model.ids import RecruitmentId
from domain.model.people import Actor, Member
from domain.outbox import DeliveryKind, Notice, card_key
from domain.ports import TimerKind
from domain.use_cases.recruiting import OverlapFoundError
from domain.use_cases.wishes import AlreadyHandled, Outcome, Wish
from domain.vocabulary import Category
from tests.domain.examples import AUTHOR, meal, members, seated
from tests.domain.stage import ELSEWHERE, Stage

ANN, BEN, CAT = members(3)


class TestPosting:
    async def test_asks_for_the_card_and_sets_the_closing_time(self, stage: Stage) -> None:
        recruitment = await stage.post()
        assert [each.key for each in stage.outbox()] == [card_key(recruitment.id)]
        assert [timer.due_at for timer in stage.uow.kept.timers.values()] == [recruitment.closes_at]

    async def test_the_same_submission_again_posts_nothing(self, stage: Stage) -> None:
        wish = stage.wish(AUTHOR, key="view:V1")
        await stage.recruiting.post(wish, Category.MEAL, meal(), "C1")
        with pytest.raises(AlreadyHandled):
            await stage.recruiting.post(wish, Category.MEAL, meal(), "C1")
        assert len(stage.uow.kept.recruitments) == 1

    async def test_a_refused_submission_can_be_corrected(self, stage: Stage) -> None:
        wish = stage.wish(AUTHOR, key="view:V1")
        with pytest.raises(DomainError):
            await stage.recruiting.post(wish, Category.MEAL, meal(capacity=50), "C1")
        assert await stage.recruiting.post(wish, Category.MEAL, meal(capacity=5), "C1")

    async def test_near_another_of_mine_asks_first(self, stage: Stage) -> None:
        first = await stage.post()
        near = meal(meets_at=first.details.meets_at + timedelta(minutes=59))
        with pytest.raises(OverlapFoundError) as asked:
            await stage.recruiting.post(stage.wish(AUTHOR), Category.MEAL, near, "C1")
        assert asked.value.others == (first,)
        await stage.recruiting.post(stage.wish(AUTHOR), Category.MEAL, near, "C1", despite_overlap=True)

    async def test_an_hour_away_is_no_overlap(self, stage: Stage) -> None:
        first = await stage.post()
        an_hour_later = meal(meets_at=first.details.meets_at + timedelta(minutes=60))
        await stage.recruiting.post(stage.wish(AUTHOR), Category.MEAL, an_hour_later, "C1")


class TestJoining:
    async def test_refreshes_the_card_tells_the_author_and_answers_the_joiner(self, stage: Stage) -> None:
        recruitment = await stage.post()
        stage.empty_outbox()
        await stage.join(recruitment, ANN)
        card, notice, answer = stage.outbox()
        assert card.key == card_key(recruitment.id)
        assert (notice.member, notice.params["notice"]) == (AUTHOR, Notice.FIRST_JOINED)
        assert (answer.member, answer.params["outcome"]) == (ANN, Outcome.JOINED)

    async def test_the_author_hears_of_the_first_and_the_last_only(self, stage: Stage) -> None:
        recruitment = await stage.post(meal(capacity=4))
        await stage.join(recruitment, ANN, BEN, CAT)
        assert stage.notices() == [(Notice.FIRST_JOINED, AUTHOR), (Notice.BECAME_FULL, AUTHOR)]

    async def test_the_same_click_twice_takes_one_seat(self, stage: Stage) -> None:
        recruitment = await stage.post()
        wish = stage.wish(ANN, key="click:once")
        await stage.recruiting.join(wish, recruitment.id)
        with pytest.raises(AlreadyHandled):
            await stage.recruiting.join(wish, recruitment.id)
        assert seated(stage.stored(recruitment.id)) == [AUTHOR, ANN]

    async def test_overlapping_asks_and_changes_nothing_until_answered(self, stage: Stage) -> None:
        mine, other = await stage.post(author=ANN), await stage.post()
        with pytest.raises(OverlapFoundError) as asked:
            await stage.recruiting.join(stage.wish(ANN), other.id)
        assert asked.value.others == (mine,)
        assert seated(stage.stored(other.id)) == [AUTHOR]

    async def test_the_last_seat_makes_the_match_and_its_one_message(self, stage: Stage) -> None:
        recruitment = await stage.post(meal(capacity=2, confirm_when_full=True))
        await stage.join(recruitment, ANN)
        (match,) = stage.uow.kept.matches.rows.values()
        assert match.coming == (AUTHOR, ANN)
        assert [each.subject for each in stage.outbox(DeliveryKind.MATCH_DM)] == [str(match.id)]
        assert {(each.member, each.points) for each in stage.uow.kept.matches.scores} == {(AUTHOR, 42), (ANN, 10)}
        assert stage.notices() == []

    async def test_of_another_workspaces_recruitment_is_not_found(self, stage: Stage) -> None:
        recruitment = await stage.post()
        stranger = Wish(Actor(ELSEWHERE, Member(ANN, ELSEWHERE.id, "U2")), "click:x")
        with pytest.raises(DomainError) as error:
            await stage.recruiting.join(stranger, recruitment.id)
        assert error.value.code is ErrorCode.NOT_FOUND

    async def test_of_nothing_is_not_found(self, stage: Stage) -> None:
        with pytest.raises(DomainError) as error:
            await stage.recruiting.join(stage.wish(ANN), RecruitmentId(UUID(int=404)))
        assert error.value.code is ErrorCode.NOT_FOUND


class TestManaging:
    @pytest.mark.parametrize("act", ["confirm", "cancel"])
    async def test_is_refused_to_strangers(self, stage: Stage, act: str) -> None:
        recruitment = await stage.post()
        await stage.join(recruitment, ANN)
        with pytest.raises(DomainError) as error:
            await getattr(stage.recruiting, act)(stage.wish(ANN), recruitment.id)
        assert error.value.code is ErrorCode.NOT_AUTHOR
        assert stage.stored(recruitment.id).is_open

    async def test_editing_is_refused_to_strangers(self, stage: Stage) -> None:
        recruitment = await stage.post()
        with pytest.raises(DomainError) as error:
            await stage.recruiting.edit(stage.wish(ANN), recruitment.id, meal(title="x"))
        assert error.value.code is ErrorCode.NOT_AUTHOR

    async def test_is_open_to_admins_who_then_tell_the_author(self, stage: Stage) -> None:
        recruitment = await stage.post()
        await stage.recruiting.cancel(stage.wish(CAT, admin=True), recruitment.id)
        assert (Notice.CANCELLED, AUTHOR) in stage.notices()

    async def test_a_changed_time_tells_everybody_concerned_what_it_was(self, stage: Stage) -> None:
        recruitment = await stage.post(meal(capacity=2))
        await stage.join(recruitment, ANN, BEN)
        later = meal(capacity=2, meets_at=recruitment.details.meets_at + timedelta(hours=1))
        await stage.recruiting.edit(stage.wish(AUTHOR), recruitment.id, later)
        changed = [each for each in stage.outbox(DeliveryKind.NOTICE) if each.params["notice"] == Notice.CHANGED]
        assert [each.member for each in changed] == [ANN, BEN]
        assert changed[0].params[Detail.MEETS_AT] == recruitment.details.meets_at.isoformat()

    async def test_a_changed_title_tells_nobody(self, stage: Stage) -> None:
        recruitment = await stage.post()
        await stage.join(recruitment, ANN)
        stage.empty_outbox()
        await stage.recruiting.edit(stage.wish(AUTHOR), recruitment.id, meal(title="국밥"))
        assert [each.kind for each in stage.outbox()] == [DeliveryKind.CARD]

    async def test_a_moved_meeting_moves_its_timer(self, stage: Stage) -> None:
        recruitment = await stage.post()
        later = meal(meets_at=recruitment.details.meets_at + timedelta(hours=1))
        change = await stage.recruiting.edit(stage.wish(AUTHOR), recruitment.id, later)
        assert [timer.due_at for timer in stage.uow.kept.timers.values()] == [change.after.closes_at]

    async def test_leaving_promotes_and_tells_the_next(self, stage: Stage) -> None:
        recruitment = await stage.post(meal(capacity=2))
        await stage.join(recruitment, ANN, BEN)
        await stage.recruiting.leave(stage.wish(ANN), recruitment.id)
        assert (Notice.PROMOTED, BEN) in stage.notices()

    async def test_confirming_tells_who_still_waited(self, stage: Stage) -> None:
        recruitment = await stage.post(meal(capacity=2))
        await stage.join(recruitment, ANN, BEN)
        await stage.recruiting.confirm(stage.wish(AUTHOR), recruitment.id)
        assert (Notice.WAITLIST_ENDED, BEN) in stage.notices()
        assert (TimerKind.CLOSE, recruitment.id) not in stage.uow.kept.timers
