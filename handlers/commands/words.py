"""What the words of `/partner` say, typed as a command or to the bot in a direct message."""

from collections.abc import Sequence

from domain.model.people import Actor
from domain.outgoing import Content
from domain.ports import Listing
from domain.use_cases.reading import Reading, Shown
from domain.vocabulary import Category
from handlers.phrases import Command, NotUnderstood, Word
from handlers.texts import Texts
from handlers.views import listing
from handlers.views.help import help as help_content

COMPOSING = {Word.MEAL: Category.MEAL, Word.STUDY: Category.STUDY}
"""Words that open the form of a new recruitment."""

KNOWN = frozenset({*COMPOSING, Word.CANCEL, Word.LIST, Word.HELP})
"""Words that do something already; the others are answered like words that nobody knows."""


async def words_content(reading: Reading, actor: Actor, said: str, command: Command | NotUnderstood) -> Content:
    """The answer to a command that opens no modal."""
    t = Texts(actor.language, actor.workspace.zone)
    match command:
        case Command(Word.LIST, category):
            return listing.page(t, await reading.page(actor, Listing(category)), actor.member.id)
        case Command(Word.CANCEL, category):
            return listing.cancel_list(t, _of(category, await reading.my_open_posts(actor)))
        case Command(Word.HELP):
            return help_content(t)
        case Command():
            return help_content(t, said)
        case NotUnderstood(cleaned, nearest):
            return help_content(t, cleaned, nearest if nearest in KNOWN else None)


def _of(category: Category | None, posts: Sequence[Shown]) -> Sequence[Shown]:
    return [post for post in posts if category in {None, post.recruitment.category}]
