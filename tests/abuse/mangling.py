"""Requests that Slack never sends: valid ones, changed beyond recognition or only a little."""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from hypothesis import strategies as st

from handlers.ids import Action, CallbackId, Manage, Shortcut
from tests.abuse.matrix import Person
from tests.abuse.rows import ROWS
from tests.abuse.settling import Things
from tests.abuse.town import wire
from tests.handlers import slack

Path = tuple[str | int, ...]

FORM, JSON = "application/x-www-form-urlencoded", "application/json"

_TEXTS = (
    *("", " ", "\x00", "a\x00b", "\n" * 50, "가" * 3000, "x" * 40_000, "<!channel> <@U0ANN> <http://e.example|여기>"),
    *(
        "\ud800",
        "뒤집힌 \u202e글자",
        "👨‍👩‍👧‍👦" * 100,
        "'; DROP TABLE member; --",
        "%s%n{0}{x}",
        "\u2028",
        "\ufeff",
        "٣",
    ),
    *("null", "true", "[]", "{}", "[" * 2500, '{"editing":' * 500, "0", "-1", "9" * 5000, "1e999", "NaN"),
    *("MEAL", "STUDY", "MEAL::0", "::-5", "::99999999999999999999", "A:B:C", "any", "auto", "en", "GAEPO", "EATOUT"),
    *("U0ANN", "U0BEN", "U0BOT", "U" + "0" * 40, "C0MEAL", "D0ANN", "T042", "T0FAR", "W1", "list:MEAL::0:x"),
)
_NUMBERS = (0, -1, 1, 2**31, 2**63, 10**400, 0.5, float("1e308"), 1_800_000_000, 4_102_444_800, True, False)


def _nested(depth: int) -> Any:
    deep: Any = "deep"
    for _ in range(depth):
        deep = [deep]
    return deep


JUNK: st.SearchStrategy[Any] = (
    st.sampled_from(_TEXTS)
    | st.sampled_from(_NUMBERS)
    | st.sampled_from([None, [], {}, [None], [[]], {"value": None}, {"id": 7}, {"value": []}, ["U0ANN"], _nested(200)])
    | st.text(max_size=30)
    | st.integers()
)


@dataclass(frozen=True)
class Knock:
    """One input: what is sent, signed unless the headers say otherwise."""

    raw: bytes
    content_type: str
    headers: tuple[tuple[bytes, bytes], ...] = ()


@st.composite
def knocks(draw: st.DrawFn, things: Things) -> Knock:
    """Any input. Most reach the handlers; some are no text, no JSON, or not signed."""
    body = draw(bodies(things))
    raw, content_type = _encoded(body)
    kind = draw(st.sampled_from(["whole"] * 15 + ["doubled", "cut", "bytes", "type", "header"]))
    match kind:
        case "doubled":
            return _doubled(draw, body)
        case "cut":
            return Knock(raw[: _somewhere(draw, raw)], content_type)
        case "bytes":
            at = _somewhere(draw, raw)
            return Knock(raw[:at] + draw(st.binary(max_size=20)) + raw[at:], content_type)
        case "type":
            other = draw(st.sampled_from(["", "text/plain", FORM, JSON, "application/json; charset=utf-7", "%"]))
            return Knock(raw, other)
        case "header":
            return Knock(raw, content_type, headers=(draw(_HEADERS),))
        case _:
            return Knock(raw, content_type)


def _somewhere(draw: st.DrawFn, raw: bytes) -> int:
    """A place in the text. Of what is drawn nothing may depend on how long it is: the ids in it grow."""
    return draw(st.integers(0, 1000)) * len(raw) // 1000


@st.composite
def bodies(draw: st.DrawFn, things: Things) -> slack.Body:
    """A valid request of anybody's, with up to four things about it changed."""
    row = draw(st.sampled_from(ROWS))
    person = draw(st.sampled_from([each for each in Person if each is not Person.UNKNOWN]))
    body = deepcopy(row.body(things, person))
    for _ in range(draw(st.sampled_from([0, 1, 1, 1, 2, 2, 4]))):
        body = _changed(draw, body, things)
    return body


_HEADERS = st.sampled_from(
    [
        (b"x-slack-signature", b"v0=" + b"0" * 64),
        (b"x-slack-signature", b"\xff"),
        (b"x-slack-request-timestamp", b"0"),
        (b"x-slack-request-timestamp", b"9" * 12),
        (b"content-length", b"-1"),
        (b"content-length", b"999999999"),
        (b"x-slack-retry-num", b"\x00"),
        (b"content-encoding", b"gzip"),
    ]
)
_KINDS = ("block_actions", "view_submission", "view_closed", "shortcut", "event_callback", "message_action", "x")


def _changed(draw: st.DrawFn, body: slack.Body, things: Things) -> slack.Body:
    how = draw(st.sampled_from(["name", "subject", "subject", "kind", "place", "place", "place"]))
    if how == "name":
        return _renamed(draw, body)
    if how == "subject":
        return _about_another(draw, body, things)
    if how == "kind":
        return {**body, "type": draw(st.sampled_from(_KINDS))}
    paths = list(_paths(body))
    return _with_junk(draw, body, draw(st.sampled_from(paths))) if paths else body


def _with_junk(draw: st.DrawFn, body: slack.Body, path: Path) -> slack.Body:
    match draw(st.sampled_from(["replace", "replace", "remove", "wrap"])):
        case "remove":
            return _without(body, path)
        case "wrap":
            return _with(body, path, [_at(body, path)])
        case _:
            return _with(body, path, draw(JUNK))


def _renamed(draw: st.DrawFn, body: slack.Body) -> slack.Body:
    """The same, as if another button had been pressed or another modal submitted."""
    if "actions" in body:
        return _with(body, ("actions", 0, "action_id"), draw(st.sampled_from([*Action, "category", "unheard_of"])))
    if "view" in body and isinstance(body["view"], dict):
        return _with(body, ("view", "callback_id"), draw(st.sampled_from([*CallbackId, "unheard_of"])))
    return {**body, "callback_id": draw(st.sampled_from([*Shortcut, "unheard_of"]))}


def _about_another(draw: st.DrawFn, body: slack.Body, things: Things) -> slack.Body:
    """The same, about something else that there is."""
    subject = draw(st.sampled_from([each for each in vars(things).values() if isinstance(each, str)]))
    value = draw(st.sampled_from([subject, *(f"{word}:{subject}" for word in Manage)]))
    if "actions" in body:
        return _with(body, ("actions", 0, "value"), value)
    if isinstance(body.get("view"), dict):
        carried = draw(st.sampled_from([value, json.dumps({"editing": subject, "category": "MEAL"})]))
        return _with(body, ("view", "private_metadata"), carried)
    return {**body, "text": value}


def _doubled(draw: st.DrawFn, body: slack.Body) -> Knock:
    """A key that is there twice."""
    name = draw(st.sampled_from(sorted(body)))
    if "command" in body:
        return Knock(_encoded(body)[0] + b"&" + urlencode({name: "twice"}).encode(), FORM)
    again = json.dumps(body)[:-1] + f", {json.dumps(name)}: {json.dumps(draw(JUNK))}}}"
    if body.get("type") == "event_callback":
        return Knock(again.encode(), JSON)
    return Knock(urlencode({"payload": again}).encode(), FORM)


def _encoded(body: slack.Body) -> tuple[bytes, str]:
    return wire(_plain(body) if "command" in body else body)


def _plain(body: Mapping[str, Any]) -> dict[str, str]:
    """A form has texts alone."""
    return {name: str(value) for name, value in body.items()}


def _paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """The way to everything in a body."""
    entries: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        entries = list(value.items())
    elif isinstance(value, list):
        entries = list(enumerate(value))
    for key, inner in entries:
        yield (*path, key)
        yield from _paths(inner, (*path, key))


def _at(value: Any, path: Path) -> Any:
    for key in path:
        value = value[key]
    return value


def _with(body: slack.Body, path: Path, value: Any) -> slack.Body:
    """The body with something else there; as it is where there is no such place."""
    changed = deepcopy(body)
    try:
        _at(changed, path[:-1])[path[-1]] = value
    except (KeyError, IndexError, TypeError):
        return body
    return changed


def _without(body: slack.Body, path: Path) -> slack.Body:
    changed = deepcopy(body)
    del _at(changed, path[:-1])[path[-1]]
    return changed
