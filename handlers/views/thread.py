"""A recruitment's thread: its first line on a named one, comments under an alias on an anonymous one."""

from typing import Any

from slack_sdk.models.blocks import InputBlock, PlainTextInputElement

from domain.model.comment import AUTHOR_ALIAS
from domain.model.details import CONTENT_LIMIT
from domain.model.recruitment import Recruitment
from domain.outgoing import Content
from domain.use_cases.reading import CommentData, Shown
from handlers.ids import CallbackId, Field
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import context, message, modal, plain, quoted, section


def opener(t: Texts, shown: Shown) -> Content:
    """The first line in the thread of a named recruitment. Mentioning the author makes Slack tell them of replies."""
    author = words.mention(t, shown.people.get(shown.recruitment.author))
    return message([section(t.say("thread.opener", author=author))])


def alias(t: Texts, number: int) -> str:
    """What somebody is called who comments without a name: 글쓴이, 익명 1, 익명 2."""
    return t.say("alias.author") if number == AUTHOR_ALIAS else t.say("alias.other", number=number)


def comment(t: Texts, data: CommentData) -> Content:
    """An anonymous comment. Nothing of its member but the alias."""
    who = alias(t, data.comment.alias)
    if data.comment.is_erased:
        return message([context(t.say("thread.erased", who=who))])
    return message([context(t.say("thread.said_by", who=who)), quoted(data.comment.content)])


def comment_form(t: Texts, recruitment: Recruitment) -> dict[str, Any]:
    """The modal in which an anonymous comment is written."""
    element = PlainTextInputElement(
        action_id=Field.CONTENT,
        multiline=True,
        max_length=CONTENT_LIMIT,
        focus_on_load=True,
        placeholder=plain(t.say("comment.example")),
    )
    field = InputBlock(block_id=Field.CONTENT, label=plain(t.say("comment.label")), element=element)
    return modal(
        CallbackId.COMMENT_CREATE,
        t.say("comment.title"),
        t.say("form.close"),
        [field, context(t.say("comment.warning"))],
        submit=t.say("comment.submit"),
        metadata=str(recruitment.id),
    )
