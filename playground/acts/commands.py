"""Slash commands and global shortcuts."""

from playground.acts.actor import actor, deliver, deliver_interaction, interaction, notice, writable
from playground.acts.errors import ActError
from playground.backend import Backend
from playground.delivery.envelope import Answer, Envelope, EnvelopeType
from playground.messages import typed
from playground.model import APP_ID, TEAM_DOMAIN, TEAM_ID, VERIFICATION_TOKEN, Channel, Json, Person
from playground.responding import respond
from playground.response_urls import ResponseUrl
from playground.shapes import channel_name_in_payloads
from playground.web_api.errors import ApiError


async def run_command(backend: Backend, given: Json) -> Json:
    """Run ``/command text`` for a person; what the bot answers becomes a message.

    Slack takes no command in a thread, and none in a channel the person is not in.
    """
    person = actor(backend, given.get("user"))
    channel = writable(backend, person, given.get("channel"))
    if given.get("thread_ts"):
        raise ActError("not_supported_in_threads")
    command, _, text = str(given.get("text", "")).strip().partition(" ")
    known = next((one for one in backend.profile.commands if one.command == command), None)
    if known is None:
        raise ActError("unknown_command", command=command)
    # Slack always escapes &, < and >; mentions it encodes only where the manifest asks for it.
    text = typed(backend, text.strip(), encode=known.should_escape)
    payload = _payload(backend, person, channel, command, text)
    envelope = Envelope(EnvelopeType.COMMAND, payload, "command", command, person.id, channel.id)
    answer = await deliver(backend, envelope)
    _show(backend, person, channel, answer, command)
    return {"request_id": payload["trigger_id"]}


def _payload(backend: Backend, person: Person, channel: Channel, command: str, text: str) -> Json:
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM_ID,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": channel_name_in_payloads(channel),
        "user_id": person.id,
        "user_name": person.name,
        "command": command,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": f"{backend.url}response/{backend.response_urls.issue(person.id, channel.id)}",
        "trigger_id": backend.triggers.issue(person.id),
    }


def _show(backend: Backend, person: Person, channel: Channel, answer: Answer, command: str) -> None:
    if not answer.body:
        return
    place = ResponseUrl("", person.id, channel.id, backend.machine.now())
    try:
        respond(backend, place, answer.body)
    except ApiError as refusal:
        code = "invalid_command_response"
        backend.inspector.record(
            "from_bot",
            "command",
            command,
            user=person.id,
            channel=channel.id,
            request=answer.body,
            response=refusal.answer(),
            violations=[refusal.code, *refusal.extra.get("errors", [])],
        )
        notice(backend, person.id, code, command=command, channel=channel.id)
        raise ActError(code, command=command) from refusal


async def run_shortcut(backend: Backend, given: Json) -> Json:
    """Choose a global shortcut of the app."""
    person = actor(backend, given.get("user"))
    callback_id = str(given.get("callback_id"))
    if callback_id not in {one.callback_id for one in backend.profile.shortcuts if one.type == "global"}:
        raise ActError("unknown_shortcut")
    trigger_id = backend.triggers.issue(person.id)
    payload = interaction(
        person, "shortcut", callback_id=callback_id, trigger_id=trigger_id, action_ts=backend.event_ts()
    )
    await deliver_interaction(backend, person, "shortcut", str(callback_id), payload)
    return {"request_id": trigger_id}
