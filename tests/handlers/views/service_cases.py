"""What is said of the bot itself: messages that come late, and what admins are told."""

from collections.abc import Callable, Iterator
from typing import Any

from domain.outgoing import Content
from domain.vocabulary import Category
from handlers.texts import Texts
from handlers.views import alerts, card, group, late
from tests.handlers.views import samples as s

Case = Callable[[Texts], Content | dict[str, Any]]

LUNCH = s.recruitment(participants=(1, 2))


def service_cases() -> Iterator[tuple[str, Case]]:
    yield "late.card", lambda t: late.as_of(t, card.card(t, s.shown(LUNCH)), s.NOW)
    yield "late.group", lambda t: late.as_of(t, group.group_message(t, s.group(LUNCH), s.SITE, s.NOW), s.NOW)
    yield "notice.deliveries_died_once", lambda t: alerts.deliveries_died(t, 1, s.NOON)
    yield "notice.deliveries_died", lambda t: alerts.deliveries_died(t, 12, s.NOON)
    yield "notice.pool_stalled", lambda t: alerts.pool_stalled(t, Category.MEAL, 1)
    yield "notice.pool_stalled_study", lambda t: alerts.pool_stalled(t, Category.STUDY, 2)
