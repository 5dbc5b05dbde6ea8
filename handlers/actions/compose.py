"""The button that opens the form with words typed in a direct message."""

from domain.vocabulary import Category
from handlers.calls import Call
from handlers.commands.words import COMPOSING
from handlers.forms import open_form
from handlers.ids import Action
from handlers.phrases import Command, Word, read_command
from handlers.random_forms import open_random
from handlers.replies import Reply
from handlers.router import Router


def register(router: Router) -> None:
    """The button below the bot's reply."""
    router.actions[Action.COMPOSE_OPEN] = compose


async def compose(call: Call) -> Reply:
    """Reads the words again, as of now: "in half an hour" counts from the click."""
    command = read_command(call.came.text, call.services.clock.now(), call.actor.workspace.zone)
    match command:
        case Command(word, category, prefill) if word in COMPOSING:
            return await open_form(call, category or COMPOSING[word], prefill)
        case Command(Word.RANDOM, category, prefill):
            return await open_random(call, category, prefill)
    return await open_form(call, Category.MEAL)
