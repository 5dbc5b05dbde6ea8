"""What the words of `/partner` say, typed as a command or to the bot in a direct message."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from domain.model.people import Actor
from domain.outgoing import Content
from domain.ports import Listing
from domain.use_cases.reading_pool import Standing, Wait
from domain.vocabulary import Category
from handlers.outcomes import history_content
from handlers.phrases import Command, NotUnderstood, Word
from handlers.services import Services
from handlers.texts import own_texts
from handlers.views import listing
from handlers.views.help import help as help_content
from handlers.views.waiting import matched_lines, status

Answer = Callable[[Services, Actor, Category | None], Awaitable[Content]]

COMPOSING = {Word.MEAL: Category.MEAL, Word.STUDY: Category.STUDY}
"""Words that open the form of a new recruitment."""


async def words_content(services: Services, actor: Actor, said: str, command: Command | NotUnderstood) -> Content:
    """The answer to a command that opens no modal and changes nothing."""
    t = own_texts(actor)
    match command:
        case Command(word, category) if word in ANSWERS:
            return await ANSWERS[word](services, actor, category)
        case Command(word):
            return help_content(t, None if word is Word.HELP else said)
        case NotUnderstood(cleaned, nearest):
            return help_content(t, cleaned, nearest if nearest in KNOWN else None)


async def _list(services: Services, actor: Actor, category: Category | None) -> Content:
    return listing.page(own_texts(actor), await services.reading.page(actor, Listing(category)), actor.member.id)


async def _status(services: Services, actor: Actor, category: Category | None) -> Content:  # noqa: ARG001 an answer's signature
    return status(own_texts(actor), await services.pool.standing(actor))


async def _to_cancel(services: Services, actor: Actor, category: Category | None) -> Content:
    """What waits, with a button that takes it back; where nothing does, one's own open posts."""
    t, standing = own_texts(actor), await services.pool.standing(actor)
    if waits := _of(category, standing.waits):
        return status(t, Standing(waits))
    posts = [one for one in await services.reading.my_open_posts(actor) if category in {None, one.recruitment.category}]
    return listing.cancel_list(t, posts, matched_lines(t, _of(category, standing.matched)))


def _of(category: Category | None, waits: Sequence[Wait]) -> Sequence[Wait]:
    return [wait for wait in waits if category in {None, wait.application.category}]


async def _history(services: Services, actor: Actor, category: Category | None) -> Content:  # noqa: ARG001 an answer's signature
    return await history_content(services, actor)


ANSWERS: Mapping[Word, Answer] = {
    Word.LIST: _list,
    Word.STATUS: _status,
    Word.CANCEL: _to_cancel,
    Word.HISTORY: _history,
}
"""What is said to a word that opens no modal."""

KNOWN = frozenset({*COMPOSING, *ANSWERS, Word.RANDOM, Word.SETTINGS, Word.HELP})
"""Words that do something already; the others are answered like words that nobody knows."""
