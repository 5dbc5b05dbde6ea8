"""The one wrapper around all handlers: it finds them, runs them, and turns what they say into what Slack hears."""

from dataclasses import dataclass

import structlog
from slack_bolt import BoltResponse

from domain.errors import DomainError, ErrorCode
from domain.use_cases.wishes import AlreadyHandled, Outcome
from handlers.calls import Call
from handlers.interaction import Interaction, Kind
from handlers.ports import ModalNotShownError
from handlers.refusing import refusal, refusal_params
from handlers.replies import Nothing, Reply, Say
from handlers.router import Handler, Router
from handlers.services import Services
from handlers.telling import acknowledged, tell
from handlers.texts import Texts

log = structlog.get_logger(__name__)

UNAVAILABLE = 503
"""Slack sends an event again that was answered so; nothing else does it send twice."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Answers everything that comes in. What is not foreseen is raised."""

    services: Services
    router: Router

    async def answer(self, came: Interaction) -> BoltResponse:
        """What Slack is answered. All changes are committed by then."""
        if came.kind is Kind.EVENT:
            return await self._hear(came)
        handler = self.router.handler(came)
        if handler is None:
            log.info("unknown_id", kind=came.kind, name=came.name)
            return acknowledged()
        try:
            actor = await self.services.directory.actor(came.team_id, came.user_id)
        except DomainError as error:
            return await self._turn_away(came, error)
        return await self._serve(handler, Call(came, actor, self.services))

    async def _serve(self, handler: Handler, call: Call) -> BoltResponse:
        try:
            reply = await handler(call)
        except AlreadyHandled:
            reply = Nothing()
        except DomainError as error:
            reply = await self._refuse(call, error)
        try:
            return await tell(call.came, self.services.modals, call.texts, reply)
        except ModalNotShownError as error:
            return await self._excuse(call, error)

    async def _refuse(self, call: Call, error: DomainError) -> Reply:
        """After a click in a message the refusal is an answer like any other; elsewhere it is shown at once."""
        log.info("refused", code=error.code, kind=call.came.kind, name=call.came.name)
        answered = call.came.kind is Kind.ACTION and call.came.response_url is not None
        if not answered or error.code is ErrorCode.UNAVAILABLE:
            return refusal(call.came, call.texts, error)
        params = refusal_params(call.came, error)
        try:
            await self.services.answering.answer(call.wish(), Outcome.REFUSED, code=error.code, **params)
        except AlreadyHandled:
            pass
        except DomainError as unavailable:
            return refusal(call.came, call.texts, unavailable)
        return Nothing()

    async def _turn_away(self, came: Interaction, error: DomainError) -> BoltResponse:
        """Somebody of a team that we don't serve, or nobody can be looked up just now."""
        log.info("turned_away", code=error.code, kind=came.kind, name=came.name)
        t = Texts(self.services.language, self.services.zone)
        try:
            return await tell(came, self.services.modals, t, refusal(came, t, error))
        except ModalNotShownError:
            return acknowledged()

    async def _excuse(self, call: Call, error: ModalNotShownError) -> BoltResponse:
        """Slack did not show the modal. A command can still be answered in words; a click is repeated easily."""
        log.warning("modal_not_shown", code=error.code, kind=call.came.kind, name=call.came.name)
        if call.came.kind is not Kind.COMMAND:
            return acknowledged()
        sorry = refusal(call.came, call.texts, DomainError(ErrorCode.UNAVAILABLE))
        return await tell(call.came, self.services.modals, call.texts, sorry if isinstance(sorry, Say) else Nothing())

    async def _hear(self, came: Interaction) -> BoltResponse:
        handler = self.router.events.get(came.name)
        if handler is None:
            log.info("unknown_event", name=came.name)
            return acknowledged()
        try:
            await handler(came, self.services)
        except AlreadyHandled:
            log.debug("event_again", name=came.name)
        except DomainError as error:
            log.info("event_refused", name=came.name, code=error.code)
            if error.code is ErrorCode.UNAVAILABLE:
                return BoltResponse(status=UNAVAILABLE)
        return acknowledged()
