"""Erasing a person: who they are at once, what they left behind soon after, and nothing of others."""

from dataclasses import replace

import pytest

from domain.errors import MemberErased
from domain.model.application import ApplicationStatus
from domain.model.ids import MemberId
from domain.model.match import Attendance, MatchStatus
from domain.model.people import DirectMessage, Member, MemberStatus
from domain.model.recruitment import RecruitmentStatus
from domain.outbox import DeliveryKind, Notice, card_key, comment_key, thread_opener_key, told_key
from domain.ports import Profile
from domain.use_cases.erasing import BATCH, Erasing
from domain.use_cases.preferring import Preferences, Preferring
from domain.vocabulary import Language
from tests.domain.examples import AUTHOR, meal, members, seated, waiting
from tests.domain.stage import SEOUL, Stage

ANN, BEN, CAT = members(3)
WORDS = meal(title="치킨 드실 분", content="배달비 나눠요")


def erasing(stage: Stage) -> Erasing:
    return Erasing(stage.uow, stage.clock, stage.people)


async def erase(stage: Stage, member: MemberId = ANN) -> None:
    """Asks for it, and lets the workers do what is to be done at once."""
    await erasing(stage).erase(stage.actor(member))
    await erasing(stage).erase_due()


class TestAtOnce:
    async def test_nobody_is_known_by_that_name_any_more(self, stage: Stage) -> None:
        stage.uow.kept.members[ANN] = Member(
            ANN, SEOUL.id, "U2", "ann", Language.EN, is_admin=True, muted=frozenset(DirectMessage), dm_channel_id="D2"
        )
        await erasing(stage).erase(stage.actor(ANN))
        assert stage.uow.kept.members[ANN] == Member(ANN, SEOUL.id, None, status=MemberStatus.GONE)

    async def test_blocks_end_both_ways(self, stage: Stage) -> None:
        for pair in ((ANN, BEN), (BEN, ANN), (BEN, CAT)):
            stage.uow.kept.blocks[pair] = stage.clock.now()
        await erasing(stage).erase(stage.actor(ANN))
        assert set(stage.uow.kept.blocks) == {(BEN, CAT)}

    async def test_waits_end_without_a_word(self, stage: Stage) -> None:
        application = await stage.apply(ANN)
        stage.empty_outbox()
        await erasing(stage).erase(stage.actor(ANN))
        assert stage.application(application.id).status is ApplicationStatus.CANCELLED
        assert stage.outbox() == []

    async def test_whoever_is_erased_already_is_somebody_new(self, stage: Stage) -> None:
        await erasing(stage).erase(stage.actor(ANN))
        with pytest.raises(MemberErased):
            await erasing(stage).erase(stage.actor(ANN))


class TestSoonAfter:
    async def test_open_recruitments_are_called_off_and_seats_fall_free(self, stage: Stage) -> None:
        own, others = await stage.post(author=ANN), await stage.post(meal(capacity=2))
        await stage.join(others, ANN, BEN)
        await stage.join(own, CAT)
        await erase(stage)
        assert stage.stored(own.id).status is RecruitmentStatus.CANCELLED
        assert (Notice.CANCELLED, CAT) in stage.notices()
        assert (seated(stage.stored(others.id)), waiting(stage.stored(others.id))) == ([AUTHOR, BEN], [])
        assert (Notice.PROMOTED, BEN) in stage.notices()

    async def test_groups_ahead_hear_that_somebody_cannot_come(self, stage: Stage) -> None:
        match = await stage.confirmed(ANN, BEN)
        await erase(stage)
        (after,) = stage.matches()
        assert after.those(Attendance.CANNOT_COME) == (ANN,)
        assert (after.status, after.coming) == (MatchStatus.ACTIVE, (AUTHOR, BEN))
        assert {each.member for each in after.members} == {each.member for each in match.members}

    async def test_groups_that_have_met_stay_as_they_were_but_for_the_words(self, stage: Stage) -> None:
        mine = await stage.confirmed(ANN, details=WORDS)
        stage.clock.move(days=1)
        await erase(stage, AUTHOR)
        assert stage.matches() == [replace(mine, title=None)]

    async def test_what_they_wrote_goes_and_what_others_wrote_stays(self, stage: Stage) -> None:
        own, others = await stage.post(WORDS, ANN), await stage.post(meal(title="피자", anonymous=True))
        for who in (ANN, BEN):
            await stage.commenting.comment(stage.wish(who), others.id, f"저요 {who}")
        await erase(stage)
        details = stage.stored(own.id).details
        assert (details.title, details.content, stage.stored(others.id).details.title) == (None, None, "피자")
        assert [one.content for one in stage.uow.kept.comments.rows.values()] == ["", f"저요 {BEN}"]

    async def test_whatever_shows_them_to_others_is_shown_anew(self, stage: Stage) -> None:
        met = await stage.confirmed(ANN)
        anonymous = await stage.post(meal(anonymous=True))
        own = await stage.post(WORDS, ANN)
        comment = await stage.commenting.comment(stage.wish(ANN), anonymous.id, "저요")
        stage.clock.move(hours=1, minutes=40)
        await stage.closing.close_due()
        stage.empty_outbox()
        await erase(stage)
        assert met.recruitment_id is not None
        asked = {each.key: each for each in stage.outbox()}
        wanted = {card_key(met.recruitment_id), card_key(own.id), thread_opener_key(own.id), comment_key(comment.id)}
        assert {*wanted, told_key(comment.id)} == set(asked)
        assert asked[told_key(comment.id)].member == AUTHOR

    async def test_is_done_once_until_nobody_works_for_them_and_then_once_more(self, stage: Stage) -> None:
        others = await stage.post()
        await erase(stage)
        assert await erasing(stage).erase_due() == 0
        late = stage.stored(others.id).join(ANN, stage.clock.now()).after
        stage.uow.kept.recruitments[others.id] = late
        stage.uow.kept.erasures.settled = True
        assert await erasing(stage).erase_due() == 1
        assert seated(stage.stored(others.id)) == [AUTHOR]
        assert await erasing(stage).erase_due() == 0

    async def test_in_the_end_points_waits_and_deliveries_are_gone(self, stage: Stage) -> None:
        await stage.apply(ANN)
        await stage.confirmed(ANN, BEN)
        await erase(stage)
        stage.uow.kept.erasures.settled = True
        await erasing(stage).erase_due()
        kept = stage.uow.kept
        assert {score.member for score in kept.matches.scores} == {AUTHOR, BEN}
        assert list(kept.applications.rows) == []
        assert ANN not in {each.member for each in stage.outbox()}
        assert kept.erasures.rows == {}

    async def test_goes_on_with_one_person_at_a_time_so_that_a_process_can_stop_between(self, stage: Stage) -> None:
        for each in (ANN, BEN):
            await erasing(stage).erase(stage.actor(each))
        assert [await erasing(stage).erase_due() for _ in range(3)] == [2, 1, 0]

    async def test_is_done_however_much_there_is(self, stage: Stage) -> None:
        stage.lift_limits()
        own = [await stage.post(WORDS, ANN) for _ in range(2 * BATCH + 1)]
        stage.empty_outbox()
        await erase(stage)
        assert {stage.stored(one.id).details.title for one in own} == {None}
        assert {card_key(one.id) for one in own} <= {each.key for each in stage.outbox()}
        assert {thread_opener_key(one.id) for one in own} <= {each.key for each in stage.outbox()}

    async def test_what_was_interrupted_is_taken_up_again(self, stage: Stage) -> None:
        own = [await stage.post(WORDS, ANN) for _ in range(3)]
        await erasing(stage).erase(stage.actor(ANN))
        stage.uow.failing = OSError("killed")
        with pytest.raises(OSError, match="killed"):
            await erasing(stage).erase_due()
        stage.uow.failing = None
        await erasing(stage).erase_due()
        assert [stage.stored(one.id).details.title for one in own] == [None] * 3

    async def test_one_that_fails_keeps_no_other_waiting_and_is_tried_again(self, stage: Stage) -> None:
        posts = {member: await stage.post(WORDS, member) for member in (ANN, BEN)}
        for member in posts:
            await erasing(stage).erase(stage.actor(member))
        stage.uow.kept.erasures.failing = ANN
        with pytest.raises(ExceptionGroup) as failed:
            await erasing(stage).erase_due()
        assert len(failed.value.exceptions) == 1
        titles = {member: stage.stored(post.id).details.title for member, post in posts.items()}
        assert titles == {ANN: WORDS.title, BEN: None}
        stage.uow.kept.erasures.failing = None
        await erasing(stage).erase_due()
        assert stage.stored(posts[ANN].id).details.title is None


class TestWhoIsRememberedAllTheSame:
    async def test_can_wish_for_nothing(self, stage: Stage) -> None:
        recruitment = await stage.post()
        stale = stage.wish(ANN)
        await erase(stage)
        with pytest.raises(MemberErased):
            await stage.recruiting.join(stale, recruitment.id)
        assert seated(stage.stored(recruitment.id)) == [AUTHOR]

    async def test_keeps_no_settings(self, stage: Stage) -> None:
        await erase(stage)
        with pytest.raises(MemberErased):
            await Preferring(stage.uow, stage.clock).keep(stage.wish(ANN), Preferences(Language.EN))

    async def test_is_not_learned_of(self, stage: Stage) -> None:
        await erase(stage)
        await stage.people.learn(ANN, Profile("ann", Language.EN, is_admin=True, is_gone=False))
        assert stage.uow.kept.members[ANN] == Member(ANN, SEOUL.id, None, status=MemberStatus.GONE)

    async def test_has_granted_wishes_granted_still(self, stage: Stage) -> None:
        recruitment = await stage.post()
        stage.uow.kept.inbox.add("click:before")
        await erase(stage)
        assert not await stage.uow.kept.inbox.accept_from(ANN, "click:before")
        assert stage.outbox(DeliveryKind.CARD)[0].subject == str(recruitment.id)
