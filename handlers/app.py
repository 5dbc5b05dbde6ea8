"""Where Bolt hands over: its last middleware, the router's dictionaries behind it."""

import secrets
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from types import ModuleType

import structlog
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest

from handlers.actions import (
    comments,
    compose,
    forms,
    history,
    home,
    lists,
    manage,
    matches,
    preferences,
    privacy,
    random,
    seats,
)
from handlers.answering import SURPRISED, Desk
from handlers.calls import texts_for
from handlers.commands import partner
from handlers.events import channels, homes, installation, messages, people
from handlers.interaction import GarbledError, Interaction, Kind, read
from handlers.ports import ModalNotShownError
from handlers.refusing import surprise
from handlers.router import Module, Router
from handlers.services import Services
from handlers.shortcuts import new_recruitment, random_apply
from handlers.submissions import asking, commenting, erasing, preferring, recruitment
from handlers.submissions import random as random_submission
from handlers.telling import acknowledged, tell

log = structlog.get_logger(__name__)

_CAME = "interaction"

_MODULES: tuple[Module | ModuleType, ...] = (
    *(partner, new_recruitment, random_apply),
    *(seats, lists, home, manage, forms, comments, compose, random, preferences),
    *(matches, history, privacy),
    *(recruitment, asking, commenting, random_submission, preferring, erasing),
    *(homes, messages, channels, people, installation),
)


def build_router() -> Router:
    """All handlers there are."""
    router = Router()
    for module in _MODULES:
        module.register(router)
    return router


def attach(bolt_app: AsyncApp, services: Services) -> None:
    """Makes the handlers answer whatever `bolt_app` has verified and authorized."""
    desk = Desk(services, build_router())
    bolt_app.use(Answering(desk))
    bolt_app.error(_surprised(desk))


class Answering(AsyncMiddleware):
    """Reads what came in and answers it; what makes no sense ends here.

    It is the last of Bolt's middlewares and none of its listeners: those are looked for one by one, and given all
    arguments that one might ask for, which together cost as much as verifying the request. Ours are found in a
    dictionary, and what isn't (or no longer) ours is acknowledged and logged, never a 404.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002 part of Bolt's signature
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002, ARG002 Bolt's own name for it; nobody comes after
    ) -> BoltResponse:
        """The answer. All changes are committed by then."""
        try:
            came = read(req.body)
        except GarbledError:
            return BoltResponse(status=HTTPStatus.BAD_REQUEST)
        if came.kind is Kind.OTHER:
            log.info("unknown_kind", name=came.name)
            return acknowledged()
        req.context[_CAME] = came
        return await self._desk.answer(came)


def _surprised(desk: Desk) -> Callable[[Exception, AsyncBoltContext], Awaitable[BoltResponse]]:
    """For what nobody foresaw: a reference to the person, the trace to the log, without what anybody wrote."""

    async def surprised(error: Exception, context: AsyncBoltContext) -> BoltResponse:
        came: Interaction | None = context.get(_CAME)
        if came is None:
            log.warning("garbled", error=type(error).__name__)
            return BoltResponse(status=HTTPStatus.BAD_REQUEST)
        reference = secrets.token_hex(4)
        log.error("surprise", reference=reference, kind=came.kind, name=came.name, exc_info=error)
        desk.count(came, SURPRISED)
        if came.kind is Kind.EVENT:
            return BoltResponse(status=HTTPStatus.INTERNAL_SERVER_ERROR)
        t = await texts_for(came, desk.services)
        try:
            return await tell(came, desk.services.modals, t, surprise(came, t, reference))
        except ModalNotShownError as not_shown:
            log.warning("modal_not_shown", code=not_shown.code, kind=came.kind, name=came.name)
            return acknowledged()

    return surprised
