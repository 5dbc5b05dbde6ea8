"""What the people of a match read in their conversation, in the workspace's language."""

from collections.abc import Iterable
from datetime import datetime

from slack_sdk.models.blocks import Block, ConfirmObject

from domain.model.ice_breakers import question_of
from domain.model.ids import MemberId
from domain.model.match import Attendance, Match, MatchStatus, Origin
from domain.model.people import DirectMessage, Member
from domain.outgoing import Content
from domain.use_cases.meetings import GroupData
from handlers.ids import Action
from handlers.site import Site
from handlers.texts import Texts, escape
from handlers.views import words
from handlers.views.blocks import Element, actions, button, context, header, message, plain, section
from handlers.views.links import message_link


def group_message(t: Texts, group: GroupData, site: Site, now: datetime) -> Content:
    """Who, what, where, when and how, to the people of a match. Mentions tell nobody twice: all of them are here."""
    match = group.match
    blocks: list[Block] = [header(_title(t, match)), section(_hello(t, group))]
    blocks += [section("\n".join(_lines(t, match, site))), section(_question(t, match))]
    if notes := _notes(t, group):
        blocks.append(context("\n".join(notes)))
    return message([*blocks, *buttons(t, match, site, now)])


def outdated(t: Texts, group: GroupData) -> Content:
    """What becomes of that message once somebody can't come: it goes on elsewhere, or not at all."""
    match = group.match
    goes_on = match.status is MatchStatus.ACTIVE
    away = (*match.those(Attendance.CANNOT_COME), *match.those(Attendance.GONE))
    then = t.say("group.goes_on_elsewhere", names=_names(t, group, away)) if goes_on else t.say("group.cancelled")
    return message([header(_title(t, match)), section(words.facts(t, match)), section(then)])


def reminder(t: Texts, group: GroupData, site: Site) -> Content:
    """Shortly before the meeting. A mention makes a phone ring: only those are mentioned who want that."""
    match = group.match
    people = ((group.people.get(each)) for each in match.coming)
    names = ", ".join(words.mention(t, each) if _rings(each) else words.name(t, each) for each in people)
    lines = [t.say("group.reminder", names=names), words.facts(t, match), *_spot(t, match, site)]
    return message([section("\n".join(lines))])


def buttons(t: Texts, match: Match, site: Site, now: datetime) -> tuple[Block, ...]:
    """What can be done about a meeting that is still ahead."""
    if not match.is_ahead(now):
        return ()
    link = site.calendar_link(match)
    calendar = button(Action.MATCH_CALENDAR, t.say("button.calendar"), match.id, url=link) if link else None
    return actions((calendar, _cannot_come(t, match)))


def _cannot_come(t: Texts, match: Match) -> Element:
    confirm = ConfirmObject(
        title=t.say("cannot_come.title"),
        text=plain(t.say("cannot_come.text")),
        confirm=t.say("cannot_come.confirm"),
        deny=t.say("ask.back"),
        style="danger",
    )
    return button(Action.MATCH_CANNOT_COME, t.say("button.cannot_come"), match.id, confirm=confirm)


def _rings(member: Member | None) -> bool:
    return member is not None and member.wants(DirectMessage.REMINDERS)


def _title(t: Texts, match: Match) -> str:
    return t.say(f"card.title.{match.category}", title=words.title(t, match))


def _hello(t: Texts, group: GroupData) -> str:
    """Where somebody said that they can't come the others have met here before, so that stands first."""
    coming = ", ".join(words.mention(t, group.people.get(each)) for each in group.match.coming)
    unable = group.match.those(Attendance.CANNOT_COME)
    if not unable:
        return t.say("group.hello", count=len(group.match.coming), names=coming)
    sorry = t.say("group.cannot_come", names=_names(t, group, unable))
    return f"{sorry}\n{t.say('group.hello_again', count=len(group.match.coming), names=coming)}"


def _names(t: Texts, group: GroupData, members: Iterable[MemberId]) -> str:
    return ", ".join(words.name(t, group.people.get(each)) for each in members)


def _lines(t: Texts, match: Match, site: Site) -> list[str]:
    lines = [
        t.say("card.when", when=words.when(t, match)),
        t.say("card.where", where=words.place(t, match.places)),
        *_spot(t, match, site),
        t.say("card.way", way=words.way(t, match), icon=words.icon(t, match)),
    ]
    if len(match.places) > 1 or (match.origin is Origin.RANDOM and not _spot(t, match, site)):
        lines.append(t.say("group.choose_place"))
    return lines


def _spot(t: Texts, match: Match, site: Site) -> list[str]:
    spot = site.spot(match)
    return [t.say("group.spot", spot=escape(spot))] if spot else []


def _question(t: Texts, match: Match) -> str:
    """The same one for the same match, however often it is rendered."""
    return t.say("group.question", question=t.say(f"ice_breaker.{question_of(match)}"))


def _notes(t: Texts, group: GroupData) -> list[str]:
    notes = []
    if gone := group.match.those(Attendance.GONE):
        notes.append(t.say("group.unreachable", names=_names(t, group, gone)))
    if group.match.anonymous:
        notes.append(t.say("group.anonymous"))
    if group.origin and (link := message_link(group.workspace, group.origin.posted)):
        notes.append(t.say("link.recruitment", link=link))
    return notes
