"""A call: what came in, who it is from, and what can be done about it."""

from dataclasses import dataclass

from domain.errors import DomainError
from domain.model.people import Actor
from domain.use_cases.answering import home_of
from domain.use_cases.wishes import Wish
from handlers.interaction import Interaction
from handlers.services import Services
from handlers.texts import Texts


@dataclass(frozen=True, slots=True)
class Call:
    """What a handler is given."""

    came: Interaction
    actor: Actor
    services: Services

    @property
    def texts(self) -> Texts:
        """The language of whoever asks, in the workspace's zone."""
        return Texts(self.actor.language, self.actor.workspace.zone)

    def wish(self, *, replaces: bool = False, shows_home: bool = False) -> Wish:
        """The wish that this call is. `replaces`: its answer takes the place of the ephemeral message clicked in.

        Whatever is wished from the App Home is followed by its refresh; `shows_home` asks for it from elsewhere.
        """
        home = (home_of(self.actor.member),) if shows_home or self.came.from_home else ()
        return Wish(
            actor=self.actor,
            key=self.came.key,
            reply_url=self.came.response_url,
            replaces=replaces and self.came.from_ephemeral,
            following=home,
        )


async def texts_for(came: Interaction, services: Services) -> Texts:
    """The language of whoever acts, where they can be looked up; else the one that serves for nobody."""
    try:
        actor = await services.directory.actor(came.team_id, came.user_id)
    except DomainError:
        return Texts(services.language, services.zone)
    return Texts(actor.language, actor.workspace.zone)
