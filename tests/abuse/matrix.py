"""Who may do what: a row for everything that Slack can ask of the bot, a column for every kind of person.

What a row says nothing of is allowed to those of the workspace.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import ErrorCode
from tests.abuse.settling import Things
from tests.abuse.town import ANN, BEN, DAN, EVE, FAR, FARTEAM, GUS, UNKNOWN_TEAM
from tests.handlers import slack

Ask = Callable[[Things, str], slack.Body]


class Person(StrEnum):
    """The columns. All but the last three are of the workspace; Gus was deactivated, and his news came first.

    The `GUEST` is of a team that we don't know and acts in a channel that is shared with it.
    """

    STRANGER = DAN
    PARTICIPANT = BEN
    AUTHOR = ANN
    ADMIN = EVE
    DEACTIVATED = GUS
    ELSEWHERE = FAR
    GUEST = "U0GUEST"
    UNKNOWN = "U0UNKNOWN"


TEAMS = {Person.ELSEWHERE: FARTEAM, Person.UNKNOWN: UNKNOWN_TEAM}
"""The teams of those who aren't of the workspace, and whose Slack it is that sends their requests."""

OF_NO_TEAM = "401"
"""Instead of a code: nobody looks at it."""

SEATS = frozenset({"recruitment", "participation", "timer"})
MATCH = SEATS | {"match", "match_member", "score_entry"}
POST = SEATS | {"pool"}
POOL = frozenset({"application", "pool", "offer"})
PEOPLE = frozenset({"member", "member_identity"})


@dataclass(frozen=True)
class Row:
    """`name` is what is registered; `refused` says whom it is refused, beside those who are refused everything.

    `changes` are the tables that it may change where it is allowed, beside `inbox` and `outbox`; with none it shows.
    """

    name: str
    ask: Ask
    refused: Mapping[Person, ErrorCode]
    changes: frozenset[str] = frozenset()

    def expected(self, person: Person) -> str | None:
        """The code that the person is refused with; None where it is allowed."""
        match person:
            case Person.DEACTIVATED:
                return None if self.name in OF_SLACK_ITSELF else ErrorCode.MEMBER_GONE
            case Person.GUEST if self.name.startswith("command "):
                return OF_NO_TEAM  # a command names no team but its sender's
            case Person.GUEST:
                return None if self.name in OF_SLACK_ITSELF else ErrorCode.NOT_FOUND
            case Person.UNKNOWN:
                return OF_NO_TEAM
            case _:
                return self.refused.get(person)

    def body(self, things: Things, person: Person) -> slack.Body:
        """The request as this person's Slack would send it."""
        body = self.ask(things, person.value)
        return _sent_from(body, TEAMS.get(person, slack.TEAM), guest=person is Person.GUEST)


def _sent_from(body: slack.Body, team: str, *, guest: bool) -> slack.Body:
    """A guest's request comes through our own team's Slack and names the guest's team beside the guest."""
    if body.get("type") == "event_callback":
        return {**body, "team_id": team, "event": body["event"] | ({"user_team": UNKNOWN_TEAM} if guest else {})}
    if "command" in body:
        return {**body, "team_id": UNKNOWN_TEAM if guest else team}
    user = {**body["user"], "team_id": UNKNOWN_TEAM if guest else team}
    return {**body, "team": {"id": team, "domain": "42"}, "user": user}


OF_SLACK_ITSELF = {
    *("event member_joined_channel", "event user_change", "event app_uninstalled", "event tokens_revoked"),
}
"""Nobody wishes these: Slack says what has happened."""
