"""The bot's side of a conversation with one person."""

from domain.model.people import Actor
from domain.outbox import Delivery, PostedMessage
from domain.outgoing import Content, Message, Outgoing, ToMember
from handlers.commands.words import COMPOSING, words_content
from handlers.phrases import Command, Word, read_command
from handlers.presenting.subjects import recipient
from handlers.services import Services
from handlers.texts import own_texts
from handlers.views.dm import open_button, settings_button


async def reply(services: Services, delivery: Delivery, posted: PostedMessage | None) -> Outgoing:  # noqa: ARG001 a presenter's signature
    """The answer to what a person said: what `/partner` would answer, with a button where that opens a modal."""
    actor = await recipient(services.reading, delivery)
    content = await _content(services, actor, delivery.params["said"])
    return Message(ToMember(actor.member), content)


async def _content(services: Services, actor: Actor, said: str) -> Content:
    command = read_command(said, services.clock.now(), actor.workspace.zone)
    if isinstance(command, Command) and command.word in {*COMPOSING, Word.RANDOM}:
        return open_button(own_texts(actor), said, random=command.word is Word.RANDOM)
    if isinstance(command, Command) and command.word is Word.SETTINGS:
        return settings_button(own_texts(actor))
    return await words_content(services, actor, said, command)
