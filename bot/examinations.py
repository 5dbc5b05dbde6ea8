"""What the doctor looks at once database and Slack are there: clocks, settings of servers, what lies waiting."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from slack_sdk.errors import SlackClientError

from bot.composition import Parts
from bot.finding import Finding
from infra.slack.errors import SlackCallError, classify
from infra.slack.gateway import Identity
from storage.condition import Condition, condition_of
from storage.figures import Figures, SqlFigures
from storage.tables.delivery import DeliveryState

_LARGEST_SKEW: Final = timedelta(seconds=5)
_LARGEST_SLACK_SKEW: Final = timedelta(seconds=60)
"""Slack takes a request's signature for five minutes, and its header's date is a while under way."""

_LATE: Final = timedelta(minutes=2)
_LONGEST_SCRAPE: Final = timedelta(seconds=10)
_SOCKET: Final = "apps.connections.open"
_SET_CLOCK: Final = "set the clocks by NTP: `timedatectl set-ntp true` on the machine that is wrong"


async def of_condition(parts: Parts) -> AsyncIterator[Finding]:
    """A database that answers and has its tables: whether it can serve well, and what lies waiting in it."""
    condition = await condition_of(parts.database)
    for finding in (_of_writing(condition), _of_skew("the database's", condition.ahead, _LARGEST_SKEW)):
        yield finding
    if condition.charset is not None:
        yield _of_charset(condition.charset)
    if condition.logs_statements:
        remedy = "set binlog_format = ROW (or MIXED) on the server"
        yield Finding("The database's binary log takes statements, which it refuses at READ COMMITTED", remedy)
    for finding in _of_backlog(await SqlFigures(parts.database, budget=_LONGEST_SCRAPE).read()):
        yield finding


def of_slacks_clock(identity: Identity) -> Finding:
    """Whether this machine's clock is Slack's: what Slack signs is refused where they differ by minutes."""
    ahead = identity.at - datetime.now(UTC) if identity.at is not None else timedelta(0)
    return _of_skew("Slack's", ahead, _LARGEST_SLACK_SKEW)


async def of_socket(parts: Parts) -> Finding:
    """Whether Slack would open a websocket for the app-level token."""
    token = parts.settings.slack_app_token
    if token is None:
        return Finding("Slack's requests come over HTTP: SLACK_APP_TOKEN is not set")
    try:
        await parts.calls.client.apps_connections_open(app_token=token.get_secret_value())
    except (SlackClientError, OSError, TimeoutError) as error:
        code = classify(_SOCKET, error).code
        remedy = "make an app-level token with connections:write on the app's page, and switch Socket Mode on there"
        return Finding(f"SLACK_APP_TOKEN: Slack does not take it ({code})", remedy)
    return Finding("Slack takes the app-level token: Socket Mode can be used")


async def of_admins(parts: Parts) -> AsyncIterator[Finding]:
    """Whether Slack knows those of PARTNER_ADMINS."""
    for slack_id in sorted(parts.settings.partner_admins):
        try:
            profile = await parts.gateway.user_info(slack_id)
        except SlackCallError as error:
            yield Finding(f"PARTNER_ADMINS: {slack_id} can't be looked up ({error.code})", "try again in a while")
            continue
        if profile.is_gone:
            remedy = "take it out of PARTNER_ADMINS, or set it to a member's id (profile → ⋮ → Copy member ID)"
            yield Finding(f"PARTNER_ADMINS: nobody here is {slack_id}", remedy)
        else:
            yield Finding(f"PARTNER_ADMINS: Slack knows {slack_id}")


def _of_writing(condition: Condition) -> Finding:
    if condition.refuses is None:
        return Finding("The database takes changes")
    remedy = "let its user write: of a server, look whether it is read-only; of a file, who owns it and its folder"
    return Finding(f"The database takes no changes ({condition.refuses})", remedy)


def _of_skew(whose: str, ahead: timedelta, most: timedelta) -> Finding:
    if abs(ahead) <= most:
        return Finding(f"This machine's clock and {whose} agree")
    return Finding(f"This machine's clock and {whose} differ by {abs(ahead).total_seconds():.0f} s", _SET_CLOCK)


def _of_charset(charset: str) -> Finding:
    if charset == "utf8mb4":
        return Finding("The database keeps any character")
    remedy = "ALTER DATABASE … CHARACTER SET utf8mb4, before the next `partner42 migrate`"
    return Finding(f"The database's character set is {charset}: new tables could not keep every emoji", remedy)


def _of_backlog(figures: Figures) -> Iterator[Finding]:
    waiting = [each for each in figures.backlog if each.state is DeliveryState.PENDING]
    oldest = max((each.oldest for each in waiting), default=timedelta(0))
    if oldest > _LATE:
        remedy = "see that a worker runs (`/readyz`); docs/operations.md says how to read a lag"
        yield Finding(f"The oldest delivery that could go has waited {oldest.total_seconds():.0f} s", remedy)
    else:
        yield Finding(f"{sum(each.count for each in waiting)} deliveries wait, none of them for long")
    if figures.dead:
        remedy = "see why in the worker's log (delivery_dead); then `partner42 revive` sends them after all"
        yield Finding(f"{figures.dead} deliveries were given up", remedy)
    else:
        yield Finding("No delivery was given up")
