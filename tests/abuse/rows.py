"""The rows of the matrix: whoever registers something new adds one here."""

from collections.abc import Collection, Mapping
from typing import Any

from domain.errors import ErrorCode
from handlers.ids import Action, CallbackId, Field, Manage, Shortcut
from handlers.phrases import Word
from handlers.router import Router
from tests.abuse.matrix import MATCH, PEOPLE, POOL, POST, SEATS, Ask, Person, Row
from tests.abuse.settling import Things
from tests.abuse.town import ANN
from tests.handlers import slack


def _row(name: str, ask: Ask, *, changes: frozenset[str] = frozenset(), **refused: ErrorCode) -> Row:
    return Row(name, ask, {Person[who.upper()]: code for who, code in refused.items()}, changes)


def _click(action: str, subject: str | None = None, **how: Any) -> Ask:
    """A button in a message, about one of the things or about none."""
    return lambda things, user: slack.click(user, action, subject and getattr(things, subject), **how)


def _saying(action: str, value: str, **how: Any) -> Ask:
    return lambda _, user: slack.click(user, action, value, **how)


def _choosing(word: Manage) -> Ask:
    return lambda things, user: slack.click(user, Action.RECRUITMENT_MANAGE, option=f"{word}:{things.open}")


def _submitting(view: str) -> Ask:
    """Somebody's submission of the very modal that Ann has open: with what it carries of her recruitments."""
    return lambda things, user: slack.submission(user, {**things.views[view], "id": slack.NUMBERS.next("V")})


def _switching(view: str) -> Ask:
    return lambda things, user: slack.click(user, Field.CATEGORY, option="STUDY", view=things.views[view])


def _command(text: str) -> Ask:
    return lambda _, user: slack.command(user, text)


def _event(kind: str, **content: Any) -> Ask:
    return lambda _, user: slack.event(kind, user=user, **content)


def _shortcut(callback_id: str) -> Ask:
    return lambda _, user: slack.shortcut(user, callback_id)


def _changed(_: Things, user: str) -> slack.Body:
    return slack.event("user_change", user={"id": user, "profile": {"display_name": "새 이름"}, "deleted": False})


_NOT_FOUND, _NOT_AUTHOR = ErrorCode.NOT_FOUND, ErrorCode.NOT_AUTHOR
_NO_WAIT, _NO_MEMBER = ErrorCode.NO_APPLICATION, ErrorCode.NOT_MATCH_MEMBER
_HERS: Mapping[str, Any] = {"stranger": _NOT_AUTHOR, "participant": _NOT_AUTHOR, "elsewhere": _NOT_FOUND}
"""The author's and the admins'."""

_HERS_ALONE: Mapping[str, Any] = {**_HERS, "admin": _NOT_AUTHOR}
_HER_WAIT: Mapping[str, Any] = {"stranger": _NO_WAIT, "participant": _NO_WAIT, "admin": _NO_WAIT, "elsewhere": _NO_WAIT}

_SEATS = (
    _row(
        f"action {Action.RECRUITMENT_JOIN}",
        _click(Action.RECRUITMENT_JOIN, "open"),
        participant=ErrorCode.ALREADY_PARTICIPATING,
        author=ErrorCode.ALREADY_PARTICIPATING,
        elsewhere=_NOT_FOUND,
        changes=SEATS,
    ),
    _row(
        f"action {Action.RECRUITMENT_JOIN_ANYWAY}",
        _click(Action.RECRUITMENT_JOIN_ANYWAY, "open", ephemeral=True),
        participant=ErrorCode.ALREADY_PARTICIPATING,
        author=ErrorCode.ALREADY_PARTICIPATING,
        elsewhere=_NOT_FOUND,
        changes=SEATS,
    ),
    _row(
        f"action {Action.RECRUITMENT_LEAVE}",
        _click(Action.RECRUITMENT_LEAVE, "open"),
        stranger=ErrorCode.NOT_PARTICIPATING,
        author=ErrorCode.AUTHOR_CANNOT_LEAVE,
        admin=ErrorCode.NOT_PARTICIPATING,
        elsewhere=_NOT_FOUND,
        changes=SEATS,
    ),
    _row(
        f"action {Action.RECRUITMENT_COMMENT}",
        _click(Action.RECRUITMENT_COMMENT, "anonymous"),
        elsewhere=_NOT_FOUND,
    ),
)

_MANAGING = (
    *(_row(f"action {Action.RECRUITMENT_MANAGE} {word}", _choosing(word), **_HERS) for word in Manage),
    _row(f"action {Action.RECRUITMENT_CANCEL}", _click(Action.RECRUITMENT_CANCEL, "open"), **_HERS, changes=POST),
    _row(f"action {Action.RECRUITMENT_OWN}", _click(Action.RECRUITMENT_OWN)),
    _row(f"action {Action.RECRUITMENT_REPOST}", _click(Action.RECRUITMENT_REPOST, "cancelled"), **_HERS_ALONE),
    _row(
        f"action {Action.RECRUITMENT_TO_RANDOM}",
        _click(Action.RECRUITMENT_TO_RANDOM, "expired"),
        **_HERS_ALONE,
        changes=POOL,
    ),
)

_WAITING = (
    _row(f"action {Action.RANDOM_OPEN}", _saying(Action.RANDOM_OPEN, "MEAL")),
    _row(f"action {Action.RANDOM_QUICK}", _saying(Action.RANDOM_QUICK, "MEAL")),
    _row(f"action {Action.RANDOM_CANCEL}", _click(Action.RANDOM_CANCEL, "wait"), **_HER_WAIT, changes=POOL),
    _row(f"action {Action.RANDOM_EXTEND}", _click(Action.RANDOM_EXTEND, "wait"), **_HER_WAIT, changes=POOL),
    _row(f"action {Action.RANDOM_RELAX}", _click(Action.RANDOM_RELAX, "wait"), **_HER_WAIT, changes=POOL),
    _row(f"action {Action.RANDOM_TO_RECRUITMENT}", _click(Action.RANDOM_TO_RECRUITMENT, "wait"), **_HER_WAIT),
)

_MEETING = (
    _row(f"action {Action.MATCH_CALENDAR}", _click(Action.MATCH_CALENDAR, "met")),
    _row(
        f"action {Action.MATCH_CANNOT_COME}",
        _click(Action.MATCH_CANNOT_COME, "met"),
        stranger=_NO_MEMBER,
        admin=_NO_MEMBER,
        elsewhere=_NOT_FOUND,
        changes=MATCH,
    ),
)

_LOOKING = (
    _row(f"action {Action.HISTORY_PAGE}", _saying(Action.HISTORY_PAGE, "5")),
    _row(f"action {Action.LIST_PAGE}", _saying(Action.LIST_PAGE, "::5")),
    _row(f"action {Action.LIST_FILTER}", _click(Action.LIST_FILTER, option="MEAL::0")),
    _row(f"action {Action.HOME_NEW_MEAL}", _click(Action.HOME_NEW_MEAL)),
    _row(f"action {Action.HOME_NEW_STUDY}", _click(Action.HOME_NEW_STUDY)),
    _row(f"action {Action.HOME_LIST}", _click(Action.HOME_LIST)),
    _row(f"action {Action.HOME_RANDOM}", _click(Action.HOME_RANDOM)),
    _row(f"action {Action.HOME_HISTORY}", _click(Action.HOME_HISTORY)),
    _row(f"action {Action.HOME_SETTINGS}", _click(Action.HOME_SETTINGS)),
    _row(f"action {Action.SETTINGS_EXPORT}", _click(Action.SETTINGS_EXPORT), changes=PEOPLE),
    _row(f"action {Action.SETTINGS_ERASE}", _click(Action.SETTINGS_ERASE)),
    _row(f"action {Action.COMPOSE_OPEN}", _saying(Action.COMPOSE_OPEN, "밥 개포 치킨")),
    _row(f"action {Field.CATEGORY}", _switching("create")),
)

_SUBMISSIONS = (
    _row(f"submission {CallbackId.RECRUITMENT_CREATE}", _submitting("create"), changes=POST),
    _row(f"submission {CallbackId.RECRUITMENT_EDIT}", _submitting("edit"), **_HERS, changes=POST),
    _row(f"submission {CallbackId.RECRUITMENT_ASK} {Manage.CONFIRM}", _submitting("confirm"), **_HERS, changes=MATCH),
    _row(f"submission {CallbackId.RECRUITMENT_ASK} {Manage.CANCEL}", _submitting("cancel"), **_HERS, changes=POST),
    _row(
        f"submission {CallbackId.COMMENT_CREATE}",
        _submitting("comment"),
        elsewhere=_NOT_FOUND,
        changes=frozenset({"comment", "alias"}),
    ),
    _row(f"submission {CallbackId.RANDOM_APPLY}", _submitting("random"), changes=POOL),
    _row(f"submission {CallbackId.SETTINGS}", _submitting("settings"), changes=PEOPLE | {"block"}),
    _row(f"submission {CallbackId.ERASE}", _submitting("erase"), changes=PEOPLE | POOL | {"block", "erasure"}),
)

_WORDS = (
    _row(f"command {Word.MEAL}", _command("밥 개포 치킨")),
    _row(f"command {Word.STUDY}", _command("공부 서초")),
    _row(f"command {Word.RANDOM}", _command("랜덤")),
    # Whose wait it takes back is nothing that one could type: it is one's own.
    _row(f"command {Word.CANCEL}", _command("취소"), changes=POOL),
    *(
        _row(f"command {word}", _command(str(word)))
        for word in (Word.STATUS, Word.LIST, Word.HISTORY, Word.ME, Word.SETTINGS, Word.STATS, Word.HELP)
    ),
)

_SHORTCUTS = tuple(_row(f"shortcut {each}", _shortcut(each)) for each in Shortcut)

_EVENTS = (
    _row("event app_home_opened", _event("app_home_opened", tab="home", channel="D0HOME")),
    _row("event message", _event("message", channel_type="im", channel="D0BOT", text="밥")),
    _row("event member_joined_channel", _event("member_joined_channel", channel="C0NEW", inviter=ANN)),
    _row("event user_change", _changed, changes=PEOPLE),
    _row("event app_uninstalled", _event("app_uninstalled")),
    _row("event tokens_revoked", _event("tokens_revoked")),
)

ROWS = (*_SEATS, *_MANAGING, *_WAITING, *_MEETING, *_LOOKING, *_SUBMISSIONS, *_WORDS, *_SHORTCUTS, *_EVENTS)

_APART = {
    f"action {Action.RECRUITMENT_MANAGE}": tuple(Manage),
    f"submission {CallbackId.RECRUITMENT_ASK}": (Manage.CONFIRM, Manage.CANCEL),
    "command /partner": tuple(Word),
}
"""What is registered as one and is many."""


def registered(router: Router) -> set[str]:
    """Everything that the router hands over to somebody, by the names of the rows."""
    kinds: Mapping[str, Collection[str]] = {
        "action": router.actions,
        "submission": router.submissions,
        "shortcut": router.shortcuts,
        "command": router.commands,
        "event": router.events,
    }
    names = {f"{kind} {name}" for kind, table in kinds.items() for name in table}
    return {each for name in names for each in _parts(name)}


def _parts(name: str) -> list[str]:
    if name not in _APART:
        return [name]
    whole = "command" if name == "command /partner" else name
    return [f"{whole} {word}" for word in _APART[name]]
