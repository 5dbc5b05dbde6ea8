"""What only one person sees: the App Home, the answer to a click. And who that person is."""

from domain.errors import word_of
from domain.outbox import Delivery, PostedMessage
from domain.outgoing import HomeView, LookUp, Message, Outgoing, ToHome, ToResponseUrl
from domain.use_cases.wishes import Outcome
from handlers.outcomes import answer_content
from handlers.presenting.subjects import recipient
from handlers.services import Services
from handlers.texts import own_texts
from handlers.views.home import home as home_view


async def home(services: Services, delivery: Delivery, posted: PostedMessage | None) -> Outgoing:  # noqa: ARG001 a presenter's signature
    """The App Home as it stands."""
    actor = await recipient(services.reading, delivery)
    data, standing = await services.reading.home(actor), await services.pool.standing(actor)
    counts = await services.pool.counts(actor.workspace.id)
    view = home_view(own_texts(actor), data, standing, counts)
    return HomeView(ToHome(actor.member), view)


async def answer(services: Services, delivery: Delivery, posted: PostedMessage | None) -> Outgoing:  # noqa: ARG001 a presenter's signature
    """What became of a click."""
    actor = await recipient(services.reading, delivery)
    params, outcome = delivery.params, word_of(Outcome, delivery.params["outcome"])
    content = await answer_content(services, actor, outcome, delivery.subject, params)
    return Message(ToResponseUrl(params["url"], replace_original=bool(params.get("replaces"))), content)


async def profile(services: Services, delivery: Delivery, posted: PostedMessage | None) -> Outgoing:  # noqa: ARG001 a presenter's signature
    """Somebody whom we know by their id alone, or whose name may have changed."""
    return LookUp((await recipient(services.reading, delivery)).member)
