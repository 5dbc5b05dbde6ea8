"""Time-outs, leases, pacing and limits: settings that hardly anybody changes."""

from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings

Seconds = Annotated[float, Field(gt=0, le=86_400)]
PerMinute = Annotated[int, Field(ge=1, le=100_000)]
Days = Annotated[float, Field(ge=1, le=36_500)]
Most = Annotated[int, Field(ge=1, le=100_000)]


class Tuning(BaseSettings):
    """The part of the settings that has good defaults. All times are machine time."""

    partner_request_seconds: Seconds = Field(
        default=1.5, description="database budget of one request, retries included"
    )
    partner_unit_seconds: Seconds = Field(default=10, description="time-out around a database unit of the worker")
    partner_view_seconds: Seconds = Field(
        default=1, description="time-out of opening or changing a view within a request"
    )
    partner_http_seconds: Seconds = Field(default=10, description="time-out of one call to Slack by the worker")
    partner_lease_seconds: Seconds = Field(
        default=45, description="how long a delivery is held; at least 3 x the time-out, and the settling pause"
    )
    partner_settle_seconds: Seconds = Field(
        default=2, description="pause before looking whether a doubtful post arrived"
    )
    partner_poll_seconds: float = Field(
        default=2, gt=0, le=60, description="pause between looks for deliveries of others"
    )
    partner_tick_seconds: float = Field(default=2, gt=0, le=60, description="pause between looks for what is due")
    partner_deliveries_at_once: int = Field(default=8, ge=2, le=100, description="calls to Slack in hand at one moment")
    partner_retry_seconds: Seconds = Field(
        default=1, description="first pause after a failed delivery; doubles each time"
    )
    partner_retry_most_seconds: Seconds = Field(default=60, description="longest pause between two tries")
    partner_give_up_seconds: float = Field(
        default=21_600, ge=600, description="a delivery that failed for this long is given up and told to the admins"
    )
    partner_late_seconds: Seconds = Field(
        default=30, description="a change that was held up for this long says so in its message"
    )
    partner_stalled_seconds: Seconds = Field(
        default=180, description="admins are told of a pool that is due for this long and is not swept"
    )
    partner_watch_seconds: float = Field(
        default=60, gt=0, le=3600, description="pause between looks for what admins must hear of"
    )
    partner_post_seconds: Seconds = Field(
        default=1.1, description="between two posts in one channel (Slack: 1 a second)"
    )
    partner_refresh_seconds: Seconds = Field(default=1.1, description="between two changes of messages in one channel")
    partner_tier2_per_minute: PerMinute = Field(default=20, description="Slack's rate of `conversations.create`")
    partner_tier3_per_minute: PerMinute = Field(
        default=50, description="Slack's rate of `chat.update`, `conversations.open`"
    )
    partner_tier4_per_minute: PerMinute = Field(
        default=100, description="Slack's rate of `views.publish`, `users.info`, `files.*`"
    )
    partner_solve_seconds: Seconds = Field(
        default=30,
        description="a matching engine silent for this long is ended, and people are matched plainly",
    )
    partner_most_open_posts: Most = Field(default=5, description="open recruitments that one person may have at once")
    partner_posts_an_hour: Most = Field(default=10, description="recruitments that one person may post an hour")
    partner_comments_a_minute: Most = Field(
        default=6, description="anonymous comments that one person may write a minute"
    )
    partner_keep_received_days: Days = Field(default=2, description="keys of what came from Slack")
    partner_keep_deliveries_days: Days = Field(default=30, description="ended deliveries and where their messages are")
    partner_keep_sweeps_days: Days = Field(default=30, description="what sweeps of the random pool did")
    partner_keep_texts_days: Days = Field(
        default=30, description="titles, contents and comments of recruitments, from the meeting on"
    )
    partner_keep_waits_days: Days = Field(default=180, description="waits in the random pool that have ended")
    partner_keep_posts_days: Days = Field(default=180, description="recruitments that came to nothing")
    partner_keep_matches_days: Days = Field(
        default=1095, ge=31, description="groups that met, their recruitments and points: what history shows"
    )
    partner_retain_seconds: Seconds = Field(default=3600, description="pause between looks for what is kept no longer")
    partner_body_bytes: int = Field(default=1_000_000, ge=10_000, description="longest request body that is read")
    partner_linger_seconds: float = Field(
        default=3, ge=0, le=60, description="serving on after SIGTERM, while not ready"
    )
    partner_drain_seconds: Seconds = Field(default=20, description="longest wait for what is in hand when stopping")
