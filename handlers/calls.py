"""A call: what came in, who it is from, and what can be done about it."""

from dataclasses import dataclass

from domain.errors import DomainError
from domain.model.people import Actor
from domain.ports import DatabaseUnavailable
from domain.use_cases.answering import home_of
from domain.use_cases.wishes import Wish
from handlers.interaction import Interaction
from handlers.services import Services
from handlers.texts import Texts, own_texts


@dataclass(frozen=True, slots=True)
class Call:
    """What a handler is given."""

    came: Interaction
    actor: Actor
    services: Services

    @property
    def texts(self) -> Texts:
        """The language of whoever asks, in the workspace's zone."""
        return own_texts(self.actor)

    def wish(self, *, replaces: bool = False, shows_home: bool = False) -> Wish:
        """The wish that this call is. `replaces`: its answer takes the place of the message clicked in.

        Whatever is wished in a view, the App Home or a modal that it led to, is followed by the Home's refresh;
        `shows_home` asks for that from elsewhere.
        """
        home = (home_of(self.actor.member),) if shows_home or self.came.view is not None else ()
        return Wish(
            actor=self.actor,
            key=self.came.key,
            reply_url=self.came.response_url,
            replaces=replaces,
            following=home,
        )


async def texts_for(came: Interaction, services: Services) -> Texts:
    """The language of whoever acts, where they can be looked up; else the one that serves for nobody."""
    try:
        actor = await services.directory.actor(came.team_id, came.user_id)
    except (DomainError, DatabaseUnavailable):
        return Texts(services.language, services.zone)
    return own_texts(actor)
