"""Requests as Slack sends them, signed beforehand, so that the clock runs for the answers alone."""

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from handlers.ids import Action, CallbackId
from tests.handlers.slack import (
    CHANNEL,
    SECRET,
    TEAM,
    Body,
    click,
    command,
    option,
    options,
    signature,
    submission,
    text,
)

FORM = "application/x-www-form-urlencoded"
Guest = tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class Knock:
    """One request: its body and its headers."""

    raw: str
    headers: dict[str, str]


def link_clicks(guests: Iterable[Guest]) -> list[Knock]:
    """Clicks on a link, which Slack only wants to hear of: as good as requests that do nothing."""
    return [_interactive(click(guest, Action.MATCH_CALENDAR)) for guest, _ in guests]


def commands(words: str, count: int) -> list[Knock]:
    """One person types the same command again and again."""
    return [_form(command("U00000S00", words)) for _ in range(count)]


def joins(
    guests: Sequence[Guest], *, team: str = TEAM, secret: str = SECRET, answers: Sequence[str] = ()
) -> list[Knock]:
    """Everybody joins the recruitment beside them, and is answered at an address of their own where there are any."""
    clicks = [click(guest, Action.RECRUITMENT_JOIN, str(recruitment), team=team) for guest, recruitment in guests]
    addressed = [{"response_url": url} for url in answers] or [{} for _ in clicks]
    return [
        _interactive({**body, "team": {"id": team}, **answer}, secret)
        for body, answer in zip(clicks, addressed, strict=True)
    ]


def leaves(guests: Sequence[Guest]) -> list[Knock]:
    """Everybody leaves it again."""
    return [_interactive(click(guest, Action.RECRUITMENT_LEAVE, str(recruitment))) for guest, recruitment in guests]


def posts(guests: Sequence[Guest]) -> list[Knock]:
    """Everybody posts a recruitment of their own, days ahead, so that nobody is asked about another meeting."""
    meets_at = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=2)
    return [_interactive(submission(guest, _filled(number, meets_at))) for number, (guest, _) in enumerate(guests)]


def _filled(number: int, meets_at: datetime) -> Body:
    fields: dict[str, Body] = {
        "category": option("MEAL"),
        "title": text("개포에서 치킨 드실 분"),
        "meets_at": {"selected_date_time": int(meets_at.timestamp())},
        "places": options("GAEPO"),
        "way_of_eating": option("EATOUT"),
        "capacity": option("4"),
        "content": text("같이 먹어요"),
        "options": options("confirm_when_full"),
        "channel": {"selected_conversation": CHANNEL},
    }
    return {
        "id": f"V{number:08}{time.monotonic_ns()}",
        "type": "modal",
        "callback_id": CallbackId.RECRUITMENT_CREATE,
        "private_metadata": json.dumps({"category": "MEAL"}),
        "state": {"values": {name: {name: state} for name, state in fields.items()}},
    }


def _interactive(body: Body, secret: str = SECRET) -> Knock:
    return _form({"payload": json.dumps(body)}, secret)


def _form(fields: dict[str, Any], secret: str = SECRET) -> Knock:
    raw, timestamp = urlencode(fields), str(int(time.time()))
    proof = {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature(raw, timestamp, secret)}
    return Knock(raw, {"Content-Type": FORM, **proof})
