from dataclasses import replace

from domain.model.recruitment import RecruitmentStatus
from domain.outbox import DeliveryKind, Notice, PostedMessage, thread_opener_key
from tests.domain.examples import AUTHOR, meal, members
from tests.domain.stage import Stage

ANN, BEN = members(2)


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
