"""Whom the bot serves: a request of any other Slack team is refused before anything looks at it."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

import structlog
from pydantic import SecretStr
from slack_bolt import BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.error import BoltError
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest

from domain.ports import DatabaseUnavailable, Directory

_log = structlog.get_logger(__name__)


class KnownTeams(AsyncMiddleware):
    """Answers 401 to teams that the bot isn't installed in; 503 while nobody can tell, so that Slack comes again."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002 - part of Bolt's signature
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 - Bolt's own name for it
    ) -> BoltResponse | None:
        """Lets the request on if its team is known."""
        if req.body.get("type") == "url_verification":
            return await next()
        try:
            known = req.context.team_id and await self._directory.workspace(req.context.team_id)
        except DatabaseUnavailable:
            return BoltResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
        if not known:
            _log.warning("foreign_team")
            return BoltResponse(status=HTTPStatus.UNAUTHORIZED)
        return await next()


class Authorize(AsyncAuthorize):
    """Gives a known team's requests its bot, from what is remembered: Slack isn't asked."""

    def __init__(self, directory: Directory, token: SecretStr) -> None:
        self._directory = directory
        self._token = token

    async def __call__(
        self, *, team_id: str | None, enterprise_id: str | None, user_id: str | None, **_: Any
    ) -> AuthorizeResult:
        """The bot of the team. `KnownTeams` has let nobody else through, save one that was removed just now."""
        workspace = await self._directory.workspace(team_id or "")
        if workspace is None:
            raise BoltError("the team is known no more")
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_id=workspace.bot_id,
            bot_user_id=workspace.bot_user_id,
            bot_token=self._token.get_secret_value(),
            user_id=user_id,
        )
