"""The message that brings a match's group together."""

from slack_sdk.models.blocks import Block

from domain.model.ice_breakers import question_of
from domain.model.match import Match
from domain.outgoing import Content
from domain.use_cases.reading import GroupData
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import context, header, message, section
from handlers.views.links import message_link


def group_message(t: Texts, group: GroupData) -> Content:
    """Who, what, where, when and how, to the people of a match. Mentions tell nobody twice: all of them are here."""
    match = group.match
    hello = t.say("group.hello", count=len(match.coming), names=_names(t, group))
    blocks: list[Block] = [header(_title(t, match)), section(hello), section("\n".join(_lines(t, match)))]
    blocks.append(section(_question(t, match)))
    if notes := _notes(t, group):
        blocks.append(context("\n".join(notes)))
    return message(blocks)


def _title(t: Texts, match: Match) -> str:
    return t.say(f"card.title.{match.category}", title=words.title(t, match))


def _lines(t: Texts, match: Match) -> list[str]:
    lines = [
        t.say("card.when", when=words.when(t, match)),
        t.say("card.where", where=words.place(t, match.places)),
        t.say("card.way", way=words.way(t, match), icon=words.icon(t, match)),
    ]
    if len(match.places) > 1:
        lines.append(t.say("group.choose_place"))
    return lines


def _names(t: Texts, group: GroupData) -> str:
    return ", ".join(words.mention(t, group.people.get(each)) for each in group.match.coming)


def _question(t: Texts, match: Match) -> str:
    """The same one for the same match, however often it is rendered."""
    return t.say("group.question", question=t.say(f"ice_breaker.{question_of(match)}"))


def _notes(t: Texts, group: GroupData) -> list[str]:
    notes = []
    if group.left:
        names = ", ".join(words.name(t, each) for each in group.left)
        notes.append(t.say("group.unreachable", names=names))
    if group.match.anonymous:
        notes.append(t.say("group.anonymous"))
    if group.origin and (link := message_link(group.workspace, group.origin.posted)):
        notes.append(t.say("link.recruitment", link=link))
    return notes
