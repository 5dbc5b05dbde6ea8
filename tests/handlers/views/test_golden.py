"""What people see is what was read in review, and Slack takes it."""

import json
from typing import Any

import pytest

from domain.errors import ErrorCode
from domain.outbox import Notice
from domain.use_cases.wishes import Outcome
from playground.blockkit import validate_message, validate_view
from tests.handlers.views.cases import cases
from tests.handlers.views.golden import FOLDER, rendered

RENDERED = dict(rendered())
VIEWS = ("ask.", "form.", "home.", "random_form.", "settings.", "thread.comment_form.")
"""Modals and the App Home have no text beside their blocks."""

LISTED_ELSEWHERE = {
    Outcome.LISTED: "list.mixed",
    Outcome.HISTORY: "history.mixed",
    Outcome.OWN_POSTS: "own_posts.mine",
    Outcome.REFUSED: "refusal.not_found",
}


@pytest.mark.parametrize("name", RENDERED)
def test_a_view_renders_as_its_golden_file(name: str) -> None:
    assert RENDERED[name] == (FOLDER / name).read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in FOLDER.glob("*.json")} == set(RENDERED)


@pytest.mark.parametrize("name", RENDERED)
def test_slack_takes_what_a_golden_file_shows(name: str) -> None:
    golden = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    assert (validate_view(golden) if "type" in golden else validate_message(golden["blocks"])) == []


@pytest.mark.parametrize("name", [name for name in RENDERED if not name.startswith(VIEWS)])
def test_the_text_of_a_message_says_what_its_blocks_show(name: str) -> None:
    golden = json.loads(RENDERED[name])
    lines = golden["text"].split("\n")
    shown = _mrkdwn_lines(golden["blocks"])
    assert [line for line in shown if line not in lines and "<@" not in line] == []
    assert len(lines) >= len(shown)


def _mrkdwn_lines(blocks: list[dict[str, Any]]) -> list[str]:
    texts = [text for block in blocks for text in (block.get("text"), *block.get("elements", ()))]
    shown = [text["text"] for text in texts if text and text.get("type") == "mrkdwn"]
    return [line for text in shown for line in text.split("\n")]


def test_every_notice_has_a_golden_file() -> None:
    named = {name.partition(".")[2] for name in cases() if name.startswith("notice.")}
    assert not {notice for notice in Notice if not any(name.startswith(notice) for name in named)}


def test_every_refusal_has_a_golden_file() -> None:
    assert {f"refusal.{code}" for code in ErrorCode} <= set(cases())


def test_every_outcome_has_a_golden_file() -> None:
    expected = {LISTED_ELSEWHERE.get(outcome, f"answer.{outcome}") for outcome in Outcome}
    assert expected <= set(cases())
