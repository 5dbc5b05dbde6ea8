"""What the use cases need of the outside world. Storage and infra fulfil it; tests have hand-written fakes.

Whatever a use case does to the database is one unit of work: a function that is given a transaction. The unit is
committed when the function returns, rolled back when it raises, and run again from the start when the database asks
for it (deadlock, failover), so it must be idempotent and call nothing outside the transaction.
"""

from domain.ports.erasing import ErasedComment, ErasedPost, Erasure, Erasures
from domain.ports.exporting import Exports
from domain.ports.keeping import Inbox, Outbox, Timer, TimerKind, Timers
from domain.ports.meeting import Comments, Listing, Matches, Plans, PostCount, Recruitments
from domain.ports.people import Blocks, Members, Workspaces
from domain.ports.units import DatabaseUnavailable, Transaction, UnitOfWork
from domain.ports.world import Clock, Directory, Ids, Profile

__all__ = [
    "Blocks",
    "Clock",
    "Comments",
    "DatabaseUnavailable",
    "Directory",
    "ErasedComment",
    "ErasedPost",
    "Erasure",
    "Erasures",
    "Exports",
    "Ids",
    "Inbox",
    "Listing",
    "Matches",
    "Members",
    "Outbox",
    "Plans",
    "PostCount",
    "Profile",
    "Recruitments",
    "Timer",
    "TimerKind",
    "Timers",
    "Transaction",
    "UnitOfWork",
    "Workspaces",
]
