from datetime import timedelta

import pytest

from domain.errors import DomainError, ErrorCode
from domain.model.ids import MemberId
from domain.model.people import DirectMessage, MemberStatus
from domain.outbox import DeliveryKind, profile_key
from domain.ports import Profile
from domain.use_cases.preferring import BLOCKED_LIMIT, Preferences, Preferring
from domain.vocabulary import Language
from tests.domain.examples import NOW, members
from tests.domain.stage import SEOUL, Stage

ANN, BEN, CHO = members(3)
QUIET = Preferences(Language.EN, frozenset({DirectMessage.HINTS}), ("U3", "U4"))


def preferring(stage: Stage) -> Preferring:
    return Preferring(stage.uow, stage.clock)


async def keep(stage: Stage, wanted: Preferences, member: MemberId = ANN, key: str | None = None) -> Preferences:
    """What is kept afterwards, as it is shown."""
    await preferring(stage).keep(stage.wish(member, key=key), wanted)
    return await preferring(stage).present(stage.actor(member))


async def gone(stage: Stage, member: MemberId, status: MemberStatus = MemberStatus.GONE) -> None:
    await stage.uow.kept.members.set_status(member, status)


class TestKeeping:
    async def test_what_nobody_touched_is_the_usual(self, stage: Stage) -> None:
        assert await preferring(stage).present(stage.actor(ANN)) == Preferences()

    async def test_everything_is_kept_and_can_be_taken_back(self, stage: Stage) -> None:
        assert await keep(stage, QUIET) == QUIET
        assert await keep(stage, Preferences()) == Preferences()
        assert stage.uow.kept.blocks == {}

    async def test_it_is_somebodys_own(self, stage: Stage) -> None:
        await keep(stage, QUIET)
        assert await preferring(stage).present(stage.actor(BEN)) == Preferences()

    async def test_what_slack_says_changes_nothing_of_it(self, stage: Stage) -> None:
        await keep(stage, QUIET)
        await stage.people.learn(ANN, Profile("ann", Language.KO, is_admin=False, is_gone=False))
        assert await preferring(stage).present(stage.actor(ANN)) == QUIET

    async def test_a_window_that_stayed_open_is_saved_again_as_it_reads_by_then(self, stage: Stage) -> None:
        await keep(stage, Preferences(), key="view:1")
        await keep(stage, QUIET, key="view:1")
        assert await preferring(stage).present(stage.actor(ANN)) == QUIET

    async def test_a_block_that_stays_keeps_its_date(self, stage: Stage) -> None:
        await keep(stage, Preferences(blocked=("U3",)))
        stage.clock.move(days=1)
        await keep(stage, Preferences(blocked=("U3", "U4")))
        assert stage.uow.kept.blocks == {(ANN, BEN): NOW, (ANN, CHO): NOW + timedelta(days=1)}


class TestWhoIsBlocked:
    async def test_somebody_who_never_had_to_do_with_the_bot_is_added_and_looked_up(self, stage: Stage) -> None:
        assert (await keep(stage, Preferences(blocked=("U0NEW", "U3")))).blocked == ("U3", "U0NEW")
        new = await stage.uow.kept.members.find(SEOUL.id, "U0NEW")
        assert new is not None
        assert [each.key for each in stage.outbox(DeliveryKind.PROFILE)] == [profile_key(new.id)]
        await keep(stage, Preferences(blocked=("U0NEW", "U0NEW")))
        assert len(stage.uow.kept.members) == 10

    @pytest.mark.parametrize("who", ["U2", SEOUL.bot_user_id])
    async def test_neither_oneself_nor_the_bot(self, stage: Stage, who: str) -> None:
        with pytest.raises(DomainError) as refused:
            await keep(stage, Preferences(blocked=("U3", who)))
        assert (refused.value.code, refused.value.field) == (ErrorCode.CANNOT_BLOCK, "blocked")
        assert stage.uow.commits == 0

    async def test_not_too_many(self, stage: Stage) -> None:
        most = tuple(f"U0{number}" for number in range(BLOCKED_LIMIT))
        assert set((await keep(stage, Preferences(blocked=most))).blocked) == set(most)
        with pytest.raises(DomainError) as refused:
            await keep(stage, Preferences(blocked=(*most, "U3")))
        assert (refused.value.code, refused.value.params) == (ErrorCode.TOO_MANY_BLOCKED, {"limit": BLOCKED_LIMIT})

    async def test_who_has_left_is_not_shown_but_stays_blocked(self, stage: Stage) -> None:
        await keep(stage, Preferences(blocked=("U3", "U4")))
        await gone(stage, BEN)
        assert (await preferring(stage).present(stage.actor(ANN))).blocked == ("U4",)
        await keep(stage, Preferences(blocked=()))
        await gone(stage, BEN, MemberStatus.ACTIVE)
        assert (await preferring(stage).present(stage.actor(ANN))).blocked == ("U3",)

    async def test_nobody_is_told(self, stage: Stage) -> None:
        stage.empty_outbox()
        await keep(stage, Preferences(blocked=("U3",)))
        await keep(stage, Preferences())
        assert stage.outbox() == []
