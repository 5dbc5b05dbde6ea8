"""The slash command."""

from handlers.calls import Call
from handlers.commands.words import COMPOSING, words_content
from handlers.forms import open_form
from handlers.ids import Command as SlashCommand
from handlers.phrases import Command, read_command
from handlers.replies import Reply, Say
from handlers.router import Router


def register(router: Router) -> None:
    """`/partner`."""
    router.commands[SlashCommand.PARTNER] = partner


async def partner(call: Call) -> Reply:
    """The first word chooses; words that name conditions open the form with them."""
    said = call.came.text
    command = read_command(said, call.services.clock.now(), call.actor.workspace.zone)
    if isinstance(command, Command) and command.word in COMPOSING:
        return await open_form(call, command.category or COMPOSING[command.word], command.prefill)
    return Say(await words_content(call.services.reading, call.actor, said, command))
