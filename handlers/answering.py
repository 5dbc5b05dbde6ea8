"""The one wrapper around all handlers: it finds them, runs them, and turns what they say into what Slack hears."""

from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

import structlog
from slack_bolt import BoltResponse

from domain.errors import DomainError, ErrorCode, MemberErased, WrittenLater
from domain.ports import DatabaseUnavailable
from domain.use_cases.wishes import AlreadyHandled, Outcome
from handlers.calls import Call
from handlers.interaction import GarbledError, Interaction, Kind
from handlers.ports import ModalNotShownError
from handlers.refusing import PASSING, refusal, refusal_params
from handlers.replies import Nothing, Reply
from handlers.router import EventHandler, Handler, Router
from handlers.services import Services
from handlers.telling import acknowledged, tell
from handlers.texts import Texts

log = structlog.get_logger(__name__)

GRANTED: Final = "ok"
"""What is counted of a wish that was granted; of others it is the refusal's code."""

SURPRISED: Final = "surprise"
"""What is counted of what nobody foresaw."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Answers everything that comes in. What is not foreseen is raised."""

    services: Services
    router: Router

    async def answer(self, came: Interaction) -> BoltResponse:
        """What Slack is answered. All changes are committed by then."""
        if came.kind is Kind.EVENT:
            return await self._hear(came)
        if came.kind is Kind.CLOSED:
            return acknowledged()
        try:
            return await self._answer_known(came)
        except MemberErased:
            # Erased by another process, and remembered by this one: whoever it is is somebody new.
            self.services.directory.forget(came.team_id, came.user_id)
            return await self._answer_known(came)

    async def _answer_known(self, came: Interaction) -> BoltResponse:
        try:
            actor = await self.services.acting(came.team_id, came.user_id)
        except (DomainError, DatabaseUnavailable) as error:
            return await self._turn_away(came, _refusal_of(error))
        return await self._serve(self.router.handler(came) or _not_yet_known, Call(came, actor, self.services))

    def count(self, came: Interaction, code: str) -> None:
        """Counts what became of it."""
        self.services.answered(came.kind, self.router.counted_as(came), code)

    async def _serve(self, handler: Handler, call: Call) -> BoltResponse:
        code = GRANTED
        try:
            reply = await handler(call)
        except AlreadyHandled:
            reply = Nothing()
        except (DomainError, DatabaseUnavailable) as error:
            refused = _refusal_of(error)
            reply, code = await self._refuse(call, refused), refused.code
        self.count(call.came, code)
        try:
            return await tell(call.came, self.services.modals, call.texts, reply)
        except ModalNotShownError as error:
            return await self._excuse(call, error)

    async def _refuse(self, call: Call, error: DomainError) -> Reply:
        """After a click in a message the refusal is an answer like any other; elsewhere it is shown at once."""
        log.info("refused", code=error.code, kind=call.came.kind, name=call.came.name)
        answered = call.came.kind is Kind.ACTION and call.came.response_url is not None
        if not answered or error.code in PASSING:
            return refusal(call.came, call.texts, error)
        try:
            await self._answer_later(call, error)
        except DatabaseUnavailable as unavailable:
            return refusal(call.came, call.texts, _refusal_of(unavailable))
        return Nothing()

    async def _answer_later(self, call: Call, error: DomainError) -> None:
        params = refusal_params(call.came, error)
        with suppress(AlreadyHandled):
            await self.services.answering.answer(call.wish(), Outcome.REFUSED, code=error.code, **params)

    async def _turn_away(self, came: Interaction, error: DomainError) -> BoltResponse:
        """Somebody of a team that we don't serve, or who is gone, or nobody can be looked up just now."""
        log.info("turned_away", code=error.code, kind=came.kind, name=came.name)
        self.count(came, error.code)
        t = Texts(self.services.language, self.services.zone)
        try:
            return await tell(came, self.services.modals, t, refusal(came, t, error))
        except ModalNotShownError:
            return acknowledged()

    async def _excuse(self, call: Call, error: ModalNotShownError) -> BoltResponse:
        """Slack did not show the modal: words do instead, where there is a way for them."""
        log.warning("modal_not_shown", code=error.code, kind=call.came.kind, name=call.came.name)
        sorry = DomainError(ErrorCode.UNAVAILABLE)
        if call.came.kind is Kind.COMMAND:
            return await tell(call.came, self.services.modals, call.texts, refusal(call.came, call.texts, sorry))
        if call.came.response_url is not None:
            with suppress(DatabaseUnavailable):
                await self._answer_later(call, sorry)
        return acknowledged()

    async def _hear(self, came: Interaction) -> BoltResponse:
        handler = self.router.events.get(came.name)
        if handler is None:
            log.info("unknown_event", name=came.name)
            return acknowledged()
        code = GRANTED
        try:
            await self._let_hear(handler, came)
        except AlreadyHandled:
            log.debug("event_again", name=came.name)
        except GarbledError:
            return BoltResponse(status=HTTPStatus.BAD_REQUEST)
        except (DomainError, DatabaseUnavailable) as error:
            code = _refusal_of(error).code
            log.info("event_refused", name=came.name, code=code)
        self.count(came, code)
        # What passes Slack is to send again.
        return BoltResponse(status=HTTPStatus.SERVICE_UNAVAILABLE) if code in PASSING else acknowledged()

    async def _let_hear(self, handler: EventHandler, came: Interaction) -> None:
        try:
            await handler(came, self.services)
        except MemberErased:
            self.services.directory.forget(came.team_id, came.user_id)
            await handler(came, self.services)


async def _not_yet_known(call: Call) -> Reply:
    """Ids are for ever, so what we don't know is a later version's, which runs beside this one for a moment."""
    log.info("unknown_id", kind=call.came.kind, name=call.came.name)
    raise WrittenLater


def _refusal_of(error: DomainError | DatabaseUnavailable) -> DomainError:
    return error if isinstance(error, DomainError) else DomainError(ErrorCode.UNAVAILABLE)
