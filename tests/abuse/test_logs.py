"""A day in the life of the bot, all that can go wrong included, and not a word of anybody's in its log."""

import asyncio
import io
import json
import logging
import re
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import structlog

from bot.commands import set_up_logs
from infra.settings import load_settings
from playground import PlaygroundOptions
from playground.driver import SlackDriver
from playground.seed import seeded_people
from tests.bot.door import signed
from tests.e2e.house import House, running
from tests.e2e.people import MEAL_CHANNEL, Table

pytestmark = pytest.mark.whole

WORD = "열려라참깨"
"""What people write all day, each time with what they wrote it as."""

HURRIED: Any = {"partner_request_seconds": 1.0, "log_level": "DEBUG"}
LUNCH = {"places": ["GAEPO"], "ways_of_eating": ["EATOUT"]}


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the program writes to stderr, logging as the program does and as much as it can."""
    stream, root = io.StringIO(), logging.getLogger()
    handlers, level = root.handlers[:], root.level
    monkeypatch.setattr("sys.stderr", stream)
    options = PlaygroundOptions()
    set_up_logs(
        load_settings(
            _env_file=None,
            slack_bot_token=options.bot_token,
            slack_signing_secret=options.signing_secret,
            log_level="DEBUG",
            log_format="json",
        )
    )
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


class Day:
    """What happens, in order; every step leaves words behind that must not be found again."""

    def __init__(self, house: House, table: Table, folder: Path) -> None:
        self.house = house
        self.table = table
        self.database = folder / "bot.db"
        self.url = house.settings.partner_public_url or ""

    async def named_and_anonymous_posts(self) -> None:
        table = self.table
        card = await table.post(table.minjun, f"/partner 밥 {WORD}명령", title=f"{WORD}제목", content=f"{WORD}내용")
        await table.joins(table.seoyeon, card)
        await table.manages(table.minjun, card, "confirm")
        await table.group_dm(table.seoyeon)
        hidden = await table.post(table.jiwoo, title=f"{WORD}익명", options=["anonymous"])
        await table.hajun.click(hidden["channel"], hidden["ts"], "recruitment_comment")
        await table.hajun.submit(await table.hajun.top_view(), {"content": f"{WORD}댓글"})
        await table.told(table.jiwoo, f"{WORD}댓글")
        await table.hajun.click(hidden["channel"], hidden["ts"], "recruitment_leave")

    async def random_matching(self) -> None:
        for person in (self.table.hajun, self.table.ana):
            await person.command(MEAL_CHANNEL, "/partner 랜덤")
            view = await person.top_view()
            await person.submit(view, LUNCH | {"group_size": "2"})
            await person.close(await person.top_view())
        await self.table.group_dm(self.table.ana)

    async def talk(self) -> None:
        dm = await self.table.sua.open_dm("U0PARTNER")
        await self.table.sua.say(dm, f"{WORD}수다")
        await self.table.told(self.table.sua, f"{WORD}수다")

    async def people_change(self) -> None:
        await self.table.slack.post("person", id="U0SEOYEON", locale="en-US")
        await self.table.slack.deactivate("U0DOYUN")

    async def garbled_requests(self) -> None:
        for body in (f"text={WORD}", f'{{"type": "{WORD}"}}', f"payload={WORD}", f"command=/partner&text={WORD}"):
            assert await self.knock(body, signs=True) in {400, 401}
            assert await self.knock(body, signs=False) == 401

    async def slack_is_out_of_sorts(self) -> None:
        await self.table.slack.faults(
            {"method": "views.open", "kind": "error", "error": "expired_trigger_id"},
            {"method": "chat.postMessage", "kind": "http_500_before"},
            {"method": "chat.update", "kind": "error", "error": "token_revoked", "times": 2},
        )
        await self.table.minjun.command(MEAL_CHANNEL, f"/partner 공부 {WORD}공부")
        await self.table.post(self.table.sua, title=f"{WORD}늦은글")
        await self.table.slack.faults()

    async def the_database_is_locked(self) -> None:
        async with locked(self.database):
            await self.table.minjun.command(MEAL_CHANNEL, f"/partner 취소 {WORD}잠김")
            card = (await self.table.cards(self.table.minjun))[-1]
            await self.table.hajun.click(card["channel"], card["ts"], "recruitment_join")

    async def nobody_foresaw_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(*_: Any, **__: Any) -> None:
            raise ValueError(f"could not read {WORD}놀람")

        with monkeypatch.context() as patched:
            patched.setattr("handlers.commands.partner.read_command", broken)
            await self.table.minjun.command(MEAL_CHANNEL, f"/partner {WORD}놀람")

    async def somebody_reads_the_calendar(self) -> None:
        async with aiohttp.ClientSession() as session:
            for token in (*self.calendar_tokens(), "0" * 32, WORD):
                async with session.get(f"{self.url}/calendar/{token}.ics") as response:
                    await response.read()

    async def knock(self, body: str, *, signs: bool) -> int:
        secret = PlaygroundOptions().signing_secret if signs else "guessed"
        headers = {"Content-Type": "application/x-www-form-urlencoded", **signed(body.encode(), secret=secret)}
        address = f"{self.url}/slack/events"
        async with (
            aiohttp.ClientSession() as session,
            session.post(address, data=body.encode(), headers=headers) as response,
        ):
            return response.status

    def calendar_tokens(self) -> list[str]:
        with sqlite3.connect(self.database) as connection:
            found = connection.execute("SELECT calendar_token FROM match WHERE calendar_token IS NOT NULL")
            return [token for (token,) in found]

    async def secrets(self) -> set[str]:
        """Everything secret that went to and fro, by now."""
        options = PlaygroundOptions()
        said = json.dumps(await self.table.slack.inspector(), ensure_ascii=False)
        triggers = re.findall(r'trigger_id\\*": \\*"([^"\\]+)', said)
        answers = re.findall(r"/response/([\w-]+)", said)
        assert triggers
        assert answers
        tokens = self.calendar_tokens()
        assert tokens
        return {options.bot_token, options.signing_secret, *triggers, *answers, *tokens}


@asynccontextmanager
async def locked(database: Path) -> AsyncIterator[None]:
    """Nobody else writes meanwhile. The lock is waited for in a thread, for the bot is in this one."""
    connection = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
    await asyncio.to_thread(connection.execute, "BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.rollback()
        connection.close()


def names() -> set[str]:
    people = seeded_people("partner")
    return {name for person in people if not person.is_bot for name in (person.name, person.real_name)}


async def test_nothing_of_anybodys_is_in_the_log(
    log: io.StringIO, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path, **HURRIED) as house, SlackDriver(house.playground.url) as slack:
        day = Day(house, Table(slack), tmp_path)
        await day.named_and_anonymous_posts()
        await day.random_matching()
        await day.talk()
        await day.people_change()
        await day.garbled_requests()
        await day.slack_is_out_of_sorts()
        await day.the_database_is_locked()
        await day.nobody_foresaw_it(monkeypatch)
        await day.somebody_reads_the_calendar()
        secrets = await day.secrets()
    lines = log.getvalue().splitlines()
    told = {json.loads(line)["event"] for line in lines}

    assert {"surprise", "refused", "modal_not_shown", "foreign_team", "delivery_failed", "unit runs again"} <= told
    found = {each for each in {WORD, *names(), *secrets} for line in lines if each in line}
    assert found == set()
