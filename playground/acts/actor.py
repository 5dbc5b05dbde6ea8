"""Who acts, where, and the common part of what the app is told."""

from typing import Any

from playground.acts.errors import ActError
from playground.backend import Backend
from playground.delivery.envelope import Answer, Envelope, EnvelopeType
from playground.model import APP_ID, BOT_USER, VERIFICATION_TOKEN, Channel, Json, Kind, Person
from playground.shapes import team_facts, user_facts
from playground.workspace import Installation


def actor(backend: Backend, user: object) -> Person:
    """Return the person; the deactivated and the bot itself can't act."""
    person = backend.workspace.people.get(str(user))
    if person is None or person.id == BOT_USER:
        raise ActError("user_not_found")
    if person.deleted:
        raise ActError("user_disabled")
    return person


def visible(backend: Backend, person: Person, channel: object) -> Channel:
    """Return a conversation that the person may look into."""
    found = backend.workspace.channels.get(str(channel))
    if found is None or (found.kind is not Kind.CHANNEL and person.id not in found.members):
        raise ActError("channel_not_found")
    return found


def writable(backend: Backend, person: Person, channel: object) -> Channel:
    """Return a conversation that the person may write in."""
    found = visible(backend, person, channel)
    if person.id not in found.members:
        raise ActError("not_in_channel")
    if found.archived:
        raise ActError("is_archived")
    return found


def interaction(person: Person, type_: str, **fields: Any) -> Json:
    """Return a payload of interactivity with what all of them have."""
    return {
        "type": type_,
        "token": VERIFICATION_TOKEN,
        "api_app_id": APP_ID,
        "team": team_facts(),
        "user": user_facts(person),
        "enterprise": None,
        "is_enterprise_install": False,
        **fields,
    }


async def deliver_interaction(
    backend: Backend,
    person: Person,
    kind: str,
    name: str,
    payload: Json,
    channel: str | None = None,
) -> Answer:
    """Send a payload of interactivity, unless the app takes none."""
    if not backend.profile.interactive:
        raise ActError("interactivity_disabled")
    return await deliver(backend, Envelope(EnvelopeType.INTERACTIVE, payload, kind, name, person.id, channel))


async def deliver(backend: Backend, envelope: Envelope) -> Answer:
    """Send a request on a person's behalf.

    Raises ActError with ``operation_timeout`` or ``dispatch_failed``, which the person's windows are told, too.
    """
    if backend.workspace.installation is Installation.UNINSTALLED:
        raise ActError("app_not_installed")
    answer = await backend.courier.deliver(envelope)
    if not answer.ok:
        where = {"command": envelope.payload.get("command"), "channel": envelope.channel}
        notice(backend, envelope.user or "", str(answer.outcome), **where)
        raise ActError(str(answer.outcome), status=answer.status)
    return answer


def notice(backend: Backend, user: str, code: str, **facts: object) -> None:
    """Show a person what Slack shows when an app fails."""
    backend.publish_to(user, "notice", {"code": code, **{key: value for key, value in facts.items() if value}})
