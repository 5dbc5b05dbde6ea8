"""Takes one Web API call through token, faults, rates and scopes to its handler, and logs it."""

from time import perf_counter
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from playground.backend import Backend
from playground.cutting import Connections
from playground.faults import FaultKind, FaultRule
from playground.methods import METHODS, MethodSpec
from playground.model import Json
from playground.web_api import chat, conversations, files, people, reading, views
from playground.web_api.arguments import Arguments, read_arguments
from playground.web_api.call import Call, Handler
from playground.web_api.errors import BROKEN_RULES, ApiError
from playground.web_api.tokens import check_token
from playground.workspace import Installation

HANDLERS: Final[dict[str, Handler]] = (
    chat.HANDLERS | conversations.HANDLERS | reading.HANDLERS | people.HANDLERS | views.HANDLERS | files.HANDLERS
)
"""What the playground answers; any other method is ``unknown_method``."""
_ALWAYS_TAKEN: Final = frozenset({"token", "team_id"})  # clients add the team to every call; Slack minds it not
_OK: Final = 200
_TOO_MANY: Final = 429
_BROKEN: Final = 500


class WebApi:
    """The ASGI endpoint of all methods."""

    def __init__(self, backend: Backend, connections: Connections) -> None:
        self._backend = backend
        self._connections = connections

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call; a fault rule may delay it, falsify the answer or cut the connection."""
        request = Request(scope, receive)
        exchange = _Exchange(self._backend, str(request.path_params["method"]))
        response = await exchange.answer(request)
        if response is None:
            await self._connections.cut(scope, receive)
        else:
            await response(scope, receive, send)


class _Exchange:
    """One request and its answer."""

    def __init__(self, backend: Backend, method: str) -> None:
        self._backend = backend
        self._method = method
        self._spec: MethodSpec | None = METHODS.get(method) if method in HANDLERS else None
        self._given: dict[str, Any] = {}
        self._violations: list[str] = []
        self._headers: dict[str, str] = {}

    async def answer(self, request: Request) -> Response | None:
        """Return the response; None means that the connection is to be cut."""
        started = perf_counter()
        rule, status, body = await self._outcome(request)
        if rule is not None:
            await self._delay(rule, FaultKind.DELAY)
            status, body = _falsified(rule, status, body)
        self._log(status, body, (perf_counter() - started) * 1000, rule)
        if rule is not None and rule.cuts:
            return None
        return JSONResponse(body, status, self._headers)

    async def _outcome(self, request: Request) -> tuple[FaultRule | None, int, Json]:
        rule: FaultRule | None = None
        try:
            self._given = await read_arguments(request, self._spec)
            spec, channel = self._admitted(request)
            rule = self._backend.faults.hit(self._method, channel)
            if rule is not None:
                await self._delay(rule, FaultKind.DELAY_BEFORE)
            if rule is not None and rule.prevents:
                return rule, *self._instead(rule, spec, channel)
            return rule, *self._paced(spec, channel)
        except ApiError as refusal:
            return rule, _OK, self._refused(refusal)

    def _admitted(self, request: Request) -> tuple[MethodSpec, str | None]:
        if self._spec is None:
            raise ApiError("unknown_method", req_method=self._method)
        check_token(self._backend, self._spec, request.headers.get("authorization"), self._given)
        return self._spec, self._channel()

    def _channel(self) -> str | None:
        channel = self._given.get("channel") or self._given.get("channel_id")
        return channel if isinstance(channel, str) else None

    def _paced(self, spec: MethodSpec, channel: str | None) -> tuple[int, Json]:
        refusal = self._backend.pacing.admit(spec, channel)
        if refusal is None:
            return _OK, self._handled(spec)
        if refusal.early:
            self._violations.append(f"called again {refusal.retry_after} s before Retry-After had passed")
        return self._too_many(refusal.retry_after)

    def _handled(self, spec: MethodSpec) -> Json:
        call = Call(self._backend, spec, Arguments(self._given))
        if spec.name not in people.APP_TOKEN_METHODS:
            call.require_scope(*spec.scopes)
        call.args.require(spec.required)
        self._note_unknown(spec)
        return {"ok": True, **HANDLERS[spec.name](call)}

    def _note_unknown(self, spec: MethodSpec) -> None:
        unknown = sorted(set(self._given) - spec.arguments - _ALWAYS_TAKEN)
        self._violations.extend(f"unknown argument: {name}" for name in unknown)

    def _refused(self, refusal: ApiError) -> Json:
        if refusal.code in BROKEN_RULES:
            messages = refusal.extra.get("response_metadata", {}).get("messages", [])
            self._violations.extend([f"{refusal.code}: {message}" for message in messages] or [refusal.code])
        return refusal.answer()

    def _instead(self, rule: FaultRule, spec: MethodSpec, channel: str | None) -> tuple[int, Json]:
        if rule.kind is FaultKind.RATE_LIMITED:
            self._backend.pacing.block(spec, channel, int(rule.seconds))
            return self._too_many(int(rule.seconds))
        return _OK, {"ok": False, "error": rule.error}

    def _too_many(self, seconds: int) -> tuple[int, Json]:
        self._headers["Retry-After"] = str(seconds)
        return _TOO_MANY, {"ok": False, "error": "ratelimited"}

    async def _delay(self, rule: FaultRule, kind: FaultKind) -> None:
        if rule.kind is kind:
            await self._backend.machine.sleep(rule.seconds)

    def _log(self, status: int, body: Json, ms: float, rule: FaultRule | None) -> None:
        if self._backend.workspace.installation is Installation.INSTALLED:
            self._headers["X-OAuth-Scopes"] = ",".join(sorted(self._backend.profile.scopes))
        user = self._given.get("user") or self._given.get("user_id")
        self._backend.inspector.record(
            "from_bot",
            "api",
            self._method,
            user=user if isinstance(user, str) else None,
            channel=self._channel(),
            status=status,
            ms=ms,
            request=self._given,
            response=body if rule is None else body | {"fault": str(rule.kind)},
            violations=self._violations,
        )


def _falsified(rule: FaultRule, status: int, body: Json) -> tuple[int, Json]:
    if rule.breaks:
        return _BROKEN, {"ok": False, "error": "internal_error"}
    return status, body
