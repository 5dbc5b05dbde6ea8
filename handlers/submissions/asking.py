"""Yes to a question that can't be taken back."""

from domain.errors import DomainError, ErrorCode
from handlers.calls import Call
from handlers.ids import CallbackId, Manage
from handlers.replies import Nothing, Reply
from handlers.router import Router
from handlers.values import recruitment_id


def register(router: Router) -> None:
    """One modal asks before confirming and before cancelling."""
    router.submissions[CallbackId.RECRUITMENT_ASK] = do_as_asked


async def do_as_asked(call: Call) -> Reply:
    """Confirms or cancels what the modal asked about."""
    word, _, subject = call.came.text.partition(":")
    wanted, wish = recruitment_id(subject), call.wish(shows_home=True)
    match word:
        case Manage.CONFIRM:
            await call.services.recruiting.confirm(wish, wanted)
        case Manage.CANCEL:
            await call.services.recruiting.cancel(wish, wanted)
        case _:
            raise DomainError(ErrorCode.NOT_FOUND)
    return Nothing()
