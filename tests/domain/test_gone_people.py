from domain.model.match import MatchStatus
from domain.model.people import MemberStatus
from domain.model.recruitment import RecruitmentStatus
from domain.outbox import DeliveryKind, Notice, card_key
from domain.ports import Profile
from domain.vocabulary import Language
from tests.domain.examples import AUTHOR, meal, members, seated, waiting
from tests.domain.stage import Stage

ANN, BEN, CAT = members(3)


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

    async def test_have_the_card_say_who_still_goes(self, stage: Stage) -> None:
        recruitment = await stage.post()
        await stage.join(recruitment, ANN, BEN)
        await stage.recruiting.confirm(stage.wish(AUTHOR), recruitment.id)
        stage.empty_outbox()
        await stage.people.gone(ANN)
        (card,) = stage.outbox(DeliveryKind.CARD)
        shown = await stage.reading.recruitment(recruitment.id)
        assert card.key == card_key(recruitment.id)
        assert shown.match is not None
        assert shown.match.coming == (AUTHOR, BEN)

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
