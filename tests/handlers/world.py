"""The bot without a network: Bolt with its signatures on, the handlers, and everything behind them in memory."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult

from domain import ports
from domain.model.ids import MemberId, WorkspaceId
from domain.model.match import Match
from domain.model.people import Member, Workspace
from domain.model.recruitment import Recruitment
from domain.outbox import Delivery, DeliveryKind, PostedMessage
from domain.outgoing import HomeView, Message, Outgoing
from domain.use_cases.closing import Closing
from domain.use_cases.outcomes import Outcomes
from domain.use_cases.reminding import Reminding
from domain.vocabulary import Category, Language, Place
from handlers.app import attach
from handlers.presenting import build_presenter
from handlers.services import Services
from handlers.site import Site
from playground.blockkit import validate_message, validate_view
from tests.domain.examples import NOW
from tests.fakes import Clock, Directory, Ids, UnitOfWork
from tests.handlers import slack
from tests.handlers.modals import Modals
from tests.handlers.wire import as_json

SEOUL = ZoneInfo("Asia/Seoul")
WORKSPACE = Workspace(
    id=WorkspaceId(1),
    team_id=slack.TEAM,
    url="https://42.example/",
    bot_user_id="U0BOT",
    bot_id="B0BOT",
    zone=SEOUL,
    language=Language.KO,
    channels=((Category.MEAL, slack.CHANNEL), (Category.STUDY, "C0STUDY")),
)
SITE = Site({Place.GAEPO: "1층 로비"}, "https://partner.example")
ANN, BEN, CAT, DAN = "U0ANN", "U0BEN", "U0CAT", "U0DAN"
EVE = "U0EVE"
"""An admin who speaks English."""


class World:
    """Everything a test acts on and looks at."""

    def __init__(self) -> None:
        self.uow = UnitOfWork()
        self.clock = Clock(NOW)
        self.modals = Modals()
        self.directory = Directory(self.uow)
        self.uow.kept.workspaces[WORKSPACE.id] = WORKSPACE
        for number, slack_id in enumerate((ANN, BEN, CAT, DAN, EVE), 1):
            self.uow.kept.members[MemberId(number)] = Member(MemberId(number), WORKSPACE.id, slack_id, slack_id.lower())
        self.change_member(EVE, is_admin=True, language=Language.EN)
        self.ids = ids = Ids()
        self.services = Services.of(
            self.uow, self.clock, ids, self.directory, self.modals, language=Language.KO, zone=SEOUL, site=SITE
        )
        self.closing = Closing(self.uow, self.clock, ids)
        self.reminding = Reminding(self.uow, self.clock)
        self.outcomes = Outcomes(self.uow, self.clock, ids, self.services.people)
        self._serve()

    def _serve(self) -> None:
        self.present = build_presenter(self.services)
        self.app = _bolt_app()
        attach(self.app, self.services)

    def appoint(self, *admins: str) -> None:
        """They are admins by the settings, whatever Slack says."""
        self.services = replace(self.services, admins=frozenset(admins))
        self._serve()

    def count(self, answered: Callable[[str, str, str], None]) -> None:
        """Everything that is asked for is told."""
        self.services = replace(self.services, answered=answered)
        self._serve()

    def settle_at(self, site: Site) -> None:
        """It is run by somebody else, elsewhere."""
        self.services = replace(self.services, site=site)
        self._serve()

    def remember_by(self, directory: ports.Directory) -> None:
        """People are looked up in another way."""
        self.services = replace(self.services, directory=directory)
        self._serve()

    async def erasing_goes_on(self) -> None:
        """The workers do what is left to do for those who were erased."""
        await self.services.erasing.erase_due()

    # sending

    async def send(self, request: AsyncBoltRequest) -> BoltResponse:
        """What Bolt answers; whatever it shows is held against Slack's limits."""
        response = await self.app.async_dispatch(request)
        body = json.loads(response.body) if response.body else {}
        assert "view" not in body or validate_view(body["view"]) == []
        assert "blocks" not in body or validate_message(body["blocks"]) == []
        return response

    async def command(self, user: str, text: str, **how: Any) -> BoltResponse:
        return await self.send(slack.form(slack.command(user, text, **how)))

    async def click(self, user: str, action_id: str, value: object = None, **how: Any) -> BoltResponse:
        carried = None if value is None else str(value)
        return await self.send(slack.interactive(slack.click(user, action_id, carried, **how)))

    async def submit(self, user: str, view: Mapping[str, Any], **how: Any) -> BoltResponse:
        return await self.send(slack.interactive(slack.submission(user, dict(view), **how)))

    async def event(self, kind: str, **content: Any) -> BoltResponse:
        return await self.send(slack.event_request(slack.event(kind, **content)))

    @property
    def match(self) -> Match:
        """The match made last, as it stands."""
        return list(self.uow.kept.matches.rows.values())[-1]

    # looking

    @property
    def modal(self) -> Mapping[str, Any]:
        """The modal shown last."""
        return self.modals.shown[-1].view

    @property
    def recruitments(self) -> list[Recruitment]:
        return sorted(self.uow.kept.recruitments.values(), key=lambda one: one.id)

    @property
    def recruitment(self) -> Recruitment:
        (only,) = self.recruitments
        return only

    def member(self, slack_id: str) -> Member:
        return next(one for one in self.uow.kept.members.values() if one.slack_id == slack_id)

    def change_member(self, slack_id: str, **changed: Any) -> None:
        member = self.member(slack_id)
        self.uow.kept.members[member.id] = replace(member, **changed)

    def asked_for(self, kind: DeliveryKind) -> list[Delivery]:
        return [row.delivery for row in self.uow.kept.outbox.values() if row.delivery.kind is kind and row.pending]

    def seated(self) -> list[str | None]:
        members = self.uow.kept.members
        return [members[seat.member].slack_id for seat in self.recruitment.participants]

    def forget_channels(self) -> None:
        """No category has a channel of its own."""
        self.uow.kept.workspaces[WORKSPACE.id] = replace(WORKSPACE, channels=())

    # delivering

    async def deliver(self, kind: DeliveryKind | None = None) -> list[Outgoing]:
        """Renders what is asked for, and keeps where each message would have been posted."""
        outbox = self.uow.kept.outbox
        pending = [key for key, row in outbox.items() if row.pending and kind in {None, row.delivery.kind}]
        return [await self._deliver(key) for key in pending]

    async def delivered(self, kind: DeliveryKind) -> Outgoing:
        """The only delivery of the kind that is asked for."""
        (only,) = await self.deliver(kind)
        return only

    async def answer(self) -> Message:
        """The answer to the click just made."""
        outgoing = await self.delivered(DeliveryKind.ANSWER)
        assert isinstance(outgoing, Message)
        return outgoing

    async def _deliver(self, key: str) -> Outgoing:
        outbox = self.uow.kept.outbox
        row = outbox[key]
        outgoing = await self.present(row.delivery, row.posted)
        if isinstance(outgoing, Message):
            assert validate_message(as_json(list(outgoing.content.blocks))) == []
        if isinstance(outgoing, HomeView):
            assert validate_view(as_json(outgoing.view)) == []
        posted = row.posted or (PostedMessage(key, slack.CHANNEL, "1.42") if isinstance(outgoing, Message) else None)
        outbox[key] = replace(row, pending=False, posted=posted)
        return outgoing

    # shorthands

    async def post(self, user: str = ANN, words: str = "밥 개포 12:30 치킨 4명 외식", **entered: Any) -> Recruitment:
        """A recruitment, as people make one: the command, the form, its submission."""
        await self.command(user, words)
        answer = await self.submit(user, slack.opened(self.modal, entered))
        assert body_of(answer) is None, answer.body
        return self.recruitments[-1]

    async def brought_together(self, *others: str, words: str = "밥 개포 12:30 치킨 6명 외식") -> Match:
        """Ann's recruitment, joined by these (else by Ben), confirmed by her; all that is to be told of it is told."""
        recruitment = await self.post(ANN, words)
        await self.deliver()
        for user in others or (BEN,):
            await self.click(user, "recruitment_join", recruitment.id)
        await self.click(ANN, "recruitment_manage", option=f"confirm:{recruitment.id}")
        await self.submit(ANN, slack.opened(self.modal))
        await self.deliver()
        return self.match


def body_of(response: BoltResponse) -> Any:
    assert response.status == 200, (response.status, response.body)
    return json.loads(response.body) if response.body else None


def said(anything: object) -> str:
    """All that a message or view says, as one text."""
    return json.dumps(anything, ensure_ascii=False, default=lambda one: getattr(one, "__dict__", str(one)))


def spoken(outgoing: Outgoing) -> str:
    """All that a delivered message says."""
    assert isinstance(outgoing, Message), outgoing
    return f"{outgoing.content.text}\n{said(list(outgoing.content.blocks))}"


def buttons(blocks: Any) -> dict[str, str | None]:
    """Action ids and values of what can be clicked."""
    found: dict[str, str | None] = {}
    for block in blocks:
        elements = [*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else [])]
        found |= {each["action_id"]: each.get("value") for each in elements if "action_id" in each}
    return found


def _bolt_app() -> AsyncApp:
    async def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id=slack.TEAM, bot_id="B0BOT", bot_user_id="U0BOT", bot_token="xoxb-of-the-tests"
        )

    return AsyncApp(
        signing_secret=slack.SECRET,
        authorize=authorize,
        raise_error_for_unhandled_request=True,
    )
