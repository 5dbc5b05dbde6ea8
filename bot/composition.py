"""Where everything meets: what each part needs is made and handed over here, and nowhere else."""

from dataclasses import dataclass
from datetime import timedelta

import aiohttp
from pydantic import SecretStr
from slack_bolt.async_app import AsyncApp

from bot.bell import Bell
from bot.bolt import build_bolt
from bot.bounds import kept_days, limits
from bot.figures import DatabaseFigures
from bot.modals import GatewayModals
from bot.outcomes import ForgetfulOutcomes
from domain.outbox import PostedMessage
from domain.ports import Clock, Transaction
from domain.retention import Retaining
from domain.use_cases.closing import Closing
from domain.use_cases.outcomes import Outcomes
from domain.use_cases.reminding import Reminding
from domain.use_cases.sweeping.sweep import Sweeping
from domain.use_cases.watching import Watching
from handlers.app import attach
from handlers.presenting import build_presenter
from handlers.services import Services
from handlers.site import Site
from infra.delivery.conversations import Conversations
from infra.delivery.courier import Courier
from infra.delivery.desk import Desk
from infra.delivery.ending import Ending
from infra.delivery.filing import Filing
from infra.delivery.pacing import Pacer
from infra.delivery.ports import Bot, Timing, WherePosted
from infra.delivery.posting import Posting
from infra.delivery.rates import paces
from infra.delivery.sending import Sending
from infra.delivery.worker import DeliveryWorker
from infra.ids import RandomIds
from infra.metrics import Metrics
from infra.scheduler import Scheduler, Ticker
from infra.settings import Settings
from infra.settings_rules import is_loopback
from infra.slack.calls import SlackCalls
from infra.slack.files import SlackFiles
from infra.slack.gateway import Identity, SlackGateway
from infra.slack.marks import Marks
from infra.solving.solver import ProcessSolver
from storage.database import Database
from storage.directory import SqlDirectory
from storage.figures import SqlFigures
from storage.queue import SqlDeliveryQueue
from storage.retention import SqlRemains
from storage.unit_of_work import SqlUnitOfWork

SOLVER_IDLE = timedelta(seconds=60)
"""How long the matching engine's process is kept without anything to solve."""

FIGURES_BUDGET = timedelta(seconds=1)
"""How long whoever asks for metrics waits for the database at most."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the processes are made of. `outbox_bell` rings when a commit of this process left something to deliver.

    `quick` units of work keep to the budget of a request; `patient` ones are the worker's.
    """

    settings: Settings
    token: SecretStr
    metrics: Metrics
    clock: Clock
    outbox_bell: Bell
    database: Database
    quick: SqlUnitOfWork
    patient: SqlUnitOfWork
    queue: SqlDeliveryQueue
    directory: SqlDirectory
    calls: SlackCalls
    gateway: SlackGateway
    solver: ProcessSolver

    def figures(self) -> DatabaseFigures:
        """What waits in the database, as metrics."""
        return DatabaseFigures(SqlFigures(self.database, budget=FIGURES_BUDGET), self.metrics, self.clock)

    def services(self, uow: SqlUnitOfWork) -> Services:
        """The use cases over one kind of unit of work."""
        return Services.of(
            uow,
            self.clock,
            RandomIds(),
            self.directory,
            GatewayModals(self.gateway),
            language=self.settings.partner_locale,
            zone=self.settings.partner_timezone,
            wait=timedelta(minutes=self.settings.partner_wait_minutes),
            limits=limits(self.settings),
            site=Site.of(self.settings.partner_spots, self.settings.partner_public_url, kept_days(self.settings)),
            admins=self.settings.partner_admins,
            late_after=timedelta(seconds=self.settings.partner_late_seconds),
            answered=self.metrics.answered,
        )


def compose(settings: Settings, session: aiohttp.ClientSession, clock: Clock, metrics: Metrics) -> Parts:
    """All parts that need no answer from outside. The settings must have a token."""
    token = settings.slack_bot_token
    if token is None:
        raise ValueError("there is no workspace to serve without a token")
    bell = Bell()
    database = Database(settings.database_url, on_retry=metrics.database_retried, on_error=metrics.database_failed)
    calls = SlackCalls(
        token.get_secret_value(), settings.slack_api_url, session, metrics, direct=is_loopback(settings.slack_api_url)
    )
    quick = _units(database, settings.partner_request_seconds, bell)
    return Parts(
        settings=settings,
        token=token,
        metrics=metrics,
        clock=clock,
        outbox_bell=bell,
        database=database,
        quick=quick,
        patient=_units(database, settings.partner_unit_seconds, bell),
        queue=SqlDeliveryQueue(database, budget=timedelta(seconds=settings.partner_unit_seconds)),
        directory=SqlDirectory(quick),
        calls=calls,
        gateway=_gateway(settings, calls, token),
        solver=ProcessSolver(metrics, patience=timedelta(seconds=settings.partner_solve_seconds), idle=SOLVER_IDLE),
    )


def _gateway(settings: Settings, calls: SlackCalls, token: SecretStr) -> SlackGateway:
    return SlackGateway(
        calls,
        _marks(token),
        seconds=settings.partner_http_seconds,
        view_seconds=settings.partner_view_seconds,
        admins=settings.partner_admins,
    )


def _marks(token: SecretStr) -> Marks:
    """The token is what all processes of an installation share, so their marks agree."""
    return Marks(token.get_secret_value())


def _units(database: Database, seconds: float, bell: Bell) -> SqlUnitOfWork:
    return SqlUnitOfWork(database, budget=timedelta(seconds=seconds), on_commit=bell.ring)


def build_bolt_app(parts: Parts) -> AsyncApp:
    """Bolt with all handlers."""
    settings = parts.settings
    app = build_bolt(parts.calls.client, parts.directory, parts.token, settings.slack_signing_secret)
    attach(app, parts.services(parts.quick))
    return app


def build_worker(parts: Parts, identity: Identity) -> DeliveryWorker:
    """The deliveries of one process, woken by its own commits."""
    settings, timing = parts.settings, Timing.of(parts.settings)
    pacer = Pacer(parts.queue, paces(settings), most_waiting=settings.partner_deliveries_at_once // 2)
    bot = Bot(identity.bot_user_id, identity.bot_id)
    desk = Desk(parts.queue, parts.gateway, _outcomes(parts, identity), pacer, bot, timing.settle)
    conversations = Conversations(desk, _where_posted(parts))
    sending, filing = Sending(conversations, Posting(desk)), Filing(desk, conversations, _files(parts))
    courier = Courier(desk, sending, filing, build_presenter(parts.services(parts.patient)), parts.clock)
    worker = DeliveryWorker(parts.queue, courier, Ending(desk, timing), timing, parts.metrics)
    parts.outbox_bell.listen(worker.wake)
    return worker


def _files(parts: Parts) -> SlackFiles:
    return SlackFiles(parts.calls, _marks(parts.token), seconds=parts.settings.partner_http_seconds)


def build_scheduler(parts: Parts) -> Scheduler:
    """What falls due, looked for by this process."""
    settings, metrics, services = parts.settings, parts.metrics, parts.services(parts.patient)
    closing = Closing(parts.patient, parts.clock, RandomIds(), metrics.closed)
    reminding = Reminding(parts.patient, parts.clock)
    return Scheduler(
        [
            Ticker("close", closing.close_due, settings.partner_tick_seconds, metrics),
            Ticker("remind", reminding.remind_due, settings.partner_tick_seconds, metrics),
            Ticker("begin", reminding.begin_due, settings.partner_tick_seconds, metrics),
            Ticker("watch", _watching(parts).look, settings.partner_watch_seconds, metrics, rests=True),
            Ticker("erase", services.erasing.erase_due, settings.partner_tick_seconds, metrics),
            Ticker("retain", _retaining(parts).retain, settings.partner_retain_seconds, metrics),
            Ticker("sweep", sweeping(parts).sweep_due, settings.partner_sweep_seconds, metrics, rests=True),
        ]
    )


def _watching(parts: Parts) -> Watching:
    patience = timedelta(seconds=parts.settings.partner_stalled_seconds)
    return Watching(parts.patient, parts.clock, parts.settings.partner_admins, patience)


def _retaining(parts: Parts) -> Retaining:
    remains = SqlRemains(parts.database, budget=timedelta(seconds=parts.settings.partner_unit_seconds))
    days = kept_days(parts.settings)
    return Retaining(remains, parts.clock, {each: timedelta(days=of_it) for each, of_it in days.items()})


def sweeping(parts: Parts) -> Sweeping:
    """The sweeps of the random pool."""
    return Sweeping(
        parts.patient,
        parts.clock,
        RandomIds(),
        parts.solver,
        pause=timedelta(seconds=parts.settings.partner_sweep_seconds),
        lease=timedelta(seconds=parts.settings.partner_lease_seconds),
        heard=parts.metrics.swept,
    )


def _outcomes(parts: Parts, identity: Identity) -> ForgetfulOutcomes:
    outcomes = Outcomes(parts.patient, parts.clock, RandomIds(), parts.services(parts.patient).people)
    return ForgetfulOutcomes(outcomes, lambda slack_id: parts.directory.forget(identity.team_id, slack_id))


def _where_posted(parts: Parts) -> WherePosted:
    async def where_posted(key: str) -> PostedMessage | None:
        async def unit(tx: Transaction) -> PostedMessage | None:
            return (await tx.outbox.posted(key)).get(key)

        return await parts.patient.read(unit)

    return where_posted
