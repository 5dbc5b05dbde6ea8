"""The slash command."""

from dataclasses import replace

from domain.vocabulary import Category
from handlers.actions.preferences import settings
from handlers.calls import Call
from handlers.commands.words import COMPOSING, words_content
from handlers.forms import open_form
from handlers.ids import Command as SlashCommand
from handlers.phrases import Command, Word, read_command
from handlers.random_forms import open_random
from handlers.replies import Reply, Say
from handlers.router import Router
from handlers.views.waiting import taken_back


def register(router: Router) -> None:
    """`/partner`."""
    router.commands[SlashCommand.PARTNER] = partner


async def partner(call: Call) -> Reply:
    """The first word chooses; words that name conditions open the form with them."""
    said = call.came.text
    command = read_command(said, call.services.clock.now(), call.actor.workspace.zone)
    match command:
        case Command(word, category, prefill) if word in COMPOSING:
            return await open_form(call, category or COMPOSING[word], prefill)
        case Command(Word.RANDOM, category, prefill):
            return await open_random(call, category, prefill)
        case Command(Word.SETTINGS):
            return await settings(call)
        case Command(Word.CANCEL, category):
            return await _take_back(call, category) or Say(
                await words_content(call.services, call.actor, said, command)
            )
    return Say(await words_content(call.services, call.actor, said, command))


async def _take_back(call: Call, category: Category | None) -> Reply | None:
    """Ends what waits in the random pool, and says so; None where nothing does."""
    # The words are answered in the response itself: there is nothing to deliver beside it.
    wish = replace(call.wish(), reply_url=None)
    if not await call.services.pool.waits(call.actor):
        return None
    ended = await call.services.waiting.cancel_all(wish, category)
    if not ended:
        return None
    return Say(taken_back(call.texts, ended))
