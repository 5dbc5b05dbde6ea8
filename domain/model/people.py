"""Who takes part: workspaces and their members."""

from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.model.ids import MemberId, WorkspaceId
from domain.vocabulary import Category, Language

SLACK_ID_LIMIT = 32
"""Characters of one of Slack's ids that are kept. They have eleven or so, all of them ASCII."""


class MemberStatus(StrEnum):
    """Whether a member is still in the workspace."""

    ACTIVE = "ACTIVE"
    GONE = "GONE"


class DirectMessage(StrEnum):
    """Kinds of direct message that a member can switch off."""

    JOINS = "joins"
    COMMENTS = "comments"
    HINTS = "hints"
    REMINDERS = "reminders"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A Slack team that the bot serves. `url` is where its message links begin, ending in a slash."""

    id: WorkspaceId
    team_id: str
    url: str
    bot_user_id: str
    bot_id: str
    zone: ZoneInfo
    language: Language
    channels: tuple[tuple[Category, str], ...] = ()

    def channel_for(self, category: Category) -> str | None:
        """The channel first offered for new posts of the category."""
        return dict(self.channels).get(category)


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a workspace. `slack_id` is None once the person's data were erased.

    `language` is what Slack says; `chosen_language` what the member wants, whatever Slack says.
    """

    id: MemberId
    workspace_id: WorkspaceId
    slack_id: str | None
    display_name: str | None = None
    language: Language | None = None
    is_admin: bool = False
    status: MemberStatus = MemberStatus.ACTIVE
    muted: frozenset[DirectMessage] = frozenset()
    dm_channel_id: str | None = None
    chosen_language: Language | None = None

    def wants(self, kind: DirectMessage) -> bool:
        """Whether a message of this kind may be sent to the member."""
        return self.status is MemberStatus.ACTIVE and kind not in self.muted


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever does something, and where."""

    workspace: Workspace
    member: Member

    @property
    def language(self) -> Language:
        """The one that the member chose, else the one they use Slack in, else the workspace's."""
        return self.member.chosen_language or self.member.language or self.workspace.language
