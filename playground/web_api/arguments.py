"""Arguments of a Web API call, by query, form or JSON as Slack takes them."""

import json
from collections.abc import Mapping
from typing import Any, Final

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request

from playground.methods import MethodSpec
from playground.web_api.errors import ApiError, invalid_arguments

_FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
_FALSE: Final = frozenset({"", "0", "false", "False", "no"})


async def read_arguments(request: Request, spec: MethodSpec | None) -> dict[str, Any]:
    """Return what the request brings, the body winning over the query.

    A JSON body sent to a method that takes none is ignored, as Slack does. Raises ApiError for a body that
    can't be read.
    """
    # Slack takes no token from an address: addresses end up in logs.
    query: dict[str, Any] = {key: value for key, value in request.query_params.items() if key != "token"}
    if request.method != "POST":
        return query
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind == "application/json":
        body = await _json_body(request)
        return query | body if spec is None or spec.json_body else query
    if kind in _FORMS:
        return query | await _form_body(request)
    if await request.body():
        raise ApiError("invalid_post_type")
    return query


async def _json_body(request: Request) -> dict[str, Any]:
    raw = await request.body()
    try:
        body = json.loads(raw) if raw.strip() else {}
    except (json.JSONDecodeError, UnicodeDecodeError) as broken:
        raise ApiError("invalid_json") from broken
    if not isinstance(body, dict):
        raise ApiError("json_not_object")
    return body


async def _form_body(request: Request) -> dict[str, Any]:
    try:
        return _plain(await request.form())
    except HTTPException as broken:
        raise ApiError("invalid_form_data") from broken


def _plain(form: FormData) -> dict[str, Any]:
    return {key: value for key, value in form.items() if isinstance(value, str)}


class Arguments:
    """Typed access to the arguments; what is missing or of the wrong kind is refused as Slack refuses it."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = {key: value for key, value in given.items() if value is not None}

    def __contains__(self, name: str) -> bool:
        return name in self._given

    def require(self, names: tuple[str, ...]) -> None:
        """Refuse with ``invalid_arguments`` if any of these is missing."""
        missing = [f"missing required field: {name}" for name in names if name not in self._given]
        if missing:
            raise invalid_arguments(*missing)

    def text(self, name: str, default: str = "") -> str:
        """Return an argument as text; numbers are taken for their digits."""
        value = self._given.get(name, default)
        if isinstance(value, str | int | float):
            return str(value)
        raise invalid_arguments(f"must be a string [json-pointer:/{name}]")

    def flag(self, name: str) -> bool:
        """Return whether an argument is set and not 0, false or no."""
        value = self._given.get(name, False)
        return value not in _FALSE if isinstance(value, str) else bool(value)

    def names(self, name: str) -> list[str]:
        """Return a comma separated list, or a JSON array, of ids."""
        value = self._given.get(name, "")
        parts = value if isinstance(value, list) else self.text(name).split(",")
        return [str(part).strip() for part in parts if str(part).strip()]

    def number(self, name: str, default: int, highest: int) -> int:
        """Return a count from 1 to ``highest``, a larger one cut; ValueError where it is none."""
        try:
            value = int(self._given.get(name, default))
        except TypeError as broken:
            raise ValueError(name) from broken
        if value < 0:
            raise ValueError(name)
        return min(value or default, highest)  # clients send 0 for "not given"

    def structure(self, name: str, refusal: str) -> Any:
        """Return an argument that is JSON, given as such or as a string of it; None when it wasn't given."""
        value = self._given.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except json.JSONDecodeError as broken:
            raise ApiError(refusal) from broken
