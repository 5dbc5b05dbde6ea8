"""Who calls: the bot's token, or the app's own for Socket Mode."""

from typing import Any

from playground.backend import Backend
from playground.methods import MethodSpec
from playground.web_api.errors import ApiError
from playground.web_api.people import APP_TOKEN_METHODS
from playground.workspace import Installation


def check_token(backend: Backend, spec: MethodSpec, header: str | None, given: dict[str, Any]) -> None:
    """Refuse a call without the right token.

    ``not_authed``: none; ``invalid_auth``: not ours; ``not_allowed_token_type``: the app's where the bot's is due
    or the other way round; ``token_revoked`` and ``account_inactive``: the app was taken out of the workspace.
    """
    if not spec.needs_token:
        return
    token = _token(header, given)
    if not token:
        raise ApiError("not_authed")
    options = backend.options
    if token not in (options.bot_token, options.app_token):
        raise ApiError("invalid_auth")
    if (token == options.app_token) is not (spec.name in APP_TOKEN_METHODS):
        raise ApiError("not_allowed_token_type")
    if token == options.bot_token:
        _check_installation(backend.workspace.installation)


def _token(header: str | None, given: dict[str, Any]) -> str:
    scheme, _, token = (header or "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else str(given.get("token") or "")


def _check_installation(installation: Installation) -> None:
    match installation:
        case Installation.REVOKED:
            raise ApiError("token_revoked")
        case Installation.UNINSTALLED:
            raise ApiError("account_inactive")
        case Installation.INSTALLED:
            return
