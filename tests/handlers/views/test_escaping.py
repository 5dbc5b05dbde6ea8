"""What people write is shown as they wrote it: no mention, no link and no call to a channel comes of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from domain.outbox import Notice
from domain.outgoing import Content
from domain.use_cases.wishes import Outcome
from handlers.texts import Texts
from handlers.views import answers, asking, form, group, home, listing, notices, thread
from handlers.views.card import card
from handlers.views.help import help as help_message
from tests.handlers.views import samples as s
from tests.handlers.views.cases import CHANGED, LUNCH_FORM, as_json

EVIL = "<!channel> <@U0EVIL> <https://e.vil|go> & @here #general"
SHOWN = "&lt;!channel&gt; &lt;@U0EVIL&gt; &lt;https://e.vil|go&gt; &amp; @here #general"
POST = s.recruitment(replace(s.LUNCH, title=EVIL, content=EVIL), (1, 2))
NAMED = replace(s.shown(POST, posted=False), people={s.AUTHOR: replace(s.PEOPLE[s.AUTHOR], display_name=EVIL)})

PLAIN = {"card", "group", "comment"}
"""These show it as plain text alone."""

VIEWS: dict[str, Callable[[Texts], Content | dict[str, Any]]] = {
    "card": lambda t: card(t, s.shown(POST)),
    "list": lambda t: listing.page(t, s.page([POST]), s.STRANGER),
    "cancel list": lambda t: listing.cancel_list(t, [s.shown(POST)]),
    "home": lambda t: home.home(t, s.home_data([POST], [POST])),
    "group": lambda t: group.group_message(t, s.group(POST), s.SITE, s.NOW),
    "notice": lambda t: notices.notice(t, Notice.CHANGED, s.shown(POST), CHANGED),
    "group fell apart": lambda t: notices.group_fell_apart(t, s.group(POST)),
    "answer": lambda t: answers.answer(t, Outcome.JOINED, s.shown(POST), {}),
    "overlap": lambda t: answers.answer(t, Outcome.OVERLAP, s.shown(POST), {"others": [POST]}),
    "ask": lambda t: asking.ask(t, "cancel", s.shown(POST)),
    "form": lambda t: form.recruitment_form(t, replace(LUNCH_FORM, title=EVIL, content=EVIL, overlaps=(POST,))),
    "comment": lambda t: thread.comment(t, s.comment(1, POST, EVIL)),
    "comment's notice": lambda t: notices.notice(
        t, Notice.COMMENTED, s.shown(POST), {"content": EVIL, "alias": "익명 1"}
    ),
    "refused by Slack": lambda t: notices.notice(t, Notice.NOT_POSTED, s.shown(POST), {"code": EVIL}),
    "help": lambda t: help_message(t, EVIL),
    "surprise": lambda t: answers.surprise(t, EVIL),
}


@pytest.mark.parametrize("view", VIEWS)
def test_mrkdwn_holds_it_escaped_and_verbatim(view: str) -> None:
    found = list(mrkdwn_of(as_json(VIEWS[view](s.texts()))))
    for text, verbatim in found:
        assert "<!channel>" not in text
        assert "<@U0EVIL>" not in text
        assert "e.vil|go>" not in text
        assert verbatim
    assert any(SHOWN in text for text, _ in found) or view in PLAIN


@pytest.mark.parametrize("view", VIEWS)
def test_the_text_beside_the_blocks_holds_it_escaped(view: str) -> None:
    rendered = VIEWS[view](s.texts())
    if isinstance(rendered, Content):
        assert SHOWN in rendered.text
        assert "<!channel>" not in rendered.text


def test_plain_text_holds_it_as_it_is() -> None:
    blocks = as_json(card(s.texts(), s.shown(POST)))["blocks"]
    assert blocks[0]["text"] == {"type": "plain_text", "text": f"🍚 {EVIL}", "emoji": True}
    assert {"type": "plain_text", "text": EVIL, "emoji": True} in [block.get("text") for block in blocks]


def test_a_display_name_is_cut_and_escaped() -> None:
    assert "&lt;!channel&gt; &lt;@U0E" in card(s.texts(), NAMED).text
    assert "<@U0E" not in card(s.texts(), NAMED).text


def mrkdwn_of(node: object) -> Iterator[tuple[str, bool]]:
    """Every mrkdwn text object in JSON: what it says, and whether it is verbatim."""
    if isinstance(node, dict):
        if node.get("type") == "mrkdwn":
            yield node["text"], node.get("verbatim") is True
        for value in node.values():
            yield from mrkdwn_of(value)
    if isinstance(node, list | tuple):
        for value in node:
            yield from mrkdwn_of(value)
