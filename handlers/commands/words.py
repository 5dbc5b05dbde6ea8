"""What the words of `/partner` say, typed as a command or to the bot in a direct message."""

from domain.model.people import Actor
from domain.outgoing import Content
from domain.ports import Listing
from domain.vocabulary import Category
from handlers.phrases import Command, NotUnderstood, Word
from handlers.services import Services
from handlers.texts import Texts
from handlers.views import listing
from handlers.views.help import help as help_content
from handlers.views.waiting import status

COMPOSING = {Word.MEAL: Category.MEAL, Word.STUDY: Category.STUDY}
"""Words that open the form of a new recruitment."""

KNOWN = frozenset({*COMPOSING, Word.RANDOM, Word.STATUS, Word.CANCEL, Word.LIST, Word.SETTINGS, Word.HELP})
"""Words that do something already; the others are answered like words that nobody knows."""


async def words_content(services: Services, actor: Actor, said: str, command: Command | NotUnderstood) -> Content:
    """The answer to a command that opens no modal and changes nothing."""
    t, reading = Texts(actor.language, actor.workspace.zone), services.reading
    match command:
        case Command(Word.LIST, category):
            return listing.page(t, await reading.page(actor, Listing(category)), actor.member.id)
        case Command(Word.STATUS):
            return status(t, await services.pool.waits(actor))
        case Command(Word.CANCEL, category):
            return await _to_cancel(services, actor, t, category)
        case Command(Word.HELP):
            return help_content(t)
        case Command():
            return help_content(t, said)
        case NotUnderstood(cleaned, nearest):
            return help_content(t, cleaned, nearest if nearest in KNOWN else None)


async def _to_cancel(services: Services, actor: Actor, t: Texts, category: Category | None) -> Content:
    """What waits, with a button that takes it back; where nothing does, one's own open posts."""
    waits = [one for one in await services.pool.waits(actor) if category in {None, one.application.category}]
    if waits:
        return status(t, waits)
    posts = [one for one in await services.reading.my_open_posts(actor) if category in {None, one.recruitment.category}]
    return listing.cancel_list(t, posts)
