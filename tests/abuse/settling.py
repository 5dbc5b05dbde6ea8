"""Who lives in the town and what they have going on: recruitments, matches and waits in every state."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from domain.matching.greedy import greedy
from domain.matching.pool import Pool
from domain.model.application import Application, Suggestion
from domain.model.conditions import Concession, Condition, Conditions
from domain.model.people import DirectMessage
from domain.model.recruitment import Recruitment
from domain.pool import Solved
from domain.ports import Profile, Transaction
from domain.use_cases.closing import Closing
from domain.use_cases.preferring import Preferences
from domain.use_cases.sweeping.sweep import Sweeping
from domain.use_cases.wishes import Wish
from domain.vocabulary import Category, Language, Place, StudyType, WayOfEating
from storage.directory import SqlDirectory
from tests.abuse.town import ANN, BEN, CAT, CHANNELS, DAN, EVE, FAR, FARTEAM, GUS, HAL, IVY, SEOUL, Town
from tests.domain.examples import NOW, meal
from tests.handlers import slack

_FIRST = timedelta(minutes=30)
"""How long the town has been there when a test begins: long enough for a recruitment to have expired."""

_WAIT = Conditions(places=(Place.GAEPO,), study_types=(StudyType.INNER_CIRCLE,))
_LUNCH = Conditions(places=(Place.GAEPO,), ways_of_eating=(WayOfEating.EATOUT,), sizes=frozenset({2}))


@dataclass(frozen=True)
class Things:
    """What there is, by public id. All recruitments are Ann's, and Ben is in those that somebody joined.

    The `hidden` one alone is Ivy's, which nobody may know. Ann and Ben wait for study. The random pool has brought Cat
    and Hal together over lunch. `abroad` is another workspace's. The views are Ann's, as her Slack keeps them.
    """

    open: str
    full: str
    anonymous: str
    hidden: str
    confirmed: str
    cancelled: str
    expired: str
    met: str
    wait: str
    bens_wait: str
    matched_wait: str
    random_match: str
    abroad: str
    abroad_wait: str
    views: dict[str, dict[str, Any]]


class PlainSolver:
    """Solves without libraries and without a process of its own."""

    async def solve(self, pool: Pool) -> Solved:
        return Solved(greedy(pool), 1)


@dataclass
class Settlers:
    """Builds the town, deed by deed."""

    town: Town

    def __post_init__(self) -> None:
        self._deeds = count()
        self._hours = count(2)

    async def settle(self) -> Things:
        """Everything that there is afterwards."""
        await self._come()
        recruitments = await self._recruit()
        met = await self._confirm(recruitments["confirmed"])
        pool = await self._wait()
        abroad = await self._abroad()
        await self._go()
        await self._time_passes()
        return Things(**recruitments, met=met, **pool, **abroad, views=await self._views(recruitments))

    async def wish(self, user: str, team: str = slack.TEAM) -> Wish:
        actor = await self.town.services.directory.actor(team, user)
        return Wish(actor, f"settling:{next(self._deeds)}")

    async def post(self, user: str = ANN, team: str = slack.TEAM, **details: Any) -> str:
        """A recruitment that meets hours away from all others."""
        hours = timedelta(hours=2 * next(self._hours))
        usual = {"meets_at": NOW + hours, "title": f"{user}의 밥", "content": "같이 먹어요"}
        posted: Recruitment = await self.town.services.recruiting.post(
            await self.wish(user, team), Category.MEAL, meal(**(usual | details)), slack.CHANNEL, despite_overlap=True
        )
        return str(posted.id)

    async def join(self, recruitment: str, *users: str) -> None:
        for user in users:
            await self.town.services.recruiting.join(await self.wish(user), _id(recruitment), despite_overlap=True)

    async def apply(self, user: str, category: Category, conditions: Conditions, team: str = slack.TEAM) -> Application:
        return await self.town.services.waiting.apply(await self.wish(user, team), category, conditions)

    async def _come(self) -> None:
        directory = self.town.services.directory
        assert isinstance(directory, SqlDirectory)
        for team, channels in ((slack.TEAM, CHANNELS), (FARTEAM, {})):
            await directory.register_workspace(
                team_id=team,
                url=f"https://{team.lower()}.example/",
                bot_user_id="U0BOT",
                bot_id="B0BOT",
                zone=ZoneInfo(SEOUL.key),
                language=Language.KO,
                channels=channels,
            )
        for user in (ANN, BEN, CAT, DAN, EVE, GUS, HAL, IVY):
            member = (await directory.actor(slack.TEAM, user)).member
            called = Profile(f"{user.lower()}-name", Language.KO, is_admin=False, is_gone=False)
            await self.town.services.people.learn(member.id, called)
            directory.forget(slack.TEAM, user)
        wanted = Preferences(Language.KO, frozenset({DirectMessage.HINTS}), (HAL,))
        await self.town.services.preferring.keep(await self.wish(DAN), wanted)

    async def _recruit(self) -> dict[str, str]:
        made = {name: await self.post() for name in ("open", "confirmed", "cancelled")}
        made["full"] = await self.post(capacity=2)
        made["anonymous"] = await self.post(anonymous=True)
        made["hidden"] = await self.post(IVY, anonymous=True, title=None)
        made["expired"] = await self.post(meets_at=NOW + timedelta(minutes=20), way_of_eating=WayOfEating.EATOUT)
        for name in ("open", "confirmed", "full", "anonymous", "hidden"):
            await self.join(made[name], BEN)
        await self.join(made["full"], CAT)
        for user, name in ((BEN, "anonymous"), (BEN, "hidden"), (IVY, "hidden")):
            await self.town.services.commenting.comment(await self.wish(user), _id(made[name]), "몇 층이에요?")
        await self.town.services.recruiting.cancel(await self.wish(ANN), _id(made["cancelled"]))
        return made

    async def _confirm(self, recruitment: str) -> str:
        await self.join(recruitment, GUS)
        await self.town.services.recruiting.confirm(await self.wish(ANN), _id(recruitment))

        async def unit(tx: Transaction) -> str:
            match = await tx.matches.of_recruitment(_id(recruitment))
            assert match is not None
            return str(match.id)

        return await self.town.services.recruiting.uow.read(unit)

    async def _wait(self) -> dict[str, str]:
        matched = [await self.apply(user, Category.MEAL, _LUNCH) for user in (CAT, HAL)]
        uow, clock = self.town.services.waiting.uow, self.town.clock
        lease = timedelta(minutes=1)
        await Sweeping(uow, clock, self.town.services.waiting.ids, PlainSolver(), lease, lease).sweep_due()
        waiting = [await self.apply(user, Category.STUDY, _WAIT) for user in (ANN, BEN)]
        await self._suggest(waiting[0])
        found = await self.town.services.pool.wait(matched[0].id)
        return {
            "wait": str(waiting[0].id),
            "bens_wait": str(waiting[1].id),
            "matched_wait": str(matched[0].id),
            "random_match": str(found.application.match_id),
        }

    async def _suggest(self, waiting: Application) -> None:
        """A change that Ann may accept, as a sweep would have suggested."""
        suggestion = Suggestion(Concession(Condition.PLACES, Place.SEOCHO), 1)

        async def unit(tx: Transaction) -> None:
            await tx.applications.save([(waiting, waiting.suggest(suggestion, NOW))])

        await self.town.services.waiting.uow.write(unit)

    async def _abroad(self) -> dict[str, str]:
        waiting = await self.apply(FAR, Category.STUDY, _WAIT, FARTEAM)
        return {"abroad": await self.post(FAR, FARTEAM), "abroad_wait": str(waiting.id)}

    async def _go(self) -> None:
        """Gus leaves the workspace, with all that he is in."""
        gone = Profile("gus", Language.KO, is_admin=False, is_gone=True)
        directory = self.town.services.directory
        await self.town.services.people.learn((await directory.actor(slack.TEAM, GUS)).member.id, gone)
        directory.forget(slack.TEAM, GUS)

    async def _time_passes(self) -> None:
        self.town.clock.at += _FIRST
        services = self.town.services
        closing = Closing(services.recruiting.uow, self.town.clock, services.recruiting.ids)
        while await closing.close_due():
            pass

    async def _views(self, made: dict[str, str]) -> dict[str, dict[str, Any]]:
        """The modals that Ann can have open."""

        async def shown(body: slack.Body, **entered: Any) -> dict[str, Any]:
            answer = await self.town.send(body)
            assert answer.shown, answer
            return slack.opened(answer.shown[-1], entered)

        def choice(word: str) -> slack.Body:
            return slack.click(ANN, "recruitment_manage", option=f"{word}:{made['open']}")

        filled = {"places": slack.options("GAEPO"), "way_of_eating": slack.option("EATOUT")}
        return {
            "create": await shown(slack.command(ANN, "밥 개포 내일 15:00 치킨"), **filled),
            "edit": await shown(choice("edit"), content=slack.text("조금 바꿨어요")),
            "confirm": await shown(choice("confirm")),
            "cancel": await shown(choice("cancel")),
            "comment": await shown(
                slack.click(ANN, "recruitment_comment", made["anonymous"]), content=slack.text("안녕하세요")
            ),
            "random": await shown(slack.command(DAN, "랜덤"), places=slack.options("GAEPO")),
            "settings": await shown(slack.command(DAN, "설정"), language=slack.option("en")),
            "erase": await shown(slack.click(DAN, "settings_erase"), erase_confirmed=slack.options("erase_confirmed")),
        }


def _id(public: str) -> Any:
    return UUID(public)
