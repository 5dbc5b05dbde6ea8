"""All that is kept about a person as JSON: keys that anybody can read, moments in ISO 8601 with the workspace's zone.

Of others it holds only what the person saw of them: those whom they met, and those whom they have blocked. Whose an
anonymous recruitment is, or who else is in one, is never in it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.model.application import Application
from domain.model.comment import Comment
from domain.model.ids import MemberId
from domain.model.match import Match
from domain.model.people import Member
from domain.model.recruitment import Recruitment
from domain.model.score import ScoreEntry
from domain.retention import Remnant
from domain.use_cases.exporting import MOST, Kept
from handlers.texts import Texts
from handlers.views.thread import alias

Json = dict[str, Any]


def everything(t: Texts, kept: Kept, kept_days: Mapping[Remnant, float]) -> Json:
    """The whole file."""
    me = kept.actor.member.id
    return {
        "about": _about(t, kept, kept_days),
        "you": _you(t, kept),
        "blocked_people": [_person(t, kept.people.get(each)) for each in sorted(kept.blocked)],
        "recruitments": [_recruitment(t, each, me) for each in kept.recruitments],
        "comments": [_comment(t, each) for each in kept.comments],
        "random_matching": [_application(t, each) for each in kept.applications],
        "meetings": [_meeting(t, each, kept.people, me) for each in kept.matches],
        "points": [_points(t, each) for each in kept.scores],
    }


def _about(t: Texts, kept: Kept, kept_days: Mapping[Remnant, float]) -> Json:
    return {
        "what": t.say("export.what"),
        "made_at": _moment(t.zone, kept.now),
        "time_zone": t.zone.key,
        "most_of_each_kind": MOST,
        "kept_for_days": dict(kept_days),
        "further": t.say("export.further"),
    }


def _you(t: Texts, kept: Kept) -> Json:
    member = kept.actor.member
    return {
        "slack_team": kept.actor.workspace.team_id,
        "slack_id": member.slack_id,
        "display_name": member.display_name,
        "known_since": _moment(t.zone, kept.known_since),
        "is_admin": member.is_admin,
        "conversation_with_42partner": member.dm_channel_id,
        "language_in_slack": member.language,
        "chosen_language": member.chosen_language,
        "direct_messages_switched_off": sorted(member.muted),
    }


def _person(t: Texts, member: Member | None) -> Json:
    """Somebody as the person saw them; who was erased since is nobody by name."""
    known = member is not None and member.slack_id is not None
    name = member.display_name if member is not None and known else t.say("name.nobody")
    return {"name": name, "slack_id": member.slack_id if member is not None else None}


def _recruitment(t: Texts, recruitment: Recruitment, me: MemberId) -> Json:
    details, own = recruitment.details, recruitment.author == me
    return {
        "id": str(recruitment.id),
        "your_part": _part(recruitment, me),
        "your_part_since": _moment(t.zone, _since(recruitment, me)),
        "category": recruitment.category,
        "status": recruitment.status,
        "title": details.title,
        **({"content": details.content} if own else {}),
        "meets_at": _moment(t.zone, details.meets_at),
        "posted_at": _moment(t.zone, recruitment.posted_at),
        "channel": recruitment.channel_id,
        "places": _words(details.places),
        "way_of_eating": details.way_of_eating,
        "study_type": details.study_type,
        "capacity": details.capacity,
        "anonymous": details.anonymous,
    }


def _part(recruitment: Recruitment, me: MemberId) -> str:
    if recruitment.author == me:
        return "author"
    return "participant" if recruitment.has(me) else "waiting"


def _since(recruitment: Recruitment, me: MemberId) -> datetime:
    seats = (*recruitment.participants, *recruitment.waitlist)
    return next((seat.since for seat in seats if seat.member == me), recruitment.posted_at)


def _comment(t: Texts, comment: Comment) -> Json:
    return {
        "recruitment": str(comment.recruitment_id),
        "shown_as": alias(t, comment.alias),
        "content": comment.content,
        "at": _moment(t.zone, comment.at),
    }


def _application(t: Texts, application: Application) -> Json:
    conditions = application.conditions
    return {
        "category": application.category,
        "status": application.status,
        "applied_at": _moment(t.zone, application.applied_at),
        "waited_until": _moment(t.zone, application.expires_at),
        "places": _words(conditions.places),
        "ways_of_eating": _words(conditions.ways_of_eating),
        "study_types": _words(conditions.study_types),
        "group_sizes": sorted(conditions.sizes),
        "meeting": None if application.match_id is None else str(application.match_id),
        "waits_without_luck_before": application.credit,
    }


def _meeting(t: Texts, match: Match, people: Mapping[MemberId, Member], me: MemberId) -> Json:
    return {
        "id": str(match.id),
        "from": match.origin,
        "category": match.category,
        "title": match.title,
        "meets_at": _moment(t.zone, match.meets_at),
        "brought_together_at": _moment(t.zone, match.matched_at),
        "places": _words(match.places),
        "way_of_eating": match.way_of_eating,
        "study_type": match.study_type,
        "status": match.status,
        "people": [
            {**_person(t, people.get(each.member)), "is_you": each.member == me, "attendance": each.attendance}
            for each in match.members
        ],
    }


def _points(t: Texts, score: ScoreEntry) -> Json:
    return {
        "meeting": str(score.match_id),
        "category": score.category,
        "reason": score.reason,
        "points": score.points,
        "at": _moment(t.zone, score.at),
    }


def _words(words: Iterable[str]) -> list[str]:
    return [str(word) for word in words]


def _moment(zone: ZoneInfo, at: datetime) -> str:
    return at.astimezone(zone).isoformat()
