"""From the settings to what bounds people and memory: how much one may do, how long what is kept."""

from collections.abc import Mapping
from typing import Final

from domain.retention import Remnant
from domain.use_cases.limits import Limits
from infra.settings import Settings

ORPHANED_FOR_DAYS: Final = 1
"""How long a timer of what is there no more is left alone: whoever closes or reminds takes it away first."""

PASSED_FOR_DAYS: Final = 1
"""How long it is kept when a conversation had its turn at Slack. It is of no use from then on."""


def limits(settings: Settings) -> Limits:
    """What one person may have and do."""
    return Limits(
        open_recruitments=settings.partner_most_open_posts,
        posts_an_hour=settings.partner_posts_an_hour,
        comments_a_minute=settings.partner_comments_a_minute,
    )


def kept_days(settings: Settings) -> Mapping[Remnant, float]:
    """How many days what is kept."""
    return {
        Remnant.RECEIVED: settings.partner_keep_received_days,
        Remnant.DELIVERIES: settings.partner_keep_deliveries_days,
        Remnant.SLOTS: PASSED_FOR_DAYS,
        Remnant.TIMERS: ORPHANED_FOR_DAYS,
        Remnant.SWEEPS: settings.partner_keep_sweeps_days,
        Remnant.TEXTS: settings.partner_keep_texts_days,
        Remnant.APPLICATIONS: settings.partner_keep_waits_days,
        Remnant.MATCHES: settings.partner_keep_matches_days,
        Remnant.UNMATCHED_POSTS: settings.partner_keep_posts_days,
        Remnant.MATCHED_POSTS: settings.partner_keep_matches_days,
    }
