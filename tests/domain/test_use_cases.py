from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from domain.errors import DomainError, ErrorCode
from domain.model.details import Detail
from domain.model.ids import RecruitmentId
from domain.model.match import MatchStatus
from domain.model.people import Actor, Member, MemberStatus
from domain.model.recruitment import RecruitmentStatus
from domain.outbox import DeliveryKind, Notice, PostedMessage, card_key, thread_opener_key
from domain.ports import Listing, Profile
from domain.use_cases.recruiting import OverlapFoundError
from domain.use_cases.wishes import AlreadyHandled, Outcome, Wish
from domain.vocabulary import Category, Language
from tests.domain.examples import AUTHOR, meal, members, seated, waiting
from tests.domain.stage import ELSEWHERE, SEOUL, Stage

ANN, BEN, CAT = members(3)


@pytest.fixture
def stage() -> Stage:
    return Stage()


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
        assert not stage.uow.kept.timers


class TestClosing:
    async def test_confirms_and_expires_what_is_due_once_each(self, stage: Stage) -> None:
        together, alone = await stage.post(), await stage.post(author=CAT)
        await stage.join(together, ANN)
        stage.clock.at = together.closes_at
        assert await stage.closing.close_due() == 2
        assert stage.stored(together.id).status is RecruitmentStatus.CONFIRMED
        assert stage.stored(alone.id).status is RecruitmentStatus.EXPIRED
        assert (Notice.EXPIRED, CAT) in stage.notices()
        assert await stage.closing.close_due() == 0

    async def test_leaves_what_is_not_due(self, stage: Stage) -> None:
        recruitment = await stage.post()
        stage.clock.at = recruitment.closes_at - timedelta(microseconds=1)
        assert await stage.closing.close_due() == 0
        assert stage.stored(recruitment.id).is_open

    async def test_catches_up_with_more_than_a_batch(self, stage: Stage) -> None:
        recruitments = [await stage.post() for _ in range(120)]
        stage.clock.at = recruitments[0].closes_at + timedelta(hours=6)
        assert await stage.closing.close_due() == 120
        assert not stage.uow.kept.timers

    async def test_a_timer_that_is_early_is_set_right(self, stage: Stage) -> None:
        recruitment = await stage.post()
        (key,) = stage.uow.kept.timers
        stage.uow.kept.timers[key] = replace(stage.uow.kept.timers[key], due_at=stage.clock.now())
        assert await stage.closing.close_due() == 0
        assert stage.uow.kept.timers[key].due_at == recruitment.closes_at

    async def test_a_timer_of_nothing_goes_away(self, stage: Stage) -> None:
        recruitment = await stage.post()
        del stage.uow.kept.recruitments[recruitment.id]
        stage.clock.at = recruitment.closes_at
        assert await stage.closing.close_due() == 0
        assert not stage.uow.kept.timers


class TestComments:
    async def test_keep_one_alias_a_member_and_recruitment(self, stage: Stage) -> None:
        recruitment = await stage.post(meal(anonymous=True))
        said = [
            await stage.commenting.comment(stage.wish(who), recruitment.id, "안녕하세요")
            for who in (ANN, AUTHOR, BEN, ANN)
        ]
        assert [comment.alias for comment in said] == [1, 0, 2, 1]

    async def test_tell_the_author_of_others_comments_each(self, stage: Stage) -> None:
        recruitment = await stage.post(meal(anonymous=True))
        for who in (ANN, ANN, AUTHOR):
            await stage.commenting.comment(stage.wish(who), recruitment.id, "몇 시까지요?")
        assert stage.notices() == [(Notice.COMMENTED, AUTHOR)] * 2

    @pytest.mark.parametrize(
        ("content", "code"), [("  ", ErrorCode.CONDITION_MISSING), ("가" * 1001, ErrorCode.TEXT_TOO_LONG)]
    )
    async def test_need_something_to_say_and_not_too_much(self, stage: Stage, content: str, code: ErrorCode) -> None:
        recruitment = await stage.post(meal(anonymous=True))
        with pytest.raises(DomainError) as error:
            await stage.commenting.comment(stage.wish(ANN), recruitment.id, content)
        assert (error.value.code, error.value.field) == (code, "content")


class TestGonePeople:
    async def test_take_their_recruitments_seats_and_places_along(self, stage: Stage) -> None:
        own, others = await stage.post(author=ANN), await stage.post(meal(capacity=2))
        await stage.join(others, ANN, BEN)
        await stage.join(own, CAT)
        await stage.people.gone(ANN)
        assert stage.stored(own.id).status is RecruitmentStatus.CANCELLED
        assert (Notice.CANCELLED, CAT) in stage.notices()
        assert (seated(stage.stored(others.id)), waiting(stage.stored(others.id))) == ([AUTHOR, BEN], [])
        assert (Notice.PROMOTED, BEN) in stage.notices()
        assert stage.uow.kept.members[ANN].status is MemberStatus.GONE

    async def test_leave_a_match_whose_others_get_a_new_conversation(self, stage: Stage) -> None:
        recruitment = await stage.post()
        await stage.join(recruitment, ANN, BEN)
        await stage.recruiting.confirm(stage.wish(AUTHOR), recruitment.id)
        await stage.people.gone(ANN)
        (match,) = stage.uow.kept.matches.rows.values()
        assert match.coming == (AUTHOR, BEN)
        assert [each.params["revision"] for each in stage.outbox(DeliveryKind.MATCH_DM)] == [1, 2]

    async def test_leave_one_alone_who_is_told(self, stage: Stage) -> None:
        recruitment = await stage.post()
        await stage.join(recruitment, ANN)
        await stage.recruiting.confirm(stage.wish(AUTHOR), recruitment.id)
        stage.empty_outbox()
        await stage.people.gone(AUTHOR)
        (match,) = stage.uow.kept.matches.rows.values()
        assert match.status is MatchStatus.CANCELLED
        assert stage.notices() == [(Notice.GROUP_FELL_APART, ANN)]

    async def test_are_learned_of_from_their_profile(self, stage: Stage) -> None:
        recruitment = await stage.post(author=ANN)
        await stage.people.learn(ANN, Profile("ann", Language.EN, is_admin=False, is_gone=True))
        assert stage.stored(recruitment.id).status is RecruitmentStatus.CANCELLED


class TestOutcomesOfDeliveries:
    async def test_a_posted_card_of_a_named_recruitment_gets_its_thread(self, stage: Stage) -> None:
        named, hidden = await stage.post(), await stage.post(meal(anonymous=True), author=ANN)
        for card in stage.outbox(DeliveryKind.CARD):
            await stage.outcomes.posted(card, PostedMessage(card.key, "C1", "1.0"))
        openers = [each.key for each in stage.outbox(DeliveryKind.THREAD_OPENER)]
        assert openers == [thread_opener_key(named.id)]
        assert hidden.id != named.id

    async def test_a_card_that_slack_refuses_gives_the_draft_back(self, stage: Stage) -> None:
        recruitment = await stage.post()
        (card,) = stage.outbox()
        await stage.outcomes.refused(card, "is_archived")
        assert stage.stored(recruitment.id).status is RecruitmentStatus.CANCELLED
        (told,) = stage.outbox(DeliveryKind.NOTICE)
        assert (told.member, told.params) == (AUTHOR, {"notice": Notice.NOT_POSTED, "code": "is_archived"})

    async def test_a_refused_refresh_of_a_card_that_stands_calls_nothing_off(self, stage: Stage) -> None:
        recruitment = await stage.post()
        (card,) = stage.outbox()
        row = stage.uow.kept.outbox[card.key]
        stage.uow.kept.outbox[card.key] = replace(row, posted=PostedMessage(card.key, "C1", "1.0"))
        await stage.outcomes.refused(card, "cant_update_message")
        assert stage.stored(recruitment.id).is_open

    async def test_the_author_is_told_once_that_a_card_that_stood_is_out_of_reach(self, stage: Stage) -> None:
        recruitment = await stage.post()
        (card,) = stage.outbox()
        row = stage.uow.kept.outbox[card.key]
        stage.uow.kept.outbox[card.key] = replace(row, posted=PostedMessage(card.key, "C1", "1.0"))
        await stage.outcomes.refused(card, "message_not_found")
        (told,) = stage.outbox(DeliveryKind.NOTICE)
        assert (told.member, told.params) == (recruitment.author, {"notice": Notice.NOT_SHOWN})
        row = stage.uow.kept.outbox[told.key]
        stage.uow.kept.outbox[told.key] = replace(row, posted=PostedMessage(told.key, "D1", "2.0"))
        await stage.outcomes.refused(card, "message_not_found")
        assert stage.uow.kept.outbox[told.key].generation == row.generation

    async def test_who_cannot_be_reached_is_left_out(self, stage: Stage) -> None:
        recruitment = await stage.post()
        await stage.join(recruitment, ANN, BEN)
        await stage.recruiting.confirm(stage.wish(AUTHOR), recruitment.id)
        (group,) = stage.outbox(DeliveryKind.MATCH_DM)
        await stage.outcomes.unreachable(group, [stage.uow.kept.members[BEN]])
        (match,) = stage.uow.kept.matches.rows.values()
        assert match.coming == (AUTHOR, ANN)


class TestReading:
    async def test_pages_through_open_ones_soonest_first(self, stage: Stage) -> None:
        start = meal().meets_at
        for hours in (3, 1, 2):
            await stage.post(meal(meets_at=start + timedelta(hours=hours)))
        page = await stage.reading.page(stage.actor(ANN), Listing(limit=2))
        assert page.total == 3
        assert [shown.recruitment.details.meets_at - start for shown in page.items] == [
            timedelta(hours=1),
            timedelta(hours=2),
        ]

    async def test_a_page_past_the_end_is_the_last_one(self, stage: Stage) -> None:
        await stage.post()
        page = await stage.reading.page(stage.actor(ANN), Listing(offset=50))
        assert (page.listing.offset, len(page.items)) == (0, 1)

    async def test_home_shows_mine_first_and_never_twice(self, stage: Stage) -> None:
        mine, other = await stage.post(author=ANN), await stage.post()
        home = await stage.reading.home(stage.actor(ANN))
        assert [shown.recruitment.id for shown in home.mine] == [mine.id]
        assert [shown.recruitment.id for shown in home.open] == [other.id]

    async def test_a_foreign_recruitment_is_not_found(self, stage: Stage) -> None:
        recruitment = await stage.post()
        with pytest.raises(DomainError):
            await stage.reading.recruitment(recruitment.id, Actor(ELSEWHERE, Member(ANN, ELSEWHERE.id, "U2")))
        assert (await stage.reading.recruitment(recruitment.id, Actor(SEOUL, Member(ANN, SEOUL.id, "U2")))).recruitment
