"""One database transaction, as the use cases see it."""

from functools import cached_property

from storage.database import Bound
from storage.repositories.applications import SqlApplications
from storage.repositories.blocks import SqlBlocks
from storage.repositories.comments import SqlComments
from storage.repositories.erasures import SqlErasures
from storage.repositories.exports import SqlExports
from storage.repositories.inbox import SqlInbox
from storage.repositories.matches import SqlMatches
from storage.repositories.members import SqlMembers
from storage.repositories.outbox import SqlOutbox
from storage.repositories.pools import SqlPools
from storage.repositories.recruitments import SqlRecruitments
from storage.repositories.timers import SqlTimers
from storage.repositories.workspaces import SqlWorkspaces


class SqlTransaction:
    """Everything one unit of work reads and writes; a repository is made when it is first asked for."""

    def __init__(self, bound: Bound) -> None:
        self._bound = bound

    @cached_property
    def inbox(self) -> SqlInbox:
        """What has been received."""
        return SqlInbox(self._bound)

    @cached_property
    def workspaces(self) -> SqlWorkspaces:
        """Slack teams."""
        return SqlWorkspaces(self._bound)

    @cached_property
    def members(self) -> SqlMembers:
        """People."""
        return SqlMembers(self._bound)

    @cached_property
    def blocks(self) -> SqlBlocks:
        """Who does not want to meet whom."""
        return SqlBlocks(self._bound)

    @cached_property
    def recruitments(self) -> SqlRecruitments:
        """Recruitments."""
        return SqlRecruitments(self._bound)

    @cached_property
    def matches(self) -> SqlMatches:
        """Matches."""
        return SqlMatches(self._bound)

    @cached_property
    def applications(self) -> SqlApplications:
        """Applications in the random pool."""
        return SqlApplications(self._bound)

    @cached_property
    def pools(self) -> SqlPools:
        """The random pools themselves."""
        return SqlPools(self._bound)

    @cached_property
    def comments(self) -> SqlComments:
        """Comments."""
        return SqlComments(self._bound)

    @cached_property
    def erasures(self) -> SqlErasures:
        """Erasing people."""
        return SqlErasures(self._bound)

    @cached_property
    def exports(self) -> SqlExports:
        """What is kept about one person."""
        return SqlExports(self._bound)

    @cached_property
    def timers(self) -> SqlTimers:
        """What falls due."""
        return SqlTimers(self._bound)

    @cached_property
    def outbox(self) -> SqlOutbox:
        """What Slack must hear."""
        return SqlOutbox(self._bound)
