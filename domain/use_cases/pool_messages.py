"""What those who wait in the random pool are told, and the channel: as deliveries."""

from dataclasses import replace

from domain.model.application import Application
from domain.model.conditions import Concession
from domain.model.recruitment import Recruitment
from domain.outbox import (
    Delivery,
    DeliveryKind,
    Notice,
    PostedMessage,
    Urgency,
    application_key,
    offer_key,
    suggestion_key,
)
from domain.pool import PoolRef
from domain.use_cases.telling import notice


def application_message(
    application: Application, urgency: Urgency = Urgency.REFRESH, conversation: PostedMessage | None = None
) -> Delivery:
    """The one direct message that tells an application's story: posted the first time, edited later.

    `conversation` is the group's message, where it was posted just now and is not kept yet.
    """
    return Delivery(
        key=application_key(application.id),
        kind=DeliveryKind.APPLICATION,
        workspace_id=application.workspace_id,
        subject=str(application.id),
        member=application.member,
        params={"channel": conversation.channel_id, "ts": conversation.ts} if conversation else {},
        urgency=urgency,
    )


def suggestion_message(application: Application, number: int, accepted: Concession | None = None) -> Delivery:
    """What one change would give, told for the first or second time; over once it can't be accepted any more.

    `accepted` is the change that was accepted just now.
    """
    return Delivery(
        key=suggestion_key(application.id, number),
        kind=DeliveryKind.SUGGESTION,
        workspace_id=application.workspace_id,
        subject=str(application.id),
        member=application.member,
        params={"number": number, **({"accepted": str(accepted)} if accepted else {})},
        urgency=Urgency.NOTICE,
    )


def offer_message(application: Application, recruitment: Recruitment) -> Delivery:
    """A recruitment that fits what somebody waits for."""
    told = notice(recruitment, Notice.OFFERED, application.member)
    params = {**told.params, "application": str(application.id)}
    return replace(told, key=offer_key(application.id, recruitment.id), params=params)


def board_message(ref: PoolRef, key: str) -> Delivery:
    """The message in the channel that says that somebody waits, without names."""
    return Delivery(
        key=key,
        kind=DeliveryKind.BOARD,
        workspace_id=ref.workspace_id,
        subject=ref.category,
        urgency=Urgency.REFRESH,
    )


def ended_messages(application: Application) -> tuple[Delivery, ...]:
    """An application that ended: its message, and the suggestion that can't be accepted any more."""
    told = (application_message(application),)
    return (*told, suggestion_message(application, application.hints)) if application.hints else told
