"""The form of a recruitment, submitted."""

from dataclasses import replace

from domain.errors import DomainError, ErrorCode
from domain.use_cases.recruiting import OverlapFoundError
from handlers.calls import Call
from handlers.forms import details_of
from handlers.ids import CallbackId, Field
from handlers.replies import Nothing, ReplaceView, Reply
from handlers.router import Router
from handlers.views.form import FormState, read_form, recruitment_form


def register(router: Router) -> None:
    """New ones and edited ones."""
    router.submissions[CallbackId.RECRUITMENT_CREATE] = create
    router.submissions[CallbackId.RECRUITMENT_EDIT] = edit


async def create(call: Call) -> Reply:
    """Posts it; where another meeting is near, the form comes back and asks."""
    state = read_form(call.came.view or {})
    try:
        await _post(call, state)
    except OverlapFoundError as overlap:
        return ReplaceView(recruitment_form(call.texts, replace(state, overlaps=overlap.others)))
    return Nothing()


async def _post(call: Call, state: FormState) -> None:
    if state.channel_id is None:
        raise DomainError(ErrorCode.CHANNEL_MISSING, field=Field.CHANNEL)
    await call.services.recruiting.post(
        call.wish(shows_home=True),
        state.category,
        details_of(state),
        state.channel_id,
        despite_overlap=state.despite_overlap,
    )


async def edit(call: Call) -> Reply:
    """Keeps the changes."""
    state = read_form(call.came.view or {})
    if state.editing is None:
        raise DomainError(ErrorCode.NOT_FOUND)
    await call.services.recruiting.edit(call.wish(shows_home=True), state.editing, details_of(state))
    return Nothing()
