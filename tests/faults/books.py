"""Holds what the workspace shows against what the database says must be there.

What is due follows from recruitments, seats, matches and applications themselves, not from the outbox alone: a message
that nobody ever asked for would be missed too.
"""

import asyncio
import contextlib
import json
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from typing import Any, Final

import aiohttp
from sqlalchemy import Row, Select, select
from sqlalchemy.exc import OperationalError

from bot.composition import Parts, compose
from domain.outbox import PostedMessage
from domain.outgoing import Message as Rendered
from domain.vocabulary import Language
from handlers.presenting import build_presenter
from handlers.texts import catalog
from infra.clock import SystemClock
from infra.metrics import Metrics
from infra.settings import load_settings
from infra.slack.marks import EVENT_TYPE, Marks
from playground.model import Kind, Message
from storage.tables import (
    application,
    comment,
    match,
    match_member,
    member,
    message,
    outbox,
    participation,
    recruitment,
    timer,
)
from tests.faults.fleet import PATIENCE, until
from tests.faults.ledger import WAITING, Ledger, by
from tests.faults.rig import Rig

_ALL_WAITING: Final = select(outbox.c.key).where(outbox.c.state.in_(WAITING))
_STILL_WAITING: Final = _ALL_WAITING.limit(1)
_SOON: Final = 0.1
_MENTION: Final = re.compile(r"<@(\w+)>")
_FILE_NAME: Final = re.compile(r"42partner-(\w+)\.json")
_FITTING: Final = frozenset(str(catalog(language)["wait.posts"]) for language in Language)
_FAULTS: Final = ("missing", "double", "stale", "overbooked", "stuck", "early")


@dataclass
class Account:
    """What was found, one line a finding; all but `due` and the delay of the `latest` must be empty."""

    due: int = 0
    missing: list[str] = field(default_factory=list)
    double: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    overbooked: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    early: list[str] = field(default_factory=list)
    longest_delay: timedelta = timedelta()
    latest: str = ""

    @property
    def faults(self) -> dict[str, list[str]]:
        """Everything that must not be."""
        return {name: lines for name in _FAULTS if (lines := getattr(self, name))}

    @property
    def counts(self) -> dict[str, int]:
        """How many messages were due, and how much of what must not be was found."""
        return {"due": self.due} | {name: len(getattr(self, name)) for name in _FAULTS}

    def __str__(self) -> str:
        said = " ".join(f"{name}={count}" for name, count in self.counts.items())
        return f"{said} longest_delay={self.longest_delay.total_seconds():.1f}s"


class Books:
    """The accounts of one rig."""

    def __init__(self, rig: Rig, parts: Parts) -> None:
        self._rig = rig
        self._parts = parts
        self._marks = Marks(parts.token.get_secret_value())
        self._present = build_presenter(parts.services(parts.patient))

    async def rows(self, statement: Select[Any]) -> list[Row[Any]]:
        """What the database answers."""
        async with self._parts.database.transaction(writing=False) as bound:
            return list((await bound.connection.execute(statement)).all())

    async def can_write(self) -> bool:
        """Whether nobody keeps others from writing."""
        try:
            async with asyncio.timeout(_SOON), self._parts.database.transaction(writing=True) as bound:
                await bound.connection.execute(select(1))
                return True
        except (TimeoutError, OperationalError):
            return False

    async def nothing_waits(self) -> bool:
        """Whether everything has been delivered that was asked for, or can't be."""
        return not await self.rows(_STILL_WAITING)

    async def backlog(self) -> int:
        """How many deliveries wait or are under way."""
        return len(await self.rows(_ALL_WAITING))

    async def settled(self, seconds: float = PATIENCE) -> Account:
        """The account once nothing waits any more, or after so many seconds: what waits then is stuck."""
        with contextlib.suppress(AssertionError):
            await until(self.nothing_waits, "nothing waits", seconds)
        return await self.account()

    async def account(self) -> Account:
        """What is there, against what must be."""
        ledger, account = await self._ledger(), Account()
        shown = self._shown()
        self._count(ledger, shown, account)
        await self._compare(ledger, shown, account)
        account.missing += [*ledger.unmatched(), *ledger.unserved()]
        account.overbooked += ledger.overbooked()
        account.stuck += ledger.stuck()
        account.stuck += [f"{one.log.name} ended by itself: {one.said()}" for one in self._rig.fleet.fallen()]
        account.longest_delay, account.latest = max(self._delays(ledger, shown), default=(timedelta(), ""))
        return account

    async def _ledger(self) -> Ledger:
        return Ledger(
            recruitments=await self.rows(select(recruitment)),
            seats=by(await self.rows(select(participation)), "recruitment_id"),
            matches=await self.rows(select(match)),
            members=by(await self.rows(select(match_member)), "match_id"),
            applications=await self.rows(select(application)),
            comments=await self.rows(select(comment.c.id)),
            askers=await self.rows(select(member.c.id).where(member.c.export_asked_at.is_not(None))),
            deliveries={row.key: row for row in await self.rows(select(outbox))},
            places={row.key: row for row in await self.rows(select(message).where(message.c.ts.is_not(None)))},
            timers=await self.rows(select(timer)),
        )

    def _shown(self) -> dict[str, list[Message]]:
        """Every message of the bot's by its mark."""
        shown: dict[str, list[Message]] = defaultdict(list)
        for each in self._rig.posted:
            if each.subtype is None:
                shown[_mark_of(each)].append(each)
        return shown

    def _count(self, ledger: Ledger, shown: Mapping[str, list[Message]], account: Account) -> None:
        due, files = ledger.due(), ledger.files()
        account.due = len(due)
        known = {self._marks.of(key): key for key in ledger.known()}
        for key in sorted(due):
            found = shown.get(self._marks.of(key), [])
            place = ledger.places.get(key)
            if not found:
                account.missing.append(f"{key}: nowhere")
            elif key in files:
                account.missing += [f"{key}: shared in {each.channel}" for each in found if not self._is_direct(each)]
            elif place is None or (place.channel_id, place.ts) not in {(each.channel, each.ts) for each in found}:
                account.missing.append(f"{key}: posted, but not where it is remembered")
        for mark, messages in shown.items():
            if mark not in known:
                account.double += [f"nobody's: {each.text[:60]!r}" for each in messages]
            elif len(messages) > 1:
                places = ", ".join(f"{each.ts} in {each.channel}" for each in messages)
                account.double.append(f"{known[mark]}: {places}")

    def _is_direct(self, each: Message) -> bool:
        return self._rig.playground.backend.workspace.channels[each.channel].kind is Kind.IM

    async def _compare(self, ledger: Ledger, shown: Mapping[str, list[Message]], account: Account) -> None:
        """Cards and applications are edited in place: each shows what it would say now."""
        for delivery in ledger.living():
            place = ledger.places.get(delivery.key)
            if place is None:
                out = shown.get(self._marks.of(delivery.key), ())
                account.stale += [f"{delivery.key}: nobody knows of {each.text!r}" for each in out]
                continue
            posted = PostedMessage(delivery.key, place.channel_id, place.ts)
            outgoing = await self._present(delivery, posted)
            seen = self._rig.playground.backend.workspace.channels[place.channel_id].messages.get(place.ts)
            if not isinstance(outgoing, Rendered):
                continue
            if seen is None or self._said(_own(seen.blocks)) != self._said(_own(outgoing.content.blocks)):
                says = None if seen is None else seen.text
                account.stale.append(f"{delivery.key}: {says!r} instead of {outgoing.content.text!r}")

    def _said(self, blocks: Sequence[Mapping[str, Any]] | None) -> str:
        """What blocks say: Slack gives ids to those that have none, and a person is shown by mention or by name."""
        bare = [{name: value for name, value in block.items() if name != "block_id"} for block in blocks or ()]
        people = self._rig.playground.backend.workspace.people
        return _MENTION.sub(lambda found: people[found[1]].name, json.dumps(bare))

    def _delays(self, ledger: Ledger, shown: Mapping[str, list[Message]]) -> Iterator[tuple[timedelta, str]]:
        """From the moment at which a first message became due to the one at which Slack had it."""
        for key, due_at in ledger.since().items():
            for each in shown.get(self._marks.of(key), ()):
                yield datetime.fromtimestamp(float(each.ts), UTC) - due_at, key


def _own(blocks: Sequence[Mapping[str, Any]] | None) -> Sequence[Mapping[str, Any]]:
    """All that a message says of its own subject: open posts that fit a wait are named as they were then."""
    return [*takewhile(lambda block: (block.get("text") or {}).get("text") not in _FITTING, blocks or ())]


@asynccontextmanager
async def books(rig: Rig) -> AsyncIterator[Books]:
    """The books of a rig, kept by nobody's process."""
    given = {name.lower(): value for name, value in rig.fleet.environment.items()}
    settings = load_settings(_env_file=None, **given)
    async with aiohttp.ClientSession() as session:
        parts = compose(settings, session, SystemClock(), Metrics())
        try:
            yield Books(rig, parts)
        finally:
            await parts.database.dispose()


def _mark_of(each: Message) -> str:
    """The mark of a message, or the one that its file is called by."""
    if files := each.extra.get("files"):
        return _FILE_NAME.sub(r"\1", files[0]["name"])
    metadata = each.metadata or {}
    return str(metadata["event_payload"]["key"]) if metadata.get("event_type") == EVENT_TYPE else "without a mark"
