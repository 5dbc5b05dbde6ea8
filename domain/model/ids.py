"""Identities. Numbers stay inside; what leaves the house (buttons, metadata, links) is a UUID."""

from typing import NewType
from uuid import UUID

WorkspaceId = NewType("WorkspaceId", int)
MemberId = NewType("MemberId", int)
RecruitmentId = NewType("RecruitmentId", UUID)
ApplicationId = NewType("ApplicationId", UUID)
MatchId = NewType("MatchId", UUID)
CommentId = NewType("CommentId", UUID)
